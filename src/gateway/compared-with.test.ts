import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { comparedWith } from './compared-with.ts';
import { loadParser } from './parser-pool.ts';
import { parseText } from './parse-text.ts';
import type { Tree } from './places.ts';
import { SealedTables, type SealedTable } from './sealed-tables.ts';

before(() => loadParser());

const [email, phone] = [1, 2];
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
const column = (group: number) => ({ field: 9, group });
const tables = new SealedTables([
  {
    ...base,
    name: 'm',
    sealed: new Map([
      ['email', column(email)],
      ['phone', column(phone)],
      ['note', column(0)],
    ]),
  },
  { ...base, name: 'o', sealed: new Map([['sent_to', column(email)]]) },
  { ...base, name: 'm', schema: 'other', sealed: new Map([['email', column(7)]]) },
]);

/** The groups of a statement's values, each by how it is written. */
function groupsOf(text: string, searchPath = 'public, pii'): Record<string, number> {
  const { stmts } = parseText(text) as unknown as { stmts: { stmt: Tree }[] };
  const { literals, parameters } = comparedWith(stmts[0]?.stmt ?? null, tables, searchPath);
  const bytes = Buffer.from(text);
  return Object.fromEntries([
    ...[...literals].map(([at, group]) => [/^'[^']*'/.exec(bytes.toString('utf8', at))?.[0] ?? '?', group]),
    ...[...parameters].map(([n, group]) => [`$${n}`, group]),
  ]);
}

for (const [text, expected] of [
  [`select 1 from m where email in ('a', $1)`, { "'a'": email, $1: email }],
  [`select 1 from m where 'a' = m.email and not phone <> all ($1)`, { "'a'": email, $1: phone }],
  [
    `select 1 from m where email = any (array['a', $1]::text[]) or phone = any ('{b}'::text[])`,
    { "'a'": email, $1: email, "'{b}'": phone },
  ],
  [`select 1 from m x join o y on x.email = y.sent_to where sent_to in ('a')`, { "'a'": email }],
  [`select 1 from other.m where email = 'a'`, { "'a'": 7 }],
  [`select 1 from m where email in (values ('a'), ('b'))`, { "'a'": email, "'b'": email }],
  [`select 1 from m join (values (1, 'a'), (2, 'b')) v(n, e) on email = v.e`, { "'a'": email, "'b'": email }],
  [`select 1 from m join (values ('a')) v on phone = v.column1`, { "'a'": phone }],
  [`select 1 from m join unnest($1::text[]) e on email = e`, { $1: email }],
  [`select 1 from m join unnest($1::text[]) v(e) on v.e = email`, { $1: email }],
  [`select 1 from m join (select 'a' as e union all select $1) v on v.e = phone`, { "'a'": phone, $1: phone }],
  [`with c as (select email as e from m) select 1 from c where e in ('a', 'b')`, { "'a'": email, "'b'": email }],
  [`with c(e) as (values ('a')) select 1 from m, c where phone = e`, { "'a'": phone }],
  [`select 1 from (select email from (select * from o, m) s) t where email = 'a'`, {}], // a star: its columns have no words here
  [`select 1 from o where exists (select from m where email = sent_to and sent_to in ('a'))`, { "'a'": email }],
  [`select 1 from o where sent_to = (select email from m where phone = 'b' limit 1)`, { "'b'": phone }],
  [`select case email when 'a' then 1 end, nullif(phone, 'b') from m`, { "'a'": email, "'b'": phone }],
  [`select 1 from m where coalesce(email, $1) = 'a'`, { $1: email, "'a'": email }],
  [`select pii.find(email, 'a'), other.find(email, 'b') from m where find(phone, $1)`, { "'a'": email, $1: phone }],
  [`select 1 from m where (email, id, phone) = ('a', 'b', $1)`, { "'a'": email, $1: phone }],
  [
    `select 1 from m where (email, phone) in (('a', 'b'), ($1, $2))`,
    { "'a'": email, "'b'": phone, $1: email, $2: phone },
  ],
  [`select 1 from m where (id, phone) in (values ('a', 'b'))`, { "'b'": phone }],
  [`update m set note = 'n' from o where sent_to = $1 and m.phone in ('a')`, { $1: email, "'a'": phone }],
  [`delete from m using o where sent_to = $1`, { $1: email }],
  [`merge into m using (values ('a')) v(e) on m.email = v.e when matched then delete`, { "'a'": email }],
  [`insert into m as t select 1 on conflict (id) do update set note = '' where t.phone = 'a'`, { "'a'": phone }],
  [
    `select 1 from m join (values ('a')) v(e) on phone = v.e where v.e = 'b' or v.e in ('c', $1)`,
    { "'a'": phone, "'b'": phone, "'c'": phone, $1: phone },
  ],
  [
    `with v(e) as (values ('a')), w(e) as (select e from v) select 1 from m, w where w.e = 'b' and phone = w.e`,
    { "'a'": phone, "'b'": phone },
  ],
  [`select 1 from m where coalesce(nullif(phone, 'n'), phone) in ('a')`, { "'n'": phone, "'a'": phone }],
  [`select 1 from m where coalesce(nullif(phone, 'n'), email) in ('a')`, { "'n'": phone }],
  [`select 1 from m where case when phone = $1 then $1 else email end = 'a'`, {}],
  [`select 1 from m where email in ('a', lower('b'))`, {}],
  [`select 1 from o as j where exists (select 1 from (m join m n on true) as j where j.email = 'a')`, {}],
  // of two groups, of none, of what the words do not say: nothing
  [`select 1 from m where email = $1 or phone = $1`, {}],
  [`select 1 from m where email = $1 and note = $1`, {}],
  [`select 1 from m where note = 'a' and lower(email) = 'b'`, {}],
  [`select 1 from some_view where email = 'a'`, {}],
  [`select 1 from some_view v, m where v.email = 'a' and phone = 'b'`, { "'b'": phone }],
  [`select 1 from m as x(a, b) where email = 'a'`, {}],
  [`select 1 from o where exists (select from some_view where sent_to = 'a')`, {}], // the view may have it
  [`with m as (select 'x' as email) select 1 from m where email = 'a'`, {}],
  [`with recursive c(e) as (select 'a' union all select e from c) select 1 from m, c where email = e`, {}],
] as const)
  test(text, () => assert.deepEqual(groupsOf(text), expected));

test('a table is the first of its name in the search path', () => {
  assert.deepEqual(groupsOf(`select 1 from m where email = 'a'`, 'other, public'), { "'a'": 7 });
});

test('a statement that would have no end says nothing', () => {
  const twice = 'coalesce(a.e, b.e)';
  const endless = `with recursive c(e) as (select 'a' union all select ${twice} from c a, c b) select 1 from m, c where email = e and phone = 'b'`;
  assert.deepEqual(groupsOf(endless), { "'b'": phone });
  const steps = Array.from(
    { length: 8 },
    (_, n) => `c${n + 1}(e) as (select coalesce(${Array.from({ length: 55 }, () => 'x.e').join()}) from c${n} x)`,
  );
  const many8 = `with c0(e) as (values ('a')), ${steps.join()} select 1 from m, c8 where email = c8.e`;
  assert.deepEqual(groupsOf(many8), { "'a'": email });
  const tables3000 = Array.from({ length: 3000 }, (_, n) => `t${n}`).join();
  const places = Array.from({ length: 1600 }, () => '1').join();
  assert.deepEqual(
    groupsOf(`select 1 from m where (${places}) in (select ${places} from ${tables3000}) and email = 'a'`),
    {},
  );
  const branches = Array.from({ length: 2000 }, () => `select email from m where email = 'a'`).join(' union all ');
  assert.deepEqual(groupsOf(branches), {});
  const rows = Array.from({ length: 2000 }, () => `('a')`).join();
  const many = Array.from({ length: 400 }, () => 'email = v.e').join(' or ');
  assert.deepEqual(groupsOf(`select 1 from m, (values ${rows}) v(e) where ${many}`), {});
});
