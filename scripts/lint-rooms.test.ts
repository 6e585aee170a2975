import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkTree } from './rooms/check-tree.ts';
import { besideRooms, edgesByPath, secondDoors } from './rooms/table.ts';

type Files = Readonly<Record<string, string>>;

function withTree<T>(files: Files, work: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'jikimi-rooms-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `path:line rule` of each fault. */
function faultsOf(files: Files): string[] {
  return withTree(files, (root) => checkTree(root, []).faults.map((one) => `${one.path}:${one.line} ${one.rule}`));
}

const refused: readonly (readonly [name: string, path: string, text: string, fault: string])[] = [
  ['an import past a mod.ts', 'src/custody/a.ts', `import { x } from '../access/grant.ts';`, '1 door'],
  ['a type-only import past a mod.ts', 'src/custody/a.ts', `import type { X } from '../access/grant.ts';`, '1 door'],
  ['an import() past a mod.ts', 'src/custody/a.ts', `const x = await import('../access/grant.ts');`, '1 door'],
  ['a type by import() past a mod.ts', 'src/custody/a.ts', `export type X = import('../access/grant.ts').X;`, '1 door'],
  ['a re-export past a mod.ts', 'src/custody/a.ts', `\nexport { x } from '../access/grant.ts';`, '2 door'],
  [
    'a file of platform past its mod.ts',
    'src/custody/a.ts',
    `import { Refusal } from '../platform/refusal.ts';`,
    '1 door',
  ],
  ['a bin past a mod.ts', 'bin/office.ts', `import { x } from '../src/access/grant.ts';`, '1 door'],
  ['custodian.ts from another bin', 'bin/gateway.ts', `import { x } from '../src/custody/custodian.ts';`, '1 door'],
  ['custodian.ts from its own room', 'src/custody/mod.ts', `export { x } from './custodian.ts';`, '1 door'],
  ['test support from a room', 'src/law/a.ts', `import { x } from '../../test/support/cluster.ts';`, '1 door'],
  ['the command line from a room', 'src/law/a.ts', `import { x } from '../cli/texts.ts';`, '1 door'],
  ['the command line past a mod.ts', 'src/cli/a.ts', `import { x } from '../access/grant.ts';`, '1 door'],
  ['custodian.ts from the command line', 'src/cli/a.ts', `import { x } from '../custody/custodian.ts';`, '1 door'],
  ['a statement in the command line', 'src/cli/a.ts', `await client.query('select custody.record($1)');`, '1 sql'],
  ['a clock in the command line', 'src/cli/a.ts', `export const x = Date.now();`, '1 clock'],
  ['a folder that is no room', 'src/commons/a.ts', `export const x = 1;`, '1 door'],
  ['a file beside the rooms', 'src/a.ts', `export const x = 1;`, '1 door'],
  ['an import to the right', 'src/ledger/a.ts', `\n\nimport { x } from '../access/mod.ts';`, '3 order'],
  ['platform that imports a room', 'src/platform/a.ts', `import { x } from '../ledger/mod.ts';`, '1 order'],
  ['a test that imports to the right', 'src/ledger/a.test.ts', `import { x } from '../access/mod.ts';`, '1 order'],
  ['a driver in a noun', 'src/law/a.ts', `import pg from 'pg';`, '1 purity'],
  ['a query builder in a noun', 'src/law/a.ts', `import type { Kysely } from 'kysely';`, '1 purity'],
  ['files in a noun', 'src/law/a.ts', `import { readFileSync } from 'node:fs';`, '1 purity'],
  ['promised files in a noun', 'src/law/a.ts', `import { readFile } from 'fs/promises';`, '1 purity'],
  ['the environment in a noun', 'src/law/a.ts', `// 지키미\nexport const home = process.env['HOME'];`, '2 purity'],
  ['chance in a noun', 'src/law/a.ts', `export const x = () => Math.random();`, '1 purity'],
  ['a stopwatch in a noun', 'src/law/a.ts', `export const x = () => performance.now();`, '1 purity'],
  ['the network in a noun', 'src/law/a.ts', `export const x = () => globalThis.fetch('x');`, '1 purity'],
  [
    "platform's database in a noun",
    'src/law/a.ts',
    `import { Refusal, type Tx } from '../platform/mod.ts';`,
    '1 purity',
  ],
  ["platform's clock in a noun", 'src/law/a.ts', `import * as platform from '../platform/mod.ts';`, '1 purity'],
  ['HTTP in a verb', 'src/law/a.ts', `import { q } from './a.sql.ts';\nimport { get } from 'node:https';`, '2 purity'],
  ['the tag sql', 'src/law/a-file.ts', 'export const x = sql<{ a: 1 }>`select 1`;', '1 sql'],
  ['sql.raw as a call', 'src/law/a-file.ts', 'export const x = (text) => sql.raw(text);', '1 sql'],
  ['a statement without columns', 'src/law/a.ts', `export const x = 'select from law.rule where id = $1';`, '1 sql'],
  ['sql.raw', 'src/law/a-file.ts', 'export const x = sql.raw`x`;', '1 sql'],
  [
    'a query builder call',
    'src/law/a-file.ts',
    `export const x = (db) => db\n  .selectFrom('a.b').selectAll();`,
    '1 sql',
  ],
  ['a statement in a string', 'bin/office.ts', `await client.query('select custody.record($1)');`, '1 sql'],
  ['a statement in a template', 'src/law/a-file.ts', 'export const x = (r) => `create role ${r} login`;', '1 sql'],
  ['an anonymous block', 'src/law/a.ts', 'export const x = `do $$begin end$$`;', '1 sql'],
  ['a statement in capitals', 'src/law/a-file.ts', `export const x = "DELETE FROM law.rule";`, '1 sql'],
  ['Date.now', 'src/law/a-file.ts', `export const x = Date.now();`, '1 clock'],
  ['new Date', 'bin/office.ts', `\nexport const x = new Date(0);`, '2 clock'],
  ['Temporal.Now', 'src/law/a-file.ts', `export const x = Temporal.Now.instant().epochMilliseconds;`, '1 clock'],
  ['now() in a statement', 'src/law/a.sql.ts', 'export const x = sql`select\n  now()`;', '2 clock'],
  ['current_date in a statement', 'src/law/a.sql.ts', 'export const x = sql`select current_date`;', '1 clock'],
  [
    "'now'::timestamptz in a statement",
    'src/law/a.sql.ts',
    "export const x = sql`select 'now'::timestamptz`;",
    '1 clock',
  ],
  [
    'clock_timestamp() in a migration',
    'migrations/jikimi/0002-law.sql',
    '-- now()\nselect clock_timestamp();',
    '2 clock',
  ],
  ['export *', 'src/law/mod.ts', `export * from './rule.ts';`, '1 shape'],
  ['export * as', 'src/law/mod.ts', `export * as rule from './rule.ts';`, '1 shape'],
  ['a default export', 'bench/a.ts', `export default 1;`, '1 shape'],
  ['a name exported as default', 'scripts/a.ts', `const x = 1;\nexport { x as default };`, '2 shape'],
  ['a file named helpers', 'test/support/helpers.ts', `export const x = 1;`, '1 shape'],
  ['a folder named utils', 'src/law/utils/mod.ts', `export const x = 1;`, '1 shape'],
  ['a folder without a door', 'src/law/rules/day.ts', `export const x = 1;`, '1 shape'],
  ['a folder in a folder', 'src/law/rules/korea/mod.ts', `export const x = 1;`, '1 shape'],
  ['a file named types', 'src/law/types.test.ts', `export const x = 1;`, '1 shape'],
];

for (const [name, path, text, fault] of refused)
  test(`checkTree refuses ${name}`, () => assert.deepEqual(faultsOf({ [path]: text }), [`${path}:${fault}`]));

const passed: readonly (readonly [name: string, path: string, text: string])[] = [
  ['a room to the left by its door', 'src/custody/a.ts', `import { decide } from '../access/mod.ts';`],
  ['the door of a folder in a room', 'src/custody/a.ts', `import { codes } from '../platform/codes/mod.ts';`],
  ['custodian.ts from its own process', 'bin/custodian.ts', `import { x } from '../src/custody/custodian.ts';`],
  ['a folder with a door', 'src/law/rules/mod.ts', `export const x = 1;`],
  ['folders outside the rooms', 'src/cli/grants/list.ts', `export const x = 1;`],
  ['the map of subscriptions', 'src/subscriptions.ts', `import { x } from './incident/mod.ts';`],
  [
    'the command line that takes every room and the machine',
    'src/cli/a.ts',
    `import pg from 'pg';\nimport { x } from '../access/mod.ts';\nimport { y } from '../../example/a.ts';\nprocess.env['HOME'];`,
  ],
  ['a bin that starts the command line', 'bin/jikimi.ts', `import { x } from '../src/cli/command-line.ts';`],
  [
    'a test that looks into another room',
    'src/custody/a.test.ts',
    `import { x } from '../access/grant.ts';\nnew Date();`,
  ],
  [
    'a scenario that looks everywhere',
    'test/scenarios/a.test.ts',
    `import { x } from '../../src/custody/custodian.ts';`,
  ],
  ['a question about the form of an address', 'src/law/a.ts', `import { isIP } from 'node:net';`],
  ['a refusal in a noun', 'src/law/a.ts', `import { type Code, Refusal } from '../platform/mod.ts';`],
  [
    "platform's database in a verb",
    'src/law/a.ts',
    `import { q } from './a.sql.ts';\nimport { transact } from '../platform/mod.ts';`,
  ],
  ['files in an edge', 'src/custody/keystore-file.ts', `import { readFileSync } from 'node:fs';\nprocess.env['HOME'];`],
  ['files in platform', 'src/platform/config.ts', `import { readFileSync } from 'node:fs';\nDate.now();`],
  ['a stopwatch in an edge', 'src/gateway/relay-stream.ts', `export const x = performance.now();`],
  [
    'names that only look like globals',
    'src/law/a.ts',
    `export const f = (process: { env: 1 }, x: { fetch: 1 }) => [process.env, x.fetch];`,
  ],
  ['types that only look like clocks', 'src/law/a.ts', `export const year = (day: Temporal.PlainDate) => day.year;`],
  [
    'statements in their place',
    'src/law/a.sql.ts',
    "export const x = sql`select platform.now() as now, 'known' as now_is`;",
  ],
  [
    'prose that begins like SQL',
    'src/law/a.ts',
    `export const x = ['Select a grant from the list', 'update available', 'select', 'create one'];`,
  ],
  ['statements in a test', 'src/law/a.test.ts', `query('select 1 from law.rule');`],
  ["platform's own clock", 'migrations/jikimi/0001-platform.sql', 'select clock_timestamp();'],
  ['the default export of a configuration', 'test/vite.config.ts', `export default {};`],
];

for (const [name, path, text] of passed)
  test(`checkTree passes ${name}`, () => assert.deepEqual(faultsOf({ [path]: text }), []));

test('checkTree leaves out what an exception excuses, and refuses one that excuses nothing', () => {
  const files = { 'src/law/a-file.ts': 'Date.now();' };
  const row = { path: 'src/law/a-file.ts', rule: 'clock', because: 'a test' } as const;
  const rules = (root: string) => checkTree(root, [row, { ...row, rule: 'sql' }]).faults.map((one) => one.say);
  assert.deepEqual(withTree(files, rules), [
    'The exception for src/law/a-file.ts excuses nothing any more: delete its row.',
  ]);
});

test('every path that the table names is there, but for what is only planned', () => {
  const named = [...besideRooms, ...edgesByPath, ...secondDoors.flatMap((row) => [row.door, ...row.open])];
  const planned = ['src/subscriptions.ts'];
  const missing = named.filter((path) => !existsSync(join(import.meta.dirname, '..', path)));
  assert.deepEqual(
    missing.filter((path) => !planned.includes(path)),
    [],
  );
});

test('lint-rooms prints file:line with what to do and exits 1', () => {
  const files = { 'src/ledger/a.ts': `import { x } from '../access/mod.ts';` };
  const script = join(import.meta.dirname, 'lint-rooms.ts');
  const run = withTree(files, (root) => spawnSync(process.execPath, [script, root], { encoding: 'utf8' }));
  assert.match(
    run.stdout,
    /^src\/ledger\/a\.ts:1 {2}\[order\] `ledger` may not import `access`, .*let `access` call `ledger`/,
  );
  assert.equal(run.status, 1);
});
