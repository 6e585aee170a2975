import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Refusal } from '../platform/mod.ts';
import { loadParser } from './parser-pool.ts';
import { type SealedTable, SealedTables } from './sealed-tables.ts';
import { writtenBy } from './write-shapes.ts';

before(() => loadParser());

const base = {
  schema: 'public',
  personTable: 'public.members',
  keyType: 'bigint',
  owner: '',
  uniques: new Map(),
  types: new Map(),
};
const fields = (first: number, ...names: readonly string[]): SealedTable['sealed'] =>
  new Map(names.map((name, n) => [name, { field: first + n, group: 0 }]));
const tables = new SealedTables([
  {
    ...base,
    name: 'members',
    kind: 'person',
    keyColumn: 'id',
    columns: ['id', 'name', 'email', 'grade'],
    sealed: fields(1, 'name', 'email'),
  },
  {
    ...base,
    name: 'orders',
    kind: 'column',
    keyColumn: 'member',
    columns: ['id', 'member', 'sent_to', 'item'],
    sealed: fields(3, 'sent_to'),
  },
]);

function codeOf(text: string): string | null {
  try {
    writtenBy(text, tables, 'public, pii');
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.params['column'] ?? ''}`.trim();
    throw error;
  }
}

/** What may stand in the sealed column as it is, or comes from the client. */
for (const text of [
  'update members set name = name where id = 1',
  'update members m set name = m.name, grade = email from orders o where o.member = m.id',
  'update public.members set name = members.name::text, email = public.members.email',
  'update members set name = coalesce(name, $1), email = case when id = 1 then email when id = 2 then null else $2 end where id < 3',
  'update members set (name, email) = (name, $1) where id = 1',
  'update members m set name = coalesce(v.n, m.name) from (values (1, $1)) v(id, n) where v.id = m.id',
  'update members set name = null, email = default',
  'insert into members (id, name, email) values (1, $1, $2) on conflict (id) do update set name = excluded.name, email = coalesce(excluded.email, members.email)',
  'insert into members as m (id, name) values (1, $1) on conflict (id) do update set name = m.name',
  'merge into members m using (values ($1, 1)) s(name, id) on m.id = s.id when matched then update set name = s.name, email = m.email when not matched then insert (id, name) values (s.id, s.name)',
  'update members set name = null where current of c',
  'insert into members (id, grade) values (1, $1) on conflict (lower(grade)) do update set grade = excluded.grade',
  // several rows of one person: whose they are the guard sees
  'insert into orders (member, sent_to, item) select member, sent_to, $1 from orders where id = 5',
  'insert into orders (member, sent_to) select o.member, o.sent_to from orders o join members m on m.id = o.member union all select member, sent_to from orders',
  'insert into orders (member, sent_to) select member, null from orders',
  'insert into orders (member, sent_to) values ($1, (select sent_to from orders where id = 5))',
  'with last as (select member, sent_to from orders where id = 5) insert into orders (member, sent_to) select member, sent_to from last',
  'update orders o set sent_to = l.sent_to from (select distinct on (member) member, sent_to from orders order by member, id desc) l where l.member = o.member',
  'merge into orders o using orders p on o.member = p.member when matched then update set sent_to = p.sent_to when not matched then insert (member, sent_to) values (p.member, p.sent_to)',
  // within another statement
  'with w as (update members set name = name returning id) select from w',
  'explain insert into orders (member, sent_to) select member, sent_to from orders',
  'prepare p as update members set email = null where id = $1',
  'explain insert into members (id, grade, email) values (1, $1, default)',
  // other tables, and columns that are not sealed
  'insert into history (email) select email from members',
  'update members set grade = email',
])
  test(`${text} is written`, () => assert.equal(codeOf(text), null));

for (const [text, code] of [
  // another column of the row
  ['update members set name = email where id = 1', 'JK531 name'],
  ['update members set name = grade', 'JK531 name'],
  ['update members m set (email, name) = (m.name, m.name)', 'JK531 email'],
  ['update members set name = coalesce($1, email) where id = 1', 'JK531 name'],
  ['update members set name = case when id = 1 then $1 else email end where id = 1', 'JK531 name'],
  ['update members set name = email::text', 'JK531 name'],
  ['update members set name = "kim@example.kr"', 'JK531 name'],
  ['insert into members (id, email) values (1, $1) on conflict (id) do update set name = excluded.email', 'JK531 name'],
  ['insert into members (id, email) values (1, $1) on conflict (id) do update set name = members.email', 'JK531 name'],
  ['insert into members (id, email) values (1, grade)', 'JK531 email'],
  ['update members set name = (select sent_to from orders limit 1)', 'JK531 name'],
  ['insert into orders (member, sent_to) values (1, (select name from members where id = $1))', 'JK531 sent_to'],
  // another person
  ['update members m set name = s.name from members s where s.id = 2 and m.id = 1', 'JK531 name'],
  ['insert into members (id, name) select 9, name from members where id = 1', 'JK531 name'],
  [
    'merge into members m using (select id, name from members) s on m.id = 1 when matched then update set name = s.name',
    'JK531 name',
  ],
  // another table, a view, a function, a star, a list that is none of the statement's own
  ['update members m set email = o.sent_to from orders o where o.member = m.id', 'JK531 email'],
  ['insert into orders (member, sent_to) select id, email from members', 'JK531 sent_to'],
  [
    'insert into orders (member, sent_to) select member, sent_to from orders union select id, email from members',
    'JK531 sent_to',
  ],
  ['insert into orders (member, sent_to) select member, sent_to from old_orders', 'JK531 sent_to'],
  ['insert into orders select * from orders', 'JK531 sent_to'],
  ['insert into orders table old_orders', 'JK531 sent_to'],
  ['insert into members (email) select e from found() as e', 'JK531 email'],
  [
    'with orders as (select 1 as member, $1 as sent_to) insert into orders (member, sent_to) select member, sent_to from orders',
    'JK531 sent_to',
  ],
  ['with v(e) as (values ($1)) update members set email = v.e from v', 'JK531 email'],
  [
    'merge into members m using orders o on o.member = m.id when matched then update set email = o.sent_to',
    'JK531 email',
  ],
  [
    'merge into members m using orders o on o.member = m.id when not matched then insert (email) values (o.sent_to)',
    'JK531 email',
  ],
  [
    'merge into members m using orders o on o.member = m.id when not matched then insert (email) values (m.email)',
    'JK531 email',
  ],
  // computed
  ['insert into orders (member, sent_to) select member, lower(sent_to) from orders', 'JK515 sent_to'],
  ['insert into orders (member, sent_to) select member, $1 from orders', 'JK515 sent_to'],
  ['update members set name = lower(name)', 'JK515 name'],
  // within another statement
  ['with w as (update members set name = email returning id) select from w', 'JK531 name'],
  [
    'with w as (merge into members m using orders o on o.member = m.id when matched then update set email = o.sent_to returning 1) select from w',
    'JK531 email',
  ],
  ['explain analyze update members set name = lower(name)', 'JK519 name'],
  ['prepare p(text) as insert into members (email) values ($1)', 'JK519 email'],
  ['explain insert into members (id) values (1) on conflict (id) do update set name = excluded.email', 'JK531 name'],
  ['copy (update members set name = email returning id) to stdout', 'JK531 name'],
] as const)
  test(`${text} is ${code}`, () => assert.equal(codeOf(text), code));

test('copies in a statement of many rows are looked at once, and one that has no end is refused', () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `(${n}, $1)`).join(', ');
  const coalesced = `update members m set name = coalesce(v.n, m.name), email = coalesce(v.n, m.email) from (values ${rows}) v(id, n) where v.id = m.id`;
  assert.equal(codeOf(coalesced), null);
  const endless = `with recursive c(e) as (select sent_to from orders union all select coalesce(a.e, b.e) from c a, c b) insert into orders (sent_to) select e from c`;
  assert.equal(codeOf(endless), 'JK531 sent_to');
});
