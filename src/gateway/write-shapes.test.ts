import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import { loadParser } from './parser-pool.ts';
import { SealedTables } from './sealed-tables.ts';
import { writesSealed, writtenBy } from './write-shapes.ts';

before(() => loadParser());

const base = { types: new Map<string, string>(), schema: 'public', personTable: 'public.members', keyType: 'bigint' };
const tables = new SealedTables([
  {
    ...base,
    name: 'members',
    kind: 'person',
    keyColumn: 'id',
    owner: 'pii.subject_of({row}.email)',
    columns: ['id', 'name', 'email', 'grade'],
    sealed: new Map([
      ['name', { field: 1, group: 0 }],
      ['email', { field: 2, group: 1 }],
    ]),
    uniques: new Map([['one_email', ['email']]]),
  },
  {
    ...base,
    name: 'addresses',
    kind: 'column',
    keyColumn: 'member_id',
    owner: 'pii.subject_of({row}.street)',
    columns: ['id', 'member_id', 'street'],
    sealed: new Map([['street', { field: 3, group: 0 }]]),
    uniques: new Map(),
  },
]);

/** Each group as `values ← owners`, with the text that PostgreSQL is to see first where it is another. */
function shown(text: string): readonly string[] {
  const written = writtenBy(text, tables, 'public, pii');
  if (written === null) return [];
  const bytes = Buffer.from(written.text);
  const at = ({ start, end }: { start: number; end: number }) => bytes.toString('utf8', start, end);
  const groups = written.groups.map(({ cells, owners, none, fresh, each }) => {
    const values = cells.map(({ column, value: { kind, at: where, most } }) => {
      const what = kind === 'literal' ? (/^'[^']*'/.exec(bytes.toString('utf8', where))?.[0] ?? '?') : `$${where}`;
      return `${column}=${what}${kind === 'element' ? '[]' : ''}${most === null ? '' : `(${most})`}`;
    });
    const asked = owners?.map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'elementOf' in piece ? `${at(piece.elementOf)}[n]` : `‹${at(piece)}›`;
    });
    return `${values.join(' ')} ← ${asked?.join('') ?? 'new'} or ${none === 'nothing' ? none : fresh}${each ? ' each' : ''}`;
  });
  return written.text === text ? groups : [written.text, ...groups];
}

const owner = '(pii.subject_of("members".email))::text';
/** Whom the key that stands there leads to. */
const led = (key: string) =>
  `array(select distinct one.owner from (select pii.subject_for('public.members', ((‹${key}›)::bigint)::text)::text) as one(owner) where one.owner is not null)`;
const met = (from: string, where: string, name = owner) =>
  `array(select distinct coalesce(${name}, 'new') from ${from} where ${where})`;

const known = (...questions: readonly string[]) =>
  `array(select distinct one.owner from (${questions.join(' union all ')}) as one(owner) where one.owner is not null)`;
const ledTo7 = `select pii.subject_for('public.members', ((‹7›)::bigint)::text)::text`;
const address1 = `select (pii.subject_of("jikimi_row".street))::text from "public"."addresses" as jikimi_row where jikimi_row."id" = (‹1›)`;
const metAddress = `select distinct coalesce((pii.subject_of("a".street))::text, 'new') from ‹addresses a›, ‹(values ›‹(1, 7, ($1)::pii.sealed)›‹) as s(id, m, x)› where (‹a.id = s.id›)`;

