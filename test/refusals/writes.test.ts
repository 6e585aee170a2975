/** What is written into a membership database, tried by the roles that a gateway mints: whose a row's sealed values are, and what no grant may touch. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import {
  ensureMembershipRoles,
  grantRead,
  grantSchema,
  installSchema,
  protectTable,
  unguardedTables,
} from '../../src/custody/mod.ts';
import { endOverdue, makeRole } from '../../src/gateway/members.sql.ts';
import { makeVerifier, verifierText } from '../../src/gateway/mod.ts';
import type { Cluster } from '../../src/platform/mod.ts';
import { testCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { envelopeFor, fields, finderFor, groups } from '../support/sealed-members.ts';

let cluster: Cluster;
let owner: pg.Client;
let writer: pg.Client;
let second: pg.Client;
let listed: pg.Client;
let reader: pg.Client;
let service: pg.Client;
let gatewayPool: pg.Pool;

/** The subject of everything that is sealed for `who`. */
const subjectOf = async (who: number): Promise<string> =>
  (await owner.query<{ it: string }>(`select md5($1)::uuid as it`, [String(who)])).rows[0]?.it ?? '';
let nonce = 0;
const sealed = (who: number, field: keyof typeof fields, value: string): string => {
  const group = field === 'birth' ? groups.none : groups[field];
  return `'${envelopeFor({ group, value, field: fields[field], row: who }, String(++nonce))}'`;
};
const email = (who: number, value = `kim${who}`) => sealed(who, 'email', value);
const phone = (who: number) => sealed(who, 'phone', `010${who}`);
const birth = (who: number) => sealed(who, 'birth', '');

/** Columns of `note`, `parcel` and `consent` are of fields of their own, without a term. */
function plainSealed(who: number, field: number): string {
  return `'${envelopeFor({ group: groups.none, value: '', field, row: who }, String(++nonce))}'`;
}

before(async () => {
  cluster = await testCluster();
  owner = await connected(cluster.uri('postgres'));
  await owner.query('create database shop');
  await owner.end();
  owner = await connected(cluster.uri('shop'));
  const verifier = verifierText(makeVerifier('x'));
  await installSchema(owner, 'shop');
  await ensureMembershipRoles(owner, 'shop', verifier);
  await owner.query(`
    create table members (id serial primary key, nickname text, email pii.sealed, phone pii.sealed, birth pii.sealed, hash text, unique (email));
    create table payout (member_id int references members on update cascade on delete set null, year int, id int primary key, account pii.sealed);
    create table consent (member_id int, topic text, note pii.sealed, primary key (member_id, topic));
    create table parcel (at text, id int, address pii.sealed, primary key (at, id)) partition by list (at);
    create table parcel_here partition of parcel for values in ('here');
    create table parcel_there partition of parcel for values in ('there');`);
  await grantSchema(owner, 'public');
  const field = (number: number, column: string) => ({ field: number, column, termGroup: null, find: null });
  const people = 'members';
  await protectTable(
    owner,
    'members',
    [
      { field: fields.email, column: 'email', termGroup: groups.email, find: 'email' },
      { field: fields.phone, column: 'phone', termGroup: groups.phone, find: 'phone' },
      field(fields.birth, 'birth'),
    ],
    `coalesce(pii.subject_of(email), pii.subject_for('public.members', id::text))`,
    { people, way: { kind: 'person', column: 'id' }, key: ['id'] },
  );
  const byMember = { people, way: { kind: 'column', column: 'member_id' } } as const;
  const wall = (column: string) =>
    `coalesce(pii.subject_of(${column}), pii.subject_for('public.members', member_id::text))`;
  await protectTable(owner, 'payout', [field(21, 'account')], wall('account'), { ...byMember, key: ['id'] });
  await protectTable(owner, 'consent', [field(22, 'note')], wall('note'), { ...byMember, key: ['member_id', 'topic'] });
  await protectTable(owner, 'parcel', [field(23, 'address')], 'pii.subject_of(address)', {
    people,
    way: { kind: 'via' },
    key: ['at', 'id'],
  });
  await grantRead(owner, 'members', ['id', 'nickname', 'email', 'phone', 'birth']);
  for (const table of ['payout', 'consent', 'parcel']) await grantRead(owner, table, null);

  gatewayPool = new pg.Pool({ connectionString: as('jikimi_gateway') });
  await mint('jk_writer', { writes: true });
  await mint('jk_listed', { subjects: [await subjectOf(1)], writes: true });
  await mint('jk_reader', {});
  await mint('jk_service', { service: true });
  await mint('jk_service_listed', { subjects: [await subjectOf(1)], service: true });
  writer = await connected(as('jk_writer'));
  second = await connected(as('jk_writer'));
  listed = await connected(as('jk_listed'));
  reader = await connected(as('jk_reader'));
  service = await connected(as('jk_service'));
});
after(async () => {
  for (const client of [owner, writer, second, listed, reader, service]) await client?.end();
  await gatewayPool?.end();
  await cluster?.stop();
});

