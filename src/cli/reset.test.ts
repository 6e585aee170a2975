import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

const entry = join(import.meta.dirname, '../../bin/jikimi.ts');

function jikimi(words: readonly string[]) {
  const environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LANG: 'C' };
  return spawnSync(process.execPath, [entry, ...words], { env: environment, encoding: 'utf8' });
}

function done(...words: readonly string[]): string {
  const { status, stdout, stderr } = jikimi(words);
  assert.equal(status, 0, stderr);
  return stdout;
}

function fails(code: number, pattern: RegExp, ...words: readonly string[]): void {
  const { status, stdout, stderr } = jikimi(words);
  assert.equal(status, code, stdout + stderr);
  assert.match(stderr, pattern);
}

/** A home of its own, with these files in it. */
function homeWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-reset-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return home;
}

const exampleHome = {
  'example.done': '',
  'keys/1': 'key',
  'secrets/database-example.password': 'x',
  'postgres/members/PG_VERSION': '18',
} as const;

test('jikimi reset removes an example home, and leaves what it did not make', (t) => {
  const home = homeWith(t, { ...exampleHome, 'jikimi.yaml': 'language: en\n', notes: 'mine' });
  fails(1, /^JK032 /, 'reset', '--home', home);
  assert.ok(existsSync(join(home, 'keys/1')));
  assert.equal(done('reset', '--yes', '--home', home), `✓ ${home} is gone; the next start makes it anew\n`);
  assert.deepEqual(readdirSync(home).sort(), ['jikimi.yaml', 'notes']);
  fails(1, /^JK031 /, 'reset', '--yes', '--home', home);
});

test('jikimi reset refuses a home that keeps the keys of an adopted database, and touches nothing', (t) => {
  const home = homeWith(t, { ...exampleHome, 'secrets/database-shop.password': 'x' });
  fails(1, /^JK033 .*\(shop\).*\n {2}→ Without these keys/, 'reset', '--yes', '--home', home);
  assert.deepEqual(readdirSync(home).sort(), ['example.done', 'keys', 'postgres', 'secrets']);
  assert.ok(existsSync(join(home, 'keys/1')));
});

/** Kills the process in place of its nth removal. */
const killer = `const fs = require('node:fs');
const remove = fs.rmSync;
let left = Number(process.env.KILL_AT);
fs.rmSync = (...words) => (left-- === 0 ? process.kill(process.pid, 'SIGKILL') : remove(...words));
require('node:module').syncBuiltinESMExports();`;

test('jikimi reset that was killed at any removal can be run again', (t) => {
  const tools = homeWith(t, { 'killer.cjs': killer });
  for (const at of [0, 4, 8]) {
    const home = homeWith(t, exampleHome);
    const words = [entry, 'reset', '--yes', '--home', home];
    const killed = spawnSync(process.execPath, ['--require', join(tools, 'killer.cjs'), ...words], {
      env: { PATH: process.env['PATH'], KILL_AT: String(at) },
    });
    assert.equal(killed.signal, 'SIGKILL');
    assert.ok(existsSync(join(home, 'example.done')), `after ${at} removals`);
    done('reset', '--yes', '--home', home);
    assert.ok(!existsSync(home), `after ${at} removals`);
  }
});
