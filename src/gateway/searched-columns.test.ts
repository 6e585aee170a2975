import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadParser } from './parser-pool.ts';
import { type SealedTable, SealedTables } from './sealed-tables.ts';
import { searchedIn } from './searched-columns.ts';

before(() => loadParser());

const base: Omit<SealedTable, 'name' | 'sealed'> = {
  schema: 'public',
  kind: 'person',
  personTable: 'public.m',
  keyColumn: 'id',
  keyType: 'bigint',
  owner: '',
  columns: [],
  types: new Map(),
  uniques: new Map(),
};
const tables = new SealedTables([
  {
    ...base,
    name: 'm',
    sealed: new Map([
      ['email', { field: 1, group: 1 }],
      ['name', { field: 2, group: 0 }],
      ['note', { field: 3, group: 0 }],
    ]),
  },
  { ...base, name: 'o', sealed: new Map([['sent_to', { field: 4, group: 2 }]]) },
]);

for (const [text, expected] of [
  [`select 1 from m where name = 'a' and email = $1`, ['m.name']],
  [`select 1 from m x join o on true where o.id = 7 and $1 is distinct from x.name`, ['m.name']],
  [`select 1 from m where name = 'a' or note in ($1, $2)`, ['m.name', 'm.note']],
  [`with c as (select name as n from m) select 1 from c where n = 'a'`, ['m.name']],
  [`update m set email = 'x' where name = 'a'`, ['m.name']],
  [`explain delete from m where name = 'a'`, ['m.name']],
  [`select 1 from m where email = $1 and sent_is = 'x'`, ['m.email']],
  // no value is by, several might have been meant, a view
  [`select 1 from m a join m b on a.name = b.name where a.email = $1`, ['m.email']],
  [`select 1 from m, o where email = $1 or sent_to = $1`, []],
  [`select 1 from some_view where name = 'a'`, []],
  ['no SQL', []],
] as const)
  test(`${text} looks in ${expected.join(' and ') || 'what it does not say'}`, () =>
    assert.deepEqual(searchedIn(text, tables, 'public, pii'), expected));
