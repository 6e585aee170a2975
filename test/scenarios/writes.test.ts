/** docs/design.md, section 5: what a service stores is sealed on the way, for whom it belongs to, on record; whatever cannot be is refused before the database hears of it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { connectBackend } from '../../src/gateway/backend.ts';
import { bind, execute, flush, parse, sync } from '../../src/gateway/frontend-builders.ts';
import { withClient } from '../../src/platform/mod.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql } from '../support/psql.ts';
import { Records } from '../support/recorded.ts';
import { serviceGrant } from '../support/service-account.ts';
import { WireClient, codesIn } from '../support/wire-client.ts';

const sealed = [
  'name_ko',
  'name_en',
  'email',
  'mobile',
  'address',
  'birth_date',
  'card_number',
  'bank_account',
  'last_location',
] as const;
const fields = [
  ...sealed.map((column) => ({ table: 'members', column, mode: 'full' as const })),
  { table: 'payout_tax', column: 'rrn', mode: 'match' as const },
];

let jikimi: Jikimi;
let records: Records;
let client: pg.Client;
let uri: string;
let owner: pg.Client;

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  records = new Records(jikimi);
  uri = (await serviceGrant(jikimi, { name: 'web', fields })).replace(/\?.*/, '?sslmode=disable');
  client = new pg.Client({ connectionString: uri });
  await client.connect();
  owner = new pg.Client({ connectionString: jikimi.membersUri });
  await owner.connect();
});
after(async () => {
  await client?.end();
  await owner?.end();
  await records?.stop();
  await jikimi?.stop();
});

let counted = 0;

/** A member whom nobody has yet, in the order of `columns`. */
const columns = [...sealed, 'postal_code', 'bank_name'];
function member(): string[] {
  const n = String((counted += 1)).padStart(4, '0');
  return [
    `김새${n}`,
    `Kim Sae ${n}`,
    `new.${n}@example.kr`,
    `010-9${n.slice(1)}-${n}`,
    `서울시 중구 ${n}로 1`,
    '1990-01-02',
    '4111111111111111',
    `110-${n}-556677`,
    '37.56,126.97',
    '04524',
    '하늘은행',
  ];
}

const into = `insert into members (${columns.join(', ')})`;
const marks = (rows: number) =>
  Array.from(
    { length: rows },
    (_, row) => `(${columns.map((_, n) => `$${row * columns.length + n + 1}`).join(', ')})`,
  ).join(', ');
const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

async function made(values = member()): Promise<{ id: string; email: string; values: string[] }> {
  const { rows } = await client.query<{ id: string; email: string }>(
    `${into} values ${marks(1)} returning id, email`,
    values,
  );
  return { id: rows[0]?.id ?? '', email: rows[0]?.email ?? '', values };
}

/** The subjects of a member's cells, and what pii.subject has for that key. */
async function subjectsOf(id: string): Promise<{ cells: string[]; entered: string | null }> {
  const { rows } = await owner.query<{ cells: string[]; entered: string | null }>(
    `select array(select distinct pii.subject_of(c)::text from unnest(array[${sealed.join(', ')}]) c where c is not null) as cells,
      (select subject::text from pii.subject where person_table = 'public.members' and person_key = m.id::text) as entered
     from members m where id = $1`,
    [id],
  );
  return rows[0] ?? { cells: [], entered: null };
}

async function refused(run: () => Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(run, (error: unknown) => {
    assert.equal((error as { code?: string }).code, code, String(error));
    return true;
  });
}

test('a new person: every value is sealed under one new key, which is entered, and read back as it was written', async () => {
  const { id, email, values } = await made();
  assert.equal(email, values[2]);
  const { cells, entered } = await subjectsOf(id);
  assert.deepEqual(cells, [entered]);
  const { rows } = await client.query(`select ${sealed.join(', ')} from members where email = $1`, [values[2]]);
  assert.deepEqual(Object.values(rows[0] ?? {}), values.slice(0, sealed.length));
  const kept = await records.one<{ outcome: string; subjects: string[] }>(
    `select p.outcome, p.subjects::text[] as subjects from custody.disclosure_part p
     where p.outcome = 'written' and $1::uuid = any (p.subjects) limit 1`,
    [entered],
  );
  assert.deepEqual(kept, { outcome: 'written', subjects: [entered] });
});