type Minted = { subjects?: readonly string[]; service?: boolean; writes?: boolean; until?: string };

/** A grant's role, as a gateway makes it. */
async function mint(role: string, { subjects, service: isService, writes, until }: Minted): Promise<void> {
  const gateway = await gatewayPool.connect();
  await makeRole(gateway, {
    role,
    verifier: verifierText(makeVerifier('x')),
    until: until ?? '2999-01-01T00:00:00Z',
    subjects: subjects ?? null,
    service: isService ?? false,
    writes: writes ?? false,
  });
  gateway.release();
}

async function connected(uri: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  return client;
}

function as(role: string): string {
  const uri = new URL(cluster.uri('shop'));
  uri.username = role;
  uri.password = 'x';
  return uri.href;
}

type Entry = { readonly kind: string; readonly person_table: string; readonly person_key: string | null };

async function entry(who: number): Promise<Entry | undefined> {
  const { rows } = await owner.query<Entry>(
    'select kind, person_table, person_key from pii.subject where subject = md5($1)::uuid',
    [String(who)],
  );
  return rows[0];
}
const person = (key: number | string) => ({ kind: 'person', person_table: 'public.members', person_key: String(key) });

async function refused(client: pg.Client, statement: string, code: string): Promise<void> {
  await assert.rejects(client.query(statement), (error: unknown) => {
    assert.ok(error instanceof pg.DatabaseError, String(error));
    assert.equal(error.code, code, `${statement.slice(0, 80)}: ${error.message}`);
    return true;
  });
}

/** Makes a member with cells of `who`, by the writer; the key that the sequence gave. */
async function member(who: number): Promise<number> {
  const { rows } = await writer.query<{ id: number }>(
    `insert into members (nickname, email, phone) values ('n${who}', ${email(who)}, ${phone(who)}) returning id`,
  );
  return rows[0]?.id ?? 0;
}

test('guard enters a new person with the key that the row was given, and leaves no trace of a row that was not stored', async () => {
  const id = await member(1);
  assert.deepEqual(await entry(1), person(id));
  await refused(writer, `insert into members (email) values (${email(900, 'kim1')})`, '23505');
  const turned = await writer.query(
    `insert into members (email) values (${email(900, 'kim1')}) on conflict (email) do nothing`,
  );
  assert.equal(turned.rowCount, 0);
  const merged = await writer.query<{ id: number; nickname: string }>(
    `insert into members (nickname, email) values ('once more', ${email(900, 'kim1')})
     on conflict (email) do update set nickname = excluded.nickname returning id, nickname`,
  );
  assert.deepEqual(merged.rows, [{ id, nickname: 'once more' }]);
  assert.equal(await entry(900), undefined);
});

test('guard refuses the sealed values of another person, in a new row and in one that is there', async () => {
  const two = await member(2);
  const three = await member(3);
  await refused(writer, `insert into members (birth) values (${birth(2)})`, 'JK505');
  await refused(
    writer,
    `update members set email = ${email(2, 'x')}, phone = ${phone(2)} where id = ${three}`,
    'JK505',
  );
  await refused(writer, `update members set email = ${email(901)}, phone = ${phone(901)} where id = ${three}`, 'JK505');
  await refused(writer, `update members set email = ${email(2, 'x')} where id = ${three}`, '23514');
  await refused(
    writer,
    `update members set birth = o.birth, email = o.email, phone = o.phone from members o where o.id = ${two} and members.id = ${three}`,
    '23505',
  );
  await writer.query(`update members set email = ${email(3, 'renamed')}, birth = ${birth(3)} where id = ${three}`);
  assert.deepEqual([await entry(2), await entry(3), await entry(901)], [person(two), person(three), undefined]);
});

