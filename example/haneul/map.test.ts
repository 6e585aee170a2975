import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'libpg-query';
import { parse as parseYaml } from 'yaml';
import { isCategory, ruleOf } from '../../src/catalog/mod.ts';
import { oneWayPattern } from '../../src/custody/adoption/mod.ts';
import { generateHaneul } from './members.ts';

type Column = { readonly category: string; readonly find?: string; readonly statute?: string };
type Table = {
  readonly subject: string;
  readonly columns?: Readonly<Record<string, Column>>;
  readonly plain: readonly string[];
  readonly never?: readonly string[];
  readonly passwords?: Readonly<Record<string, { readonly scheme: string }>>;
};
type AdoptionMap = {
  readonly version: number;
  readonly subject: { readonly table: string; readonly key: string };
  readonly tables: Readonly<Record<string, Table>>;
};

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const map = parseYaml(read('map.yaml')) as AdoptionMap;
const schema = await readSchema(read('schema.sql'));

test('map.yaml says of every column of schema.sql what it is, once, and of no other', () => {
  assert.equal(map.version, 1);
  assert.deepEqual(Object.keys(map.tables).toSorted(), [...schema.keys()].toSorted());
  for (const [name, table] of Object.entries(map.tables)) {
    const sealedOrHashed = Object.keys({ ...table.columns, ...table.passwords });
    const told = [...sealedOrHashed, ...table.plain, ...(table.never ?? [])];
    assert.deepEqual(told.toSorted(), [...schema.get(name)!.keys()].toSorted(), name);
    assert.ok(schema.get(name)!.has(table.subject));
  }
  assert.ok(schema.get(map.subject.table)!.has(map.subject.key));
});

test('schema.sql seals the personal columns of map.yaml and nothing else', () => {
  for (const [name, columns] of schema) {
    const sealed = [...columns].filter(([, type]) => type === 'pii.sealed').map(([column]) => column);
    assert.deepEqual(sealed.toSorted(), Object.keys(map.tables[name]!.columns ?? {}).toSorted(), name);
  }
});

test('schema.sql guards its passwords with the check that adopting gives a password column', () =>
  assert.ok(
    read('schema.sql').includes(`constraint a_password_is_hashed_one_way check (hash::text ~ '${oneWayPattern}')`),
  ));

test('map.yaml uses the categories of the catalogue, and finds only where they allow it', () => {
  for (const { category, find } of Object.values(map.tables).flatMap((table) => Object.values(table.columns ?? {}))) {
    assert.ok(isCategory(category), category);
    if (find !== undefined) assert.equal(find, ruleOf(category).termGroup);
  }
});

test('map.yaml makes e-mail and phone findable, and nothing of few values', () => {
  const found = Object.values(map.tables).flatMap((table) => Object.values(table.columns ?? {}));
  assert.deepEqual(
    found.filter(({ find }) => find !== undefined).map(({ category, find }) => [category, find]),
    [
      ['email', 'email'],
      ['phone', 'phone'],
    ],
  );
  for (const { category, statute } of found) assert.equal(statute !== undefined, category === 'rrn');
});

test('generateHaneul makes rows with exactly the columns of schema.sql', () => {
  const rows = generateHaneul({ seed: 1, members: 10, today: Temporal.PlainDate.from('2026-11-02') });
  const made = {
    members: rows.members,
    member_passwords: rows.passwords,
    orders: rows.orders,
    payout_tax: rows.payoutTax,
  };
  for (const [name, list] of Object.entries(made)) {
    for (const row of list)
      assert.deepEqual(Object.keys(row).toSorted(), [...schema.get(name)!.keys()].toSorted(), name);
  }
});

/** Table → column → type (`pii.sealed`, or the last part of the name), as PostgreSQL's own parser reads the file. */
async function readSchema(sql: string): Promise<Map<string, Map<string, string>>> {
  const tables = new Map<string, Map<string, string>>();
  for (const { stmt } of (await parse(sql)).stmts ?? []) {
    if (stmt === undefined || !('CreateStmt' in stmt)) continue;
    const columns = (stmt.CreateStmt.tableElts ?? []).flatMap((element) =>
      'ColumnDef' in element ? [element.ColumnDef] : [],
    );
    tables.set(
      stmt.CreateStmt.relation?.relname ?? '',
      new Map(columns.map(({ colname, typeName }) => [colname ?? '', typeOf(typeName?.names)])),
    );
  }
  return tables;
}

function typeOf(names: readonly object[] = []): string {
  const parts = names.map((name) => ('String' in name ? (name.String as { sval: string }).sval : ''));
  return parts[0] === 'pii' ? parts.join('.') : (parts.at(-1) ?? '');
}
