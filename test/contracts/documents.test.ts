/** What docs/configuration.md and docs/limits.md say, against the code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { environmentNames, loadConfig } from '../../src/platform/config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The cells of each row of the tables whose header has these names. */
function rowsUnder(document: string, ...header: string[]): string[][] {
  const rows: string[][] = [];
  let within = false;
  for (const line of read(document).split('\n')) {
    const cells = /^\| (.*) \|$/.exec(line)?.[1]?.split(' | ');
    if (cells === undefined) within = false;
    else if (header.every((name, n) => cells[n] === name)) within = true;
    else if (within && !/^-+$/.test(cells[0] ?? '')) rows.push(cells.map((cell) => cell.trim()));
  }
  return rows;
}

const plain = (cell = '') => cell.replaceAll('`', '');

test('docs/configuration.md has every setting with its names and its default', () => {
  const defaults: Readonly<Record<string, string | number | undefined>> = loadConfig({ JIKIMI_HOME: '/nowhere' });
  const told = rowsUnder('docs/configuration.md', 'environment', 'in jikimi.yaml', 'default').map((row) =>
    row.slice(0, 3).map(plain),
  );
  const held = Object.entries(environmentNames).map(([key, name]) => {
    if (key === 'home') return [name, '–', 'data'];
    return [name, key, String(defaults[key] ?? '–')];
  });
  assert.deepEqual(told, held);
});

test('docs/limits.md names for each limit a text that stands in its file', () => {
  const rows = rowsUnder('docs/limits.md', 'what', 'limit', 'then', 'file', 'text');
  assert.ok(rows.length > 40, 'the tables were read');
  const gone = rows.filter((row) => !oneLine(read(plain(row[3]))).includes(oneLine(plain(row[4]))));
  assert.deepEqual(
    gone.map((row) => `${row[0]}: ${row[3]} has no ${row[4]}`),
    [],
  );
});

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