test('nothing of what is written is in the database, its log or the records as text', async () => {
  const { values } = await made();
  const { rows } = await owner.query<{ text: string }>(
    'select m::text as text from members m order by id desc limit 1',
  );
  for (const value of values.slice(0, sealed.length)) assert.ok(!rows[0]?.text.includes(value));
  const spoken = await records.one<{ found: number }>(
    `select count(*)::int as found from ledger.opening where body::text like '%' || $1 || '%'`,
    [values[2]],
  );
  assert.equal(spoken.found, 0);
});

test('the simple protocol: literals, several rows, DEFAULT and NULL, and several statements in one text', async () => {
  const [one, two] = [member(), member()];
  await client.query(`${into} values (${quoted(one)}), (${quoted(two)})`);
  const { rows } = await client.query(
    `select id, email from members where email in ('${one[2]}', '${two[2]}') order by id`,
  );
  assert.deepEqual(
    rows.map((row) => row.email),
    [one[2], two[2]],
  );
  const [a, b] = await Promise.all(rows.map((row) => subjectsOf(row.id)));
  assert.notEqual(a?.entered, b?.entered);
  await refused(() => client.query(`update members set name_en = null where id = ${rows[0].id}`), '23502');
  await client.query(`begin; update members set name_en = 'Kim A' where id = ${rows[0].id}; commit`);
  assert.equal((await client.query(`select name_en from members where id = ${rows[0].id}`)).rows[0].name_en, 'Kim A');
});

test('an update seals under the key of the row that it meets, also what its own transaction made', async () => {
  const { id, values } = await made();
  const before = await subjectsOf(id);
  const done = await client.query('update members set email = $1, mobile = $2 where email = $3', [
    `moved.${values[2]}`,
    '010-8000-0001',
    values[2],
  ]);
  assert.equal(done.rowCount, 1);
  assert.deepEqual(await subjectsOf(id), before);
  await client.query('begin');
  const fresh = await made();
  await client.query('update members set address = $1 where id = $2', ['부산시 해운대구', fresh.id]);
  await client.query('commit');
  const { cells, entered } = await subjectsOf(fresh.id);
  assert.deepEqual(cells, [entered]);
  assert.equal(
    (await client.query('select address from members where id = $1', [fresh.id])).rows[0].address,
    '부산시 해운대구',
  );
});

test('one value for several people is refused; each row with a value of its own is written', async () => {
  const [one, two] = [await made(), await made()];
  await refused(
    () => client.query('update members set address = $1 where id in ($2, $3)', ['같은 집', one.id, two.id]),
    'JK517',
  );
  const text = `update members set address = v.address from (values ($1::bigint, $2::text), ($3, $4)) as v(id, address) where members.id = v.id`;
  assert.equal((await client.query(text, [one.id, '갑의 집', two.id, '을의 집'])).rowCount, 2);
  const cases = `update members set name_ko = case when id = ${one.id} then '갑' when id = ${two.id} then '을' end where id in (${one.id}, ${two.id})`;
  assert.equal((await client.query(cases)).rowCount, 2);
  const arrays =
    'update members set name_en = v.n from unnest($1::bigint[], $2::text[]) as v(id, n) where members.id = v.id';
  assert.equal(
    (
      await client.query(arrays, [
        [one.id, two.id],
        ['Gap', 'Eul'],
      ])
    ).rowCount,
    2,
  );
  const { rows } = await client.query(
    'select name_ko, name_en, address from members where id in ($1, $2) order by id',
    [one.id, two.id],
  );
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      ['갑', 'Gap', '갑의 집'],
      ['을', 'Eul', '을의 집'],
    ],
  );
});

test('an update that meets nobody writes nothing and is no error', async () => {
  assert.equal(
    (await client.query('update members set email = $1, address = $2 where id = -1', ['a@b.kr', 'x'])).rowCount,
    0,
  );
  assert.equal((await client.query(`update members set address = 'x' where email = 'nobody@example.kr'`)).rowCount, 0);
});