test('guard lets a person without sealed values have their first', async () => {
  const { rows } = await writer.query<{ id: number }>(`insert into members (nickname) values ('bare') returning id`);
  const id = rows[0]?.id ?? 0;
  await writer.query(`update members set email = ${email(4)} where id = ${id}`);
  assert.deepEqual(await entry(4), person(id));
  await writer.query(`update members set email = null where id = ${id}`);
  await refused(writer, `update members set email = ${email(902)} where id = ${id}`, 'JK505');
  await writer.query(`update members set email = ${email(4)} where id = ${id}`);
});

test('guard holds rows of other tables to the person whom their column names', async () => {
  const five = await member(5);
  const six = await member(6);
  await writer.query(`insert into payout values (${five}, 2026, 1, ${plainSealed(5, 21)})`);
  await refused(writer, `insert into payout values (${five}, 2027, 2, ${plainSealed(6, 21)})`, 'JK505');
  await refused(writer, `insert into payout values (${five}, 2027, 2, ${plainSealed(903, 21)})`, 'JK505');
  await refused(writer, `update payout set member_id = ${six} where id = 1`, 'JK505');
  await writer.query(`update payout set member_id = ${six}, account = ${plainSealed(6, 21)} where id = 1`);
  await writer.query(`insert into consent values (7777, 'mail', ${plainSealed(7, 22)})`);
  assert.deepEqual(await entry(7), person(7777), 'a person of whom there is no row yet');
  await refused(writer, `insert into members (id, email) values (7777, ${email(904)})`, 'JK505');
  await writer.query(`insert into members (id, email) values (7777, ${email(7)})`);
});

test('guard enters what leads to nobody as unowned, and follows its key, its end and its partition', async () => {
  const unowned = (table: string, key: string) => ({
    kind: 'unowned',
    person_table: `public.${table}`,
    person_key: key,
  });
  await writer.query(`insert into payout values (null, 2026, 30, ${plainSealed(30, 21)})`);
  assert.deepEqual(await entry(30), unowned('payout', '30'));
  await writer.query('update payout set id = 31 where id = 30');
  assert.deepEqual(await entry(30), unowned('payout', '31'));
  await writer.query('delete from payout where id = 31');
  assert.deepEqual(await entry(30), { kind: 'former', person_table: 'public.payout', person_key: null });
  await writer.query(`insert into payout values (null, 2026, 31, ${plainSealed(32, 21)})`);
  assert.deepEqual(await entry(32), unowned('payout', '31'));

  await writer.query(`insert into parcel values ('here', 1, ${plainSealed(33, 23)})`);
  assert.deepEqual(await entry(33), unowned('parcel', '["here", 1]'));
  await refused(writer, `insert into parcel values ('here', 2, ${plainSealed(33, 23)})`, 'JK505');
  await refused(writer, `insert into parcel values ('here', 2, ${plainSealed(1, 23)})`, 'JK505');
  await writer.query(`update parcel set at = 'there' where id = 1`);
  assert.deepEqual(await entry(33), unowned('parcel', '["there", 1]'));
  await writer.query(`update parcel set address = ${plainSealed(33, 23)} where id = 1`);
  await refused(writer, `update parcel set address = ${plainSealed(34, 23)} where id = 1`, 'JK505');
});

test('guard leaves a row its own subject that was adopted while its column led to nobody', async () => {
  await writer.query(`insert into consent values (9999, 'mail', null)`);
  const key = JSON.stringify([9999, 'mail']).replace(',', ', ');
  await owner.query(`insert into pii.subject values (md5('95')::uuid, 'unowned', 'public.consent', $1)`, [key]);
  await writer.query(`update consent set note = ${plainSealed(95, 22)} where member_id = 9999`);
  assert.deepEqual(await entry(95), { kind: 'unowned', person_table: 'public.consent', person_key: key });
  await refused(writer, `insert into consent values (9999, 'post', ${plainSealed(95, 22)})`, 'JK505');
});

