import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { KnownColumns } from './known-columns.ts';
import { loadParser } from './parser-pool.ts';
import type { ProbeContext } from './probe.ts';
import { type SealedTable, SealedTables } from './sealed-tables.ts';

before(loadParser);

const withFields = (...fields: readonly number[]) => {
  const table: SealedTable = {
    schema: 'public',
    name: 'members',
    kind: 'person',
    personTable: 'public.members',
    keyColumn: 'id',
    keyType: 'bigint',
    owner: '{row}.id',
    columns: ['id'],
    types: new Map(),
    sealed: new Map(fields.map((field) => [`c${field}`, { field, group: 0 }])),
    uniques: new Map(),
  };
  return new SealedTables([table]);
};

test('KnownColumns makes plans anew once another column is sealed, and keeps them while it is not', async () => {
  let now = withFields(1);
  let asked = 0;
  const columns = new KnownColumns(async () => now);
  const context: ProbeContext = {
    role: 'r',
    searchPath: 'public, pii',
    sealed: 90_001,
    sealedArray: 90_002,
    describe: async () => {
      asked += 1;
      return { parameters: [25] };
    },
    finder: async () => Buffer.alloc(0),
    tables: async () => now,
    writes: false,
  };
  const plan = async () => {
    const before = asked;
    await columns.probe.run({ text: `select 1 from members where c2 = 'x'`, oids: [] }, context).catch(() => undefined);
    return asked > before;
  };
  await columns.look();
  assert.equal(await plan(), true);
  assert.equal(await plan(), false);
  await columns.look();
  assert.equal(await plan(), false, 'made anew though nothing changed');
  now = withFields(2, 1);
  await columns.look();
  assert.equal(await plan(), true, 'kept though a column was sealed');
  assert.deepEqual([...columns.known.names], ['c2', 'c1']);
});
