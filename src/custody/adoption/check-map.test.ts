import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMap } from './check-map.ts';
import { parseMap } from './map.ts';
import type { LiveColumn, LiveTable } from './survey.sql.ts';

function column(name: string, base: string, attnum: number): LiveColumn {
  const flags = { generated: false, domain: null, publicMayRead: false, oneWay: false, unique: attnum === 1 };
  return { name, attnum, type: base, base, ...flags };
}

function people(keyType: string): LiveTable {
  const none = { partitionOf: null, inherits: false, heirs: 0, partitionedBy: [], rowsHeldBy: [] };
  const columns = [column('id', keyType, 1), column('email', 'text', 2)];
  return { oid: 1, schema: 'public', table: 'people', kind: 'r', key: ['id'], columns, ...none };
}

const map = parseMap(
  `version: 1
database: d
service: s
subject: { table: people, key: id }
tables:
  people:
    subject: id
    columns: { email: { category: email, find: email } }
    plain: [id]
`,
  'map.yaml',
);

test('a key is a number, a text or a uuid', () => {
  for (const type of ['smallint', 'integer', 'bigint', 'numeric', 'text', 'character varying', 'character', 'uuid'])
    assert.equal(checkMap(map, [people(type)]).length, 1, type);
});

test('a key whose text hangs on the settings of a session is refused: a person would be taken for two', () => {
  for (const type of ['timestamp with time zone', 'date', 'bytea', 'double precision', 'interval'])
    assert.throws(() => checkMap(map, [people(type)]), { code: 'JK622' }, type);
});