const rows: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'each row of VALUES is a new person of its own',
    `insert into members (name, email) values ('a', 'x'), ($1, null) returning id`,
    [`name='a' email='x' ← new or person`, 'name=$1 ← new or person'],
  ],
  [
    'columns that are not named are all of them',
    `insert into members values (1, 'a', default, 'seed')`,
    [
      `name='a' ← array(select distinct one.owner from (select pii.subject_for('public.members', ((‹1›)::bigint)::text)::text) as one(owner) where one.owner is not null) or person`,
    ],
  ],
  [
    'casts to text are taken out',
    'insert into members (email) values ($1::varchar(20)), (cast($2 as text))',
    ['insert into members (email) values ($1), (($2 ))', 'email=$1(20) ← new or person', 'email=$2 ← new or person'],
  ],
  [
    'a row of another table is whose its column says',
    'insert into addresses (member_id, street) values ($1, $2)',
    [
      `street=$2 ← array(select distinct one.owner from (select pii.subject_for('public.members', ((‹$1›)::bigint)::text)::text) as one(owner) where one.owner is not null) or person`,
    ],
  ],
  [
    'a row of nobody gets a key of its own',
    'insert into addresses (street) values ($1)',
    ['street=$1 ← new or unowned'],
  ],
  [
    'ON CONFLICT asks whose row is met',
    'insert into members (email) values ($1) on conflict on constraint one_email do update set email = excluded.email, name = $2',
    [
      `name=$2 email=$1 ← array(select distinct one.owner from (select (pii.subject_of("jikimi_row".email))::text from "public"."members" as jikimi_row where jikimi_row."email" = (‹$1›)) as one(owner) where one.owner is not null) or person`,
    ],
  ],
  [
    'ON CONFLICT asks whom the key leads to only where no row is met: one that is met stays its own person’s',
    'insert into addresses (id, member_id, street) values (1, 7, $1) on conflict (id) do update set street = excluded.street',
    [`street=$1 ← coalesce(nullif(${known(address1)}, '{}'), ${known(ledTo7)}) or person`],
  ],
  [
    'ON CONFLICT asks both where the row that is met goes to the person of the key',
    'insert into addresses (id, member_id, street) values (1, 7, $1) on conflict (id) do update set member_id = 7, street = excluded.street',
    [`street=$1 ← ${known(address1, ledTo7)} or person`],
  ],
  [
    'MERGE asks whom the key leads to only where no row is met',
    `merge into addresses a using (values (1, 7, $1)) as s(id, m, x) on a.id = s.id when matched then update set street = s.x when not matched then insert values (s.id, s.m, s.x)`,
    [
      `merge into addresses a using (values (1, 7, ($1)::pii.sealed)) as s(id, m, x) on a.id = s.id when matched then update set street = s.x when not matched then insert values (s.id, s.m, s.x)`,
      `street=$1 street=$1 ← coalesce(nullif(${known(metAddress)}, '{}'), ${known(ledTo7)}) or person`,
    ],
  ],
  [
    'MERGE asks both where the row that is met goes to the person of the key',
    `merge into addresses a using (values (1, 7, $1)) as s(id, m, x) on a.id = s.id when matched then update set member_id = s.m, street = s.x`,
    [
      `merge into addresses a using (values (1, 7, ($1)::pii.sealed)) as s(id, m, x) on a.id = s.id when matched then update set member_id = s.m, street = s.x`,
      `street=$1 ← ${known(metAddress, ledTo7)} or person`,
    ],
  ],
  [
    'ON CONFLICT sets a row part by part',
    'insert into members (email) values ($1) on conflict on constraint one_email do update set (email, name) = (excluded.email, $2)',
    [
      `name=$2 email=$1 ← array(select distinct one.owner from (select (pii.subject_of("jikimi_row".email))::text from "public"."members" as jikimi_row where jikimi_row."email" = (‹$1›)) as one(owner) where one.owner is not null) or person`,
    ],
  ],
  [
    'ON CONFLICT DO NOTHING changes nobody',
    'insert into members (email) values ($1) on conflict do nothing',
    ['email=$1 ← new or person'],
  ],
  [
    'UPDATE asks by its own conditions',
    'with one as (select 7 as id) update members set (name, email) = ($1, $2) where id = (select id from one) returning *',
    [
      `name=$1 email=$2 ← array(‹with one as (select 7 as id)› select distinct coalesce(${owner}, 'new') from ‹members› where (‹id = (select id from one)›)) or nothing`,
    ],
  ],
  [
    'each branch of CASE is another condition',
    `update members m set email = (case when id = 1 then 'a' when id = 2 then 'b' else m.email end)::text where id < 3`,
    [
      `update members m set email = (case when id = 1 then ('a')::pii.sealed when id = 2 then ('b')::pii.sealed else m.email end) where id < 3`,
      `email='a' ← ${met('‹members m›', '(‹id < 3›) and (‹id = 1›)', '(pii.subject_of("m".email))::text')} or nothing`,
      `email='b' ← ${met('‹members m›', '(‹id < 3›) and (‹id = 2›) and (‹id = 1›) is not true', '(pii.subject_of("m".email))::text')} or nothing`,
    ],
  ],
  [
    'UPDATE FROM VALUES asks row by row',
    `update members set email = v.e from (values (1, 'a'), (2, $1::text)) as v(id, e) where members.id = v.id`,
    [
      `update members set email = v.e from (values (1, ('a')::pii.sealed), (2, ($1)::pii.sealed)) as v(id, e) where members.id = v.id`,
      `email='a' ← ${met(`‹members›, ‹(values ›‹(1, ('a')::pii.sealed)›‹) as v(id, e)›`, '(‹members.id = v.id›)')} or nothing`,
      `email=$1 ← ${met('‹members›, ‹(values ›‹(2, ($1)::pii.sealed)›‹) as v(id, e)›', '(‹members.id = v.id›)')} or nothing`,
    ],
  ],
  [
    'arrays by unnest give a row an element',
    'insert into members (name, email) select * from unnest($1::text[], $2::text[])',
    [
      'insert into members (name, email) select * from unnest(($1)::pii.sealed[], ($2)::pii.sealed[])',
      'name=$1[] email=$2[] ← new or person each',
    ],
  ],
  [
    'what stands beside an unnest is the same in every row',
    'insert into addresses (member_id, street) select $1, unnest($2::text[])',
    [
      'insert into addresses (member_id, street) select $1, unnest(($2)::pii.sealed[])',
      `street=$2[] ← ${led('$1')} or person each`,
    ],
  ],
  [
    'also where the arrays are selected from',
    'insert into addresses (street, member_id) select s, 7 from unnest($1::text[]) as s',
    [
      'insert into addresses (street, member_id) select s, 7 from unnest(($1)::pii.sealed[]) as s',
      `street=$1[] ← ${led('7')} or person each`,
    ],
  ],
  [
    'a list of values that is selected from, as SQLAlchemy writes it',
    'insert into members (email) select p0::varchar from (values ($1, 0), ($2, 1)) as sent(p0, n) order by n returning id',
    [
      'insert into members (email) select p0 from (values (($1)::pii.sealed, 0), (($2)::pii.sealed, 1)) as sent(p0, n) order by n returning id',
      'email=$1 ← new or person',
      'email=$2 ← new or person',
    ],
  ],
  ['what is not sealed is not written here', `update members set grade = 'tree' where email = 'a'`, []],
  [
    'a copy of the same column needs no sealing',
    'insert into addresses (member_id, street) select member_id, street from addresses',
    [],
  ],
  ['no SQL is no write', 'insert into', []],
];
for (const [name, text, expected] of rows) test(name, () => assert.deepEqual(shown(text), expected));