test('ON CONFLICT seals for whoever is met; a second one of the same e-mail is refused with its usual SQLSTATE', async () => {
  const { id, values } = await made();
  const again = values.with(0, '김다시');
  await refused(() => client.query(`${into} values ${marks(1)}`, again), '23505');
  await refused(
    () => client.query(`${into} values (${quoted(again.with(2, values[2]?.toUpperCase() ?? ''))})`),
    '23505',
  );
  const upsert = `${into} values ${marks(1)} on conflict (email) do update set name_ko = excluded.name_ko, address = $${columns.length + 1} returning id`;
  assert.equal((await client.query(upsert, [...again, '새 주소'])).rows[0].id, id);
  const { rows } = await client.query('select name_ko, address from members where id = $1', [id]);
  assert.deepEqual(rows[0], { name_ko: '김다시', address: '새 주소' });
  const elsewhere = await made();
  const proposed = `insert into members (id, ${columns.join(', ')}) values (${elsewhere.id}, ${quoted(again)}) on conflict (email) do update set address = excluded.address returning id`;
  assert.equal((await client.query(proposed)).rows[0].id, id, 'whose row is met, and not whom the key leads to');
  const other = member();
  const named = `${into} values ${marks(2)} on conflict on constraint an_email_belongs_to_one_member do update set name_ko = excluded.name_ko returning id`;
  assert.equal((await client.query(named, [...other, ...again])).rowCount, 2);
  assert.equal((await client.query(`${into} values ${marks(1)} on conflict do nothing`, again)).rowCount, 0);
  const { cells, entered } = await subjectsOf(id);
  assert.deepEqual(cells, [entered]);
});

test('one parameter for a sealed and a plain column is stored in both', async () => {
  const { id } = await made();
  const stored = async (email: string) => {
    const { rows } = await client.query('select email, bank_name from members where email = $1', [email]);
    return rows.map((row) => [row.email, row.bank_name]);
  };
  const [first, second, third] = ['both.1@example.kr', 'both.2@example.kr', 'both.3@example.kr'];
  const values = member();
  values[columns.indexOf('email')] = first;
  const marked = columns.map((column, n) => `$${(column === 'bank_name' ? columns.indexOf('email') : n) + 1}`);
  const insert = `${into} values (${marked.join(', ')})`;
  await client.query(insert, values.slice(0, columns.indexOf('bank_name')));
  assert.deepEqual(await stored(first), [[first, first]]);
  await client.query('update members set bank_name = $1, email = $1 where id = $2', [second, id]);
  assert.deepEqual(await stored(second), [[second, second]]);
  await client.query(`update members set bank_name = $1 || '!' where email = $1 or bank_name = $1`, [second]);
  assert.deepEqual(await stored(second), [[second, `${second}!`]]);
  await client.query(`update members set bank_name = 'at ' || $2, email = $2 where email = $1`, [second, third]);
  assert.deepEqual(await stored(third), [[third, `at ${third}`]]);
});

test('MERGE, arrays by unnest, INSERT … SELECT … WHERE NOT EXISTS', async () => {
  const [one, two, three] = [member(), member(), member()];
  const lists = columns.map((_, n) => `$${n + 1}::text[]`).join(', ');
  const arrays = columns.map((_, n) => [one[n], two[n]]);
  assert.equal((await client.query(`${into} select * from unnest(${lists})`, arrays)).rowCount, 2);
  const absent = `${into} select ${columns.map((_, n) => `$${n + 1}`).join(', ')} where not exists (select from members where email = $3)`;
  assert.equal((await client.query(absent, one)).rowCount, 0);
  assert.equal((await client.query(absent, three)).rowCount, 1);
  const merge = `merge into members m using (values ($1::text, $2::text), ($3, $4)) as s(email, address) on m.email = s.email
    when matched then update set address = s.address`;
  assert.equal((await client.query(merge, [one[2], '합친 주소', 'nobody@example.kr', '없음'])).rowCount, 1);
  assert.equal(
    (await client.query('select address from members where email = $1', [one[2]])).rows[0].address,
    '합친 주소',
  );
});