test('guard follows a person whose key changes before the rows that point there, and lets go of one who is deleted', async () => {
  const id = await member(8);
  await writer.query(`insert into payout values (${id}, 2026, 8, ${plainSealed(8, 21)})`);
  await writer.query(`update members set id = 8888 where id = ${id}`);
  assert.deepEqual(await entry(8), person(8888));
  await writer.query(`update payout set account = ${plainSealed(8, 21)} where id = 8 and member_id = 8888`);
  await writer.query('delete from members where id = 8888');
  assert.deepEqual(await entry(8), { kind: 'former', person_table: 'public.members', person_key: null });
  await writer.query(`insert into members (id, email) values (8888, ${email(9)})`);
  assert.deepEqual(await entry(9), person(8888));
  await refused(writer, `insert into members (id, birth) values (8889, ${birth(8)})`, 'JK505');
  const { rows } = await writer.query('select member_id from payout where id = 8');
  assert.deepEqual(rows, [{ member_id: null }]);
});

test('guard follows a changed key before a trigger of the owner moves the rows that name it', async () => {
  await owner.query(`
    create function follow() returns trigger language plpgsql as 'begin update consent set member_id = new.id where member_id = old.id; return null; end';
    create trigger follows after update of id on members for each row execute function follow()`);
  const id = await member(97);
  await writer.query(`insert into consent values (${id}, 'mail', ${plainSealed(97, 22)})`);
  await writer.query(`update members set id = 9700 where id = ${id}`);
  const { rows } = await writer.query('select topic from consent where member_id = 9700');
  assert.deepEqual(rows, [{ topic: 'mail' }]);
  assert.deepEqual(await entry(97), person(9700));
  await owner.query('drop trigger follows on members');
});

test('guard of two who enter one person at the same time: the second waits, and is refused where it sealed for another subject', async () => {
  await writer.query('begin');
  await writer.query(`insert into consent values (5555, 'mail', ${plainSealed(50, 22)})`);
  const late = second
    .query(`insert into consent values (5555, 'post', ${plainSealed(51, 22)})`)
    .catch((error: unknown) => error);
  await eventually('it waits', async () => {
    const { rows } = await owner.query(
      `select from pg_stat_activity where usename = 'jk_writer' and wait_event_type = 'Lock'`,
    );
    return rows.length === 1;
  });
  await writer.query('commit');
  assert.equal(((await late) as { code?: string }).code, 'JK505');
  await second.query(`insert into consent values (5555, 'post', ${plainSealed(50, 22)})`);
  assert.deepEqual([await entry(50), await entry(51)], [person(5555), undefined]);
});