for (const [text, code] of [
  ['update members set name = lower($1)', 'JK515'],
  [`insert into members (email) values ('a' || $1)`, 'JK515'],
  ['insert into members (email) select $1 from old', 'JK515'],
  ['insert into members (name, email) select $1, unnest($2::text[])', 'JK515'],
  ['update members set name = $1 where current of c', 'JK515'],
  ['update members set (name, email) = (select a, b from old) where id = 1', 'JK515'],
  [
    'insert into members (email) values ($1) on conflict (email) do update set (name, grade) = (select a, b from old)',
    'JK515',
  ],
  [
    'insert into members (email, grade) values ($1, $2) on conflict (lower(grade)) do update set email = excluded.email',
    'JK521',
  ],
  ['insert into members (email) values ($1), ($2) on conflict (email) do update set name = $3', 'JK515'],
  [`merge into members m using old o on o.id = m.id when matched then update set email = $1`, 'JK515'],
] as const)
  test(`${text} is refused with ${code}`, () => assert.throws(() => writtenBy(text, tables, 'public'), { code }));

for (const [text, writes] of [
  [`update members set name = 'a' where id = 1`, true],
  [`update members set name = lower('a')`, true],
  [
    `merge into members m using (values ('a')) as s(e) on m.email = s.e when not matched then insert (email) values (s.e)`,
    true,
  ],
  [`update members set grade = 'tree' where email = lower('a')`, false],
  [`select lower(email) as update from members`, false],
] as const)
  test(`writesSealed says ${writes} of ${text}`, () => assert.equal(writesSealed(text, tables, 'public'), writes));