test('a write in a failed transaction is told so, and the session goes on', { timeout: 20_000 }, async () => {
  const { email } = await made();
  await client.query('begin');
  await refused(() => client.query('select 1 / 0'), '22012');
  for (let n = 0; n < 3; n++)
    await refused(() => client.query('update members set mobile = $1 where email = $2', ['010-1', email]), '25P02');
  await client.query('rollback');
  const { rows } = await client.query('select email from members where email = $1', [email]);
  assert.deepEqual(rows, [{ email }]);
});

test('a new person and what leads to them are written by one text; a row that the text itself makes is not changed by it', async () => {
  const [id, other] = [8_000_001, 8_000_002];
  const row = (of: number) => `insert into members (id, ${columns.join(', ')}) values (${of}, ${quoted(member())})`;
  const paid = `insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year) values (${id}, '900102-1234568', '소득세법 제164조', 1000, 2024)`;
  await client.query(`${row(id)}; ${paid}; ${row(id)} on conflict (id) do update set address = excluded.address`);
  const { cells, entered } = await subjectsOf(String(id));
  assert.deepEqual(cells, [entered]);
  const change = `update members set address = '다른 집' where id = ${other}`;
  await refused(() => client.query(`${row(other)}; ${change}`), '23514');
  await client.query('begin');
  await client.query(row(other));
  assert.equal((await client.query(change)).rowCount, 1);
  await client.query('rollback');
});

test("rows of the same person in another table share the person's key", async () => {
  const { id } = await made();
  const insert = `insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year) values ($1, $2, '소득세법 제164조', 1000, $3)`;
  await client.query(insert, [id, '900102-1234568', 2024]);
  await client.query(insert, [id, '900102-1234568', 2025]);
  const { rows } = await owner.query(
    'select distinct pii.subject_of(rrn)::text as subject from payout_tax where member_id = $1',
    [id],
  );
  assert.deepEqual(
    rows.map((row) => row.subject),
    [(await subjectsOf(id)).entered],
  );
  await refused(() => client.query('select rrn from payout_tax where member_id = $1', [id]), 'JK223'); // written, never read
  const both = `with paid as (select $1::bigint as member) insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year)
    values ((select member from paid), $2, '소득세법 제164조', 1, 2023)`;
  await refused(() => client.query(both, [id, '900102-1234568']), 'JK515').catch(async () => undefined);
});

test('prepared statements are used again with other values, pipelined, and in one transaction', async () => {
  const text = `${into} values ${marks(1)} returning id`;
  const ids: string[] = [];
  await client.query('begin');
  for (let n = 0; n < 3; n++) ids.push((await client.query({ name: 'new-member', text, values: member() })).rows[0].id);
  await client.query('commit');
  const subjects = new Set((await Promise.all(ids.map(subjectsOf))).map((one) => one.entered));
  assert.equal(subjects.size, 3);
  await client.query('begin');
  const gone = await made();
  await client.query('rollback');
  assert.equal((await client.query('select id from members where email = $1', [gone.values[2]])).rowCount, 0);
  assert.equal((await made(gone.values)).email, gone.values[2]);
});

test('a date is kept as PostgreSQL writes it, however a driver declares and spells it', async () => {
  const { id } = await made();
  const bornOf = async () =>
    (await client.query('select birth_date from members where id = $1', [id])).rows[0].birth_date;
  await client.query(`update members set birth_date = '1991-02-03'::date where id = ${id}`);
  assert.equal(await bornOf(), '1991-02-03');
  await client.query('update members set birth_date = $1 where id = $2', ['1992-03-04 +00', id]);
  assert.equal(await bornOf(), '1992-03-04');
  await client.query('update members set birth_date = cast($1 as date) where id = $2', ['1993-04-05T00:00:00Z', id]);
  assert.equal(await bornOf(), '1993-04-05');
});

