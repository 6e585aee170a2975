import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const versions: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };

test('docs/dependencies.md does name every dependency, and nothing else', () => {
  const rows = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8').match(/^\| `.*$/gm) ?? [];
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  const inPackage = Object.keys(versions).map((name) => name.replace(/^@types\/.*/, '@types/…'));
  assert.deepEqual(named.sort(), [...new Set(inPackage)].sort());
});

test('package.json does pin every dependency to one version', () => {
  for (const [name, version] of Object.entries(versions)) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
});

test('package-lock.json does name no registry', () => {
  assert.doesNotMatch(readFileSync(join(root, 'package-lock.json'), 'utf8'), /"resolved"|https?:\/\/registry\./);
});