test('guard is not called where neither a key nor a sealed value changes', async () => {
  const id = await member(60);
  const calls = async (client: pg.Client, statement: string) => {
    await client.query('begin');
    await client.query(`set local track_functions = 'all'`);
    await client.query(statement);
    const { rows } = await client.query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_xact_user_functions where funcname = 'guard'`,
    );
    await client.query('commit');
    return rows[0]?.calls;
  };
  assert.equal(await calls(owner, `update members set nickname = 'other', email = email where id = ${id}`), 0);
  assert.equal(await calls(owner, `insert into members (nickname) values ('bare')`), 0);
  // Equal to the type, since its term is the same, and yet another envelope.
  assert.equal(await calls(owner, `update members set email = ${email(60)} where id = ${id}`), 1);
});

test('emptying a table lets go of all its subjects', async () => {
  await writer.query(`insert into parcel values ('here', 70, ${plainSealed(70, 23)})`);
  await owner.query('truncate parcel');
  assert.deepEqual(await entry(70), { kind: 'former', person_table: 'public.parcel', person_key: null });
});

test('pii.sealed_table says whose a row is, for each kind of table', async () => {
  const id = await member(80);
  await writer.query(`insert into payout values (${id}, 2026, 80, null), (null, 2026, 81, ${plainSealed(81, 21)})`);
  await writer.query(`insert into parcel values ('here', 80, ${plainSealed(82, 23)})`);
  const { rows } = await reader.query<{ tbl: string; kind: string; key: string | null; owner: string }>(
    'select tbl::text, kind, key_column as key, owner from pii.sealed_table order by tbl::text',
  );
  assert.deepEqual(
    rows.map(({ tbl, kind, key }) => [tbl, kind, key]),
    [
      ['consent', 'column', 'member_id'],
      ['members', 'person', 'id'],
      ['parcel', 'via', null],
      ['payout', 'column', 'member_id'],
    ],
  );
  const whose = async (table: string, where: string) => {
    const { owner: expression = '' } = rows.find(({ tbl }) => tbl === table) ?? {};
    const found = await reader.query<{ it: string }>(
      `select ${expression.replaceAll('{row}', 'r')} as it from ${table} r where ${where}`,
    );
    return found.rows[0]?.it;
  };
  assert.equal(await whose('members', `id = ${id}`), await subjectOf(80));
  assert.equal(await whose('payout', 'id = 80'), await subjectOf(80), 'by its column, having no value');
  assert.equal(await whose('payout', 'id = 81'), await subjectOf(81));
  await writer.query('update payout set account = null where id = 81');
  assert.equal(await whose('payout', 'id = 81'), await subjectOf(81), 'by its own entry');
  assert.equal(await whose('parcel', 'id = 80'), await subjectOf(82));
});

test('what is no envelope of the column is not stored: a finder, a text, another field', async () => {
  const finder = `'${finderFor('kim1', groups.email)}'`;
  await refused(writer, `insert into members (email) values (${finder})`, '23514');
  await refused(writer, `insert into members (email) values ('kim@example.kr')`, '23514');
  await refused(writer, `insert into members (email) values (${phone(905)})`, '23514');
  await refused(writer, `insert into members (email) select nickname from members`, '42804');
  await refused(writer, `insert into members (email) select nickname::pii.sealed from members`, 'JK503');
});

test('a writer with a list writes for those on it, and the wall refuses the others', async () => {
  const { rows } = await listed.query<{ id: number }>(
    `update members set email = ${email(1, 'kim1')}, nickname = 'mine' returning id`,
  );
  assert.equal(rows.length, 1);
  await refused(listed, `insert into members (email) values (${email(906)})`, '42501');
  await refused(
    listed,
    `insert into members (email) values (${email(2)}) on conflict (email) do update set nickname = 'x'`,
    '42501',
  );
  await refused(listed, `insert into members (nickname) values ('nobody yet')`, '42501');
  assert.equal((await listed.query(`delete from members where nickname = 'n2'`)).rowCount, 0);
});

/** The groups of the row wall that a role is in. */
async function walls(role: string): Promise<string[]> {
  const { rows } = await owner.query<{ it: string }>(
    `select roleid::regrole::text as it from pg_auth_members where member = $1::regrole and roleid::regrole::text like '%walled' order by 1`,
    [role],
  );
  return rows.map(({ it }) => it);
}

test('the row wall stands before all grants but those of services to everybody', async () => {
  for (const role of ['jk_writer', 'jk_listed', 'jk_reader', 'jk_service_listed'])
    assert.deepEqual(await walls(role), ['jikimi_walled'], role);
  assert.deepEqual(await walls('jk_service'), ['jikimi_unwalled']);
  await owner.query(`insert into members (id, email) values (951, ${email(951)})`);
  for (const [client, count] of [
    [service, 1],
    [reader, 1],
    [listed, 0],
  ] as const)
    assert.equal((await client.query('select from members where id = 951')).rowCount, count);
  const one = await connected(as('jk_service_listed'));
  assert.equal((await one.query('select from members where id = 951')).rowCount, 0);
  await one.end();
});

test('a role moves to the group of its grant when it is minted again, also one that lived when there was one group', async () => {
  await mint('jk_moved', { service: true });
  await owner.query(`revoke jikimi_unwalled from jk_moved granted by jikimi_gateway;
    grant jikimi_walled to jk_moved with inherit true, set false granted by jikimi_gateway`);
  await mint('jk_moved', { service: true });
  assert.deepEqual(await walls('jk_moved'), ['jikimi_unwalled']);
  await mint('jk_moved', { subjects: [await subjectOf(1)], service: true });
  assert.deepEqual(await walls('jk_moved'), ['jikimi_walled']);
});

test('no role puts itself, or another, before the row wall', async () => {
  for (const client of [writer, listed, reader, service])
    for (const statement of [
      'grant jikimi_unwalled to current_user',
      'grant jikimi_unwalled to jk_listed',
      'revoke jikimi_walled from current_user',
      'set role jikimi_unwalled',
      'set session authorization jikimi_gateway',
      'alter policy jikimi_known on members using (true)',
      'drop policy jikimi_wall on members',
      `select pii.protect('members', 'null', 'jikimi_reader')`,
    ])
      await refused(client, statement, '42501');
});

test('whoever saw everybody is ended at its time by the database itself', async () => {
  await mint('jk_ending', { service: true });
  const ending = await connected(as('jk_ending'));
  const gone = new Promise<string | undefined>((done) =>
    ending.on('error', (error: Error & { code?: string }) => done(error.code)),
  );
  assert.equal(await endOverdue(gatewayPool), 0);
  await mint('jk_ending', { service: true, until: '2020-01-01T00:00:00Z' });
  assert.equal(await endOverdue(gatewayPool), 1);
  assert.equal(await gone, '57P01');
});

test('a reader writes nothing', async () => {
  await refused(reader, `insert into members (nickname) values ('x')`, '42501');
  await refused(reader, `update members set nickname = 'x'`, '42501');
  await refused(reader, 'delete from members', '42501');
  await refused(reader, `select nextval('members_id_seq')`, '42501');
});

test('a writer reaches nothing of what holds writes: subjects, guard, triggers, rights, the columns that nobody reads', async () => {
  const statements = [
    'select from pii.subject',
    `insert into pii.subject values (gen_random_uuid(), 'person', 'public.members', '1')`,
    `update pii.subject set person_key = '1'`,
    'delete from pii.subject',
    `update pii.sealed_table set owner = 'null'`,
    'delete from pii.sealed_table',
    `select pii.stand_guard('members', 'x', 'x', 'via', null, '{}')`,
    `select pii.raise_not_theirs('a', 'b')`,
    'alter table members disable trigger all',
    'alter table members disable trigger "A_jikimi_guard_new"',
    'drop trigger "A_jikimi_guard_new" on members',
    `set session_replication_role = replica`,
    'alter table members disable row level security',
    'truncate members',
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'set role jikimi_writer',
    'set role jikimi_guard',
    `update members set hash = 'x'`,
    `insert into members (hash) values ('x')`,
    `select setval('members_id_seq', 1)`,
    `grant jikimi_writer to jk_reader`,
  ];
  for (const statement of statements) await refused(writer, statement, '42501');
  await refused(owner, `select pii.guard()`, '0A000');
});

test('the groups and the guard have exactly these rights', async () => {
  const { rows } = await owner.query<{ it: string }>(`
    select format('%s: %s on %s', x.grantee::regrole, string_agg(lower(x.privilege_type), ', ' order by x.privilege_type), c.oid::regclass) as it
    from pg_class c cross join lateral aclexplode(c.relacl) x
    where x.grantee in (select oid from pg_roles where rolname in ('jikimi_writer', 'jikimi_guard', 'jikimi_gateway')) and c.relnamespace <> 'pg_catalog'::regnamespace
    group by x.grantee, c.oid order by 1`);
  assert.deepEqual(
    rows.map(({ it }) => it),
    [
      'jikimi_gateway: delete, insert, select on pii.scope',
      'jikimi_guard: insert, select, update on pii.subject',
      'jikimi_writer: delete on members',
      'jikimi_writer: delete, insert, update on consent',
      'jikimi_writer: delete, insert, update on parcel',
      'jikimi_writer: delete, insert, update on payout',
      'jikimi_writer: usage on members_id_seq',
    ],
  );
  const guards = await owner.query<{ name: string; owner: string; definer: boolean; open: boolean }>(`
    select proname as name, proowner::regrole::text as owner, prosecdef as definer, has_function_privilege('jk_writer', oid, 'execute') as open
    from pg_proc where pronamespace = 'pii'::regnamespace and proname in ('guard', 'stand_guard', 'raise_not_theirs') order by 1`);
  assert.deepEqual(guards.rows, [
    { name: 'guard', owner: 'jikimi_guard', definer: true, open: false },
    { name: 'raise_not_theirs', owner: 'jikimi_guard', definer: false, open: false },
    { name: 'stand_guard', owner: 'postgres', definer: false, open: false },
  ]);
});

test('a table whose guard was taken or switched off is seen', async () => {
  assert.deepEqual(await unguardedTables(owner), []);
  for (const [harm, table] of [
    ['alter table members disable trigger "A_jikimi_guard_changed"', 'public.members'],
    ['drop trigger "A_jikimi_guard_new" on payout', 'public.payout'],
    [`delete from pii.sealed_table where kind = 'via'`, 'public.parcel'],
  ] as const) {
    await owner.query('begin');
    await owner.query(harm);
    assert.deepEqual(await unguardedTables(owner), [table], harm);
    await owner.query('rollback');
  }
});