test('COPY FROM STDIN loads in text and CSV, all or nothing, inside and outside a transaction', {
  skip: noPsql,
}, async () => {
  const rows = Array.from({ length: 1203 }, () => member());
  const text = rows.map((row) => row.join('\t')).join('\n');
  assert.match(await copied(`copy members (${columns.join(', ')}) from stdin`, `${text}\n\\.\n`), /COPY 1203/);
  const odd = member().with(4, 'a "quoted", street\nof two lines');
  const csv = [columns, odd].map((row) => row.map((cell) => `"${cell?.replaceAll('"', '""')}"`).join(';')).join('\r\n');
  const options = `with (format csv, header, delimiter ';')`;
  assert.match(await copied(`copy public.members (${columns.join(', ')}) from stdin ${options}`, csv), /COPY 1/);
  const { rows: found } = await client.query('select address, email from members where email = any($1) order by id', [
    [rows[0]?.[2], rows[1202]?.[2], odd[2]],
  ]);
  assert.deepEqual(
    found.map((row) => row.address),
    [rows[0]?.[4], rows[1202]?.[4], odd[4]],
  );
  const twice = [...Array.from({ length: 700 }, () => member()), rows[0] ?? []].map((row) => row.join('\t')).join('\n');
  assert.match(await copied(`copy members (${columns.join(', ')}) from stdin`, twice), /duplicate key/);
  assert.match(
    await copied(`copy members (${columns.join(', ')}) from stdin`, 'one\ttwo\n'),
    /JK523|does not have the form/,
  );
  const { rows: count } = await client.query('select count(*)::int as n from members');
  const fresh = member();
  const inside = `begin; ${'\n'}copy members (${columns.join(', ')}) from stdin;${'\n'}${fresh.join('\t')}\n\\.\nrollback;`;
  assert.match(await psqled(inside), /COPY 1[\s\S]*ROLLBACK/);
  assert.equal((await client.query('select count(*)::int as n from members')).rows[0].n, count[0].n);
  await refused(() => client.query(`copy members (email) from stdin where id > 1`), 'JK520');
});

test('COPY keeps values of a fixed length whole, and the numbers of an identity, as PostgreSQL does', {
  skip: noPsql,
}, async () => {
  const named = [...columns, 'state', 'flags', 'no'];
  await owner.query(
    'alter table members add state char(2), add flags bit(4), add no bigint generated always as identity (start with 9000001)',
  );
  try {
    const row = [...member(), 'KR', '1010', '7'];
    assert.match(await copied(`copy members (${named.join(', ')}) from stdin`, `${row.join('\t')}\n`), /COPY 1/);
    const { rows } = await owner.query('select state, flags::text, no from members where no < 9000001');
    assert.deepEqual(rows, [{ state: 'KR', flags: '1010', no: '7' }]);
    const long = [...member(), 'KOR', '1010', '8'];
    assert.match(await copied(`copy members (${named.join(', ')}) from stdin`, `${long.join('\t')}\n`), /22001/);
  } finally {
    await owner.query('alter table members drop state, drop flags, drop no');
  }
});

/** What psql says to a COPY of these data. */
async function copied(statement: string, data: string): Promise<string> {
  return said(['-c', statement], data);
}

async function psqled(script: string): Promise<string> {
  return said(['-f', '-'], script);
}

