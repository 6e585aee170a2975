/** No file that touches a key is reachable from a process that must not read one (docs/design.md, section 3). */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { importGraph, wayTo } from '../../scripts/rooms/import-graph.ts';
import { listFiles, readSource } from '../../scripts/rooms/source.ts';
import { cipherNames, keyFiles, keylessProcesses, keyProcess } from './key-files.ts';

const root = join(import.meta.dirname, '..', '..');
const touchesKey = (path: string) => keyFiles.some((pattern) => pattern.test(path));

/** What `entry` reaches although it must not, as the way that leads there. */
function faultsOf(at: string, entry: string): string[] {
  const { reach, opaque } = importGraph(at, entry);
  return [...[...reach.keys()].filter(touchesKey).map((path) => wayTo(reach, path).join(' → ')), ...opaque];
}

function usesCiphers(path: string): boolean {
  return readSource(root, path).imports.some(
    (one) =>
      /^(node:)?crypto$/.test(one.specifier ?? '') &&
      (one.names.length === 0 || one.names.some((name) => cipherNames.includes(name))),
  );
}

for (const entry of keylessProcesses) {
  const absent = existsSync(join(root, entry)) ? false : `${entry} is not written yet`;
  test(`${entry} reaches no file that touches a key`, { skip: absent }, () =>
    assert.deepEqual(faultsOf(root, entry), []),
  );
}

const noCustodian = existsSync(join(root, keyProcess)) ? false : `${keyProcess} is not written yet`;
test(`${keyProcess} reaches the key store, so that the list of key files still names it`, { skip: noCustodian }, () => {
  const reached = [...importGraph(root, keyProcess).reach.keys()].filter(touchesKey);
  for (const pattern of keyFiles.slice(0, 2))
    assert.ok(
      reached.some((path) => pattern.test(path)),
      `nothing matches ${pattern}`,
    );
});

test('every file of a room that uses ciphers is in the list of key files', () => {
  const users = listFiles(root, 'src', '.ts').filter((path) => !path.endsWith('.test.ts') && usesCiphers(path));
  assert.deepEqual(
    users.filter((path) => !touchesKey(path)),
    [],
  );
});

test('importGraph finds a key behind a door, an import() and a worker, and shows the way', () => {
  const files: Readonly<Record<string, string>> = {
    'bin/door.ts': `import { a } from '../src/custody/mod.ts';`,
    'src/custody/mod.ts': `export { a } from './client.ts';`,
    'src/custody/client.ts': `import type { K } from './subject-key.ts';\nconst store = await import('./keystore.ts');`,
    'src/custody/keystore.ts': 'export const k = 1;',
    'src/custody/subject-key.ts': 'export type K = 1;',
    'bin/worker.ts': `new Worker(new URL('../src/custody/file-keystore.ts', import.meta.url));`,
    'src/custody/file-keystore.ts': 'export const k = 1;',
    'bin/typed.ts': `import type { K } from '../src/custody/subject-key.ts';`,
    'bin/computed.ts': 'await import(`../src/${name}.ts`);',
  };
  const tree = mkdtempSync(join(tmpdir(), 'jikimi-graph-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    assert.deepEqual(faultsOf(tree, 'bin/door.ts'), [
      'bin/door.ts → src/custody/mod.ts → src/custody/client.ts → src/custody/keystore.ts',
    ]);
    assert.deepEqual(faultsOf(tree, 'bin/worker.ts'), ['bin/worker.ts → src/custody/file-keystore.ts']);
    assert.deepEqual(faultsOf(tree, 'bin/typed.ts'), []);
    assert.deepEqual(faultsOf(tree, 'bin/computed.ts'), ['bin/computed.ts: dynamic import of a computed name']);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});