test('thousands of rows with casts are read in a moment: nobody else on the gateway is served meanwhile', () => {
  const values = Array.from({ length: 6000 }, (_, n) => `(${n}, 'n'::varchar(9), 'e${n}'::text)`);
  const begun = performance.now();
  const written = writtenBy(`insert into members (id, name, email) values ${values.join(', ')}`, tables, 'public');
  assert.equal(written?.groups.length, 6000);
  assert.ok(performance.now() - begun < 20_000); // walking all tokens for each row took minutes
});

test('however it is spaced, commented and cast, each row keeps its own values', () => {
  const gap = fc.constantFrom(' ', '\n', ' /* , ) values ( */ ', '\t', ' -- ; $9\n');
  const value = fc.constantFrom('$1', "'it''s, ('", '$1::text', 'null', 'default', '(($1))', "e'\\'x'");
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 4 }), gap, gap, (given, a, b) => {
      const list = given.map(([name, email]) => `(${a}${name}${b},${a}${email}${b})`).join(`${b},${a}`);
      const written = writtenBy(
        `insert into members(name,email)${a}values${b}${list}${a}returning id`,
        tables,
        'public',
      );
      const counts = given.map((pair) => pair.filter((one) => one !== 'null' && one !== 'default').length);
      const got = written?.groups.map(({ cells }) => cells.length) ?? [];
      assert.deepEqual(counts.some((count) => count > 0) ? got : counts, counts);
    }),
  );
});

test('writtenBy marks the values of a list that is taken whole, and its NULLs', () => {
  assert.deepEqual(
    shown(`insert into members (name, email, grade) select * from (values ('Kim', null, 'x')) as v(a, b, c)`),
    [
      `insert into members (name, email, grade) select * from (values (('Kim')::pii.sealed, (null)::pii.sealed, 'x')) as v(a, b, c)`,
      `name='Kim' ← new or person`,
    ],
  );
  assert.deepEqual(
    shown(`update members set name = v.x from (values (1, null), (2, null)) as v(id, x) where members.id = v.id`),
    [],
  );
});

test('writtenBy refuses a list of values that is a literal, which unnest would not take', () => {
  assert.throws(
    () =>
      shown(
        `update members set name = v.x from unnest('{1}'::bigint[], '{Kim}'::text[]) as v(id, x) where members.id = v.id`,
      ),
    (error: unknown) => error instanceof Refusal && error.code === 'JK515',
  );
});

test('the time to read a statement grows with its rows, not with their square', () => {
  const rows = Array.from({ length: 4000 }, (_, n) => `(${n}, 'name ${n}'::text, cast('a${n}@b.kr' as text), 'tree')`);
  const began = performance.now();
  const written = writtenBy(`insert into members values ${rows.join(', ')}`, tables, 'public');
  assert.equal(written?.groups.length, 4000);
  assert.ok(performance.now() - began < 15_000, 'it took half a minute and more');
  const ways = Array.from({ length: 1001 }, (_, n) => `when id = ${n} then 'x'`).join(' ');
  assert.throws(() => writtenBy(`update members set name = case ${ways} end`, tables, 'public'), /1001/);
});