async function said(words: readonly string[], input: string): Promise<string> {
  const child = spawn('psql', ['-X', '-v', 'VERBOSITY=verbose', ...words, uri], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.end(input);
  await new Promise((done) => child.once('close', done));
  return output;
}

test('what cannot be sealed for certain is refused before the database hears of it, and the session goes on', async () => {
  const { id } = await made();
  await refused(() => client.query('update members set email = lower($1) where id = $2', ['A@B.KR', id]), 'JK515');
  await assert.rejects(client.query('update members set address = $1 where name_ko = $2', ['x', '김']), {
    code: 'JK502',
    message: /^The sealed column members\.name_ko cannot/, // by our own question whose row that is
  });
  await refused(() => client.query(`update members set email = 'a' || 'b' where id = ${id}`), 'JK515');
  await refused(() => client.query(`prepare p(text) as update members set email = $1 where id = ${id}`), 'JK519');
  await refused(
    () =>
      client.query(
        `with gone as (update members set email = 'x@y.kr' where id = ${id} returning id) select * from gone`,
      ),
    'JK519',
  );
  await refused(() => client.query(`explain analyze update members set email = 'x@y.kr' where id = ${id}`), 'JK519');
  await refused(() => client.query(`insert into members (email) select 'x@y.kr' from orders`), 'JK515');
  for (const copy of [
    'update members set name_ko = name_en where id = $1',
    'update members m set email = o.item from orders o where o.member_id = m.id and m.id = $1',
    'update members m set email = s.email from members s where s.id <> m.id and m.id = $1',
    'merge into members m using payout_tax p on p.member_id = m.id and m.id = $1 when matched then update set email = p.rrn',
    'insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year) select id, email, grade, 1, 2024 from members where id = $1',
    'explain update members set name_ko = name_en where id = $1',
  ]) {
    await refused(() => client.query(copy, [id]), 'JK531');
    await refused(() => client.query(copy.replace('$1', id)), 'JK531');
  }
  await refused(
    () =>
      client.query(`${into} values ${marks(1)} on conflict (email) do update set name_ko = excluded.name_en`, member()),
    'JK531',
  );
  assert.equal((await client.query('select 1 as one')).rows[0].one, 1);
});

test('the same column is copied within a row, and from row to row of one person', async () => {
  const [{ id }, other] = [await made(), await made()];
  const same = 'update members set email = email, name_ko = coalesce(members.name_ko, $2) where id = $1';
  assert.equal((await client.query(same, [id, '없음'])).rowCount, 1);
  const insert = `insert into payout_tax (member_id, rrn, statute, paid_krw, paid_year)`;
  await client.query(`${insert} values ($1, $2, '소득세법 제164조', 1000, 2024)`, [id, '900102-1234568']);
  const again = `${insert} select member_id, rrn, statute, paid_krw, paid_year + 1 from payout_tax where member_id = $1 and paid_year = 2024`;
  assert.equal((await client.query(again, [id])).rowCount, 1);
  const forOther = `${insert} select $1::bigint, rrn, statute, paid_krw, paid_year from payout_tax where member_id = $2`;
  await refused(() => client.query(forOther, [other.id, id]), 'JK505');
});

test('a field that the grant does not have in full or match is not written, nor by a grant that only reads', async () => {
  const masked = await serviceGrant(jikimi, {
    name: 'masked',
    fields: [{ table: 'members', column: 'email', mode: 'partial' }, ...fields.slice(3, 5)],
  });
  const reading = await serviceGrant(jikimi, { name: 'reading', fields, writes: false });
  const { id } = await made();
  for (const [other, code] of [
    [masked, 'JK240'],
    [reading, 'JK510'],
  ] as const)
    await withClient(other.replace(/\?.*/, '?sslmode=disable'), (connection) =>
      refused(() => connection.query('update members set email = $1 where id = $2', ['a@b.kr', id]), code),
    );
  await withClient((await jikimi.connect()).replace(/\?.*/, '?sslmode=disable'), async (handler) => {
    await refused(() => handler.query(`update members set email = 'a@b.kr' where id = ${id}`), 'JK510');
    await refused(() => handler.query(`update members set grade = 'tree' where id = ${id}`), '42501');
  });
});

test('a write behind a statement that fails in the same pipeline is skipped, and the session goes on', async () => {
  const { hostname, port, username, password } = new URL(uri);
  const { socket } = await connectBackend({
    host: hostname,
    port: Number(port),
    role: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    parameters: new Map([['database', 'example']]),
    timeoutMs: 10_000,
  });
  const wire = new WireClient(socket);
  const statement = (text: string, values: readonly string[]) => [
    parse({ name: '', text, oids: [] }),
    bind({
      portal: '',
      statement: '',
      parameterFormats: [],
      parameters: values.map((one) => Buffer.from(one)),
      resultFormats: [],
    }),
    execute(''),
  ];
  // whose row is met by the conflict is asked of the session, and the server skips that question too
  const upsert = `${into} values ${marks(1)} on conflict (email) do update set name_ko = excluded.name_ko`;
  wire.send(...statement('select 1 / 0', []), flush(), ...statement(upsert, member()), sync());
  assert.deepEqual(codesIn(await wire.hearReady()), ['22012']);
  assert.equal(codesIn(await wire.ask('select 1')).length, 0);
  wire.close();
});
