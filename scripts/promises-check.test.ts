import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brokenClaims } from './promises/check.ts';
import { type Claim, readPromises } from './promises/read.ts';

const table = '| what holds it | constraint | file | test |\n| --- | --- | --- | --- |\n';
const others = ['2. Two', '3. Three', '4. Four', '5. Five']
  .map((title) => `## ${title}\n\n${table}| nothing yet | – | – | – |\n`)
  .join('\n');

function documentWith(row: string): string {
  return `# Promises\n\n## 1. One\n\n${table}${row}\n\n${others}`;
}

test('readPromises reads the names of a row and leaves dashes empty', () => {
  const [claim] = readPromises(documentWith('| a key | `one_key`, `other` | – | `a.test.ts › a does b` |'));
  const read: Claim = {
    line: 7,
    promise: '1. One',
    constraints: ['one_key', 'other'],
    files: [],
    tests: ['a.test.ts › a does b'],
  };
  assert.deepEqual(claim, read);
});

test('readPromises refuses a row of another shape and a document without five promises', () => {
  assert.throws(() => readPromises(documentWith('| a key | `one_key` |')), /docs\/promises\.md:7 /);
  assert.throws(() => readPromises(`## 1. One\n\n${table}| a | – | – | – |\n`), /five promises/);
  assert.throws(() => readPromises(documentWith('no row')), /five promises with a row each, not so: 1\. One/);
});

test('brokenClaims names each constraint, file and test that is gone', () => {
  const root = mkdtempSync(join(tmpdir(), 'jikimi-promises-'));
  try {
    mkdirSync(join(root, 'migrations', 'jikimi'), { recursive: true });
    writeFileSync(
      join(root, 'migrations/jikimi/1.sql'),
      '-- only_named\nconstraint nobody_decides_their_own check (a <> b)',
    );
    writeFileSync(join(root, 'a.test.ts'), `test('decide refuses a', () => {});\n// decide opens b`);
    const claim = { line: 3, promise: '1. One' };
    const holds = {
      ...claim,
      constraints: ['nobody_decides_their_own'],
      files: ['a.test.ts'],
      tests: ['a.test.ts › decide refuses a'],
    };
    assert.deepEqual(brokenClaims(root, [holds]), []);
    const broken = {
      ...claim,
      constraints: ['only_named', 'nobody_decides'],
      files: ['b.ts'],
      tests: ['a.test.ts › decide opens b', 'a.test.ts › decide', 'b.test.ts › x', 'no arrow'],
    };
    const named = brokenClaims(root, [broken]).map((line) => /`([^`]+)`/.exec(line)?.[1]);
    assert.deepEqual(named, [...broken.constraints, ...broken.files, ...broken.tests]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
