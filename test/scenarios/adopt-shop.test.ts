/** `jikimi adopt` on what Pagila has not: partitions, composite keys, foreign keys between sealed columns, materialized views, rights, checks. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { withClient } from '../support/cluster.ts';
import { type Jikimi, runCommand, startJikimi } from '../support/jikimi.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../support/shop', name), 'utf8');

suite('jikimi adopt, on a shop', () => {
  let jikimi: Jikimi;
  let owner: pg.Client;
  let files: string;
  let uri: string;

  before(async () => {
    jikimi = await startJikimi();
    uri = jikimi.membersUri.replace(/\/[^/]*$/, '/shop');
    await withClient(jikimi.membersUri, (client) => client.query('create database shop'));
    owner = new pg.Client({ connectionString: uri });
    await owner.connect();
    await owner.query(read('schema.sql'));
    files = mkdtempSync(join(tmpdir(), 'jikimi-maps-'));
  });

  after(async () => {
    await owner?.end();
    await jikimi?.stop();
    if (files !== undefined) rmSync(files, { recursive: true, force: true });
  });

  const adopt = (text: string, ...words: string[]) => {
    const file = join(files, 'map.yaml');
    writeFileSync(file, text);
    return runCommand({ ...jikimi.environment, JIKIMI_ADOPT_URI: uri }, ['adopt', file, '--as', 'cpo', ...words]);
  };

  test('what computes on a sealed column needs an answer each, by name', async () => {
    const answered = read('map.yaml');
    const told = await adopt(answered.replace(/^views:[^]*/m, 'drop: [table column crm.person.full_]'));
    assert.match(told.stderr, /^JK624 .*\(10\): /m, told.stderr);
    for (const name of [
      'function crm.g(bigint)',
      'policy mine on crm.letter',
      'table constraint person_name_check on crm.person',
      'trigger watches on crm.person',
      'trigger notes on crm.person',
      'trigger lowers on crm.event_1',
      'trigger logs on crm.letter',
      'view crm.whole_names',
      'index crm.mat_lower',
      'default value for crm.person.name',
    ])
      assert.ok(told.stderr.includes(name), `${name} is not in: ${told.stderr}`);
    const mistyped = await adopt(answered.replace('drop:', 'drop:\n  - trigger watched on crm.person'));
    assert.match(
      mistyped.stderr,
      /^JK610 .*, line \d+: drop\.0 names trigger watched on crm\.person, and nothing of that name/m,
      mistyped.stderr,
    );
    const shared = await adopt(answered.replace(', shared: unowned', ''));
    assert.match(shared.stderr, /^JK623 1 rows of crm\.house lead to more than one person[^]*: id 1\./m, shared.stderr);
  });

  test('the plan names the server and the database, and warns that nobody approves for a new service', async () => {
    const { stdout } = await adopt(read('map.yaml'), '--dry-run');
    assert.ok(stdout.includes(`What adopting "shop" means: ${new URL(uri).host}/shop\n`), stdout);
    assert.match(stdout, /The map brings the service "shop" with it\. Where it is new, nobody holds the office/);
  });

  test('the plan names the programs that are connected, and not what they ask', async () => {
    const config = { connectionString: uri, application_name: 'shop web' };
    const programs = [new pg.Client(config), new pg.Client(config)];
    await Promise.all(programs.map((one) => one.connect()));
    await programs[0]?.query(`select 'kim@example.kr'`);
    const told = await adopt(read('map.yaml'), '--dry-run');
    const korean = await adopt(read('map.yaml'), '--dry-run', '--lang', 'ko');
    const { plan } = JSON.parse((await adopt(read('map.yaml'), '--dry-run', '--json')).stdout);
    await Promise.all(programs.map((one) => one.end()));
    assert.match(told.stdout, /\nConnected now: .*\n( .*\n)* {2}postgres \(shop web\): 2 connections\n/);
    assert.match(korean.stdout, / {2}postgres\(shop web\): 연결 2개\n/);
    assert.ok(
      plan.connected.some((one: object) =>
        isDeepStrictEqual(one, { user: 'postgres', application: 'shop web', connections: 2 }),
      ),
    );
    assert.doesNotMatch(told.stdout + JSON.stringify(plan), /jikimi adopt|kim@/);
  });

  test('everything else is kept, made again or dropped as the plan says', { timeout: 120_000 }, async () => {
    const { code, stderr } = await adopt(read('map.yaml'), '--json');
    assert.equal(code, 0, stderr);
    const { rows } = await owner.query<{ rel: string; names: string[] }>(`
      select attrelid::regclass::text as rel, array_agg(attname::text order by attnum) as names from pg_attribute
      where atttypid = 'pii.sealed'::regtype and attrelid in (select oid from pg_class where relnamespace = 'crm'::regnamespace and relkind in ('r', 'p', 'v', 'm'))
      group by attrelid order by 1`);
    assert.deepEqual(Object.fromEntries(rows.map((row) => [row.rel, row.names])), {
      'crm.event': ['phone'],
      'crm.event_1': ['phone'],
      'crm.event_2': ['phone'],
      'crm.house': ['street'],
      'crm.letter': ['sent_to', 'body'],
      'crm.mails': ['mail'],
      'crm.mails2': ['mail'],
      'crm.mat': ['email'],
      'crm.person': ['email', 'name', 'born', 'note'],
    });
    const facts = await owner.query<Record<string, unknown>>(`
      select (select pg_get_constraintdef(oid) || ': ' || obj_description(oid) from pg_constraint where conname = 'letter_sent_to_fkey') as fk,
        (select array_agg(format('%s %s', tgname, tgenabled) order by tgname)::text[] from pg_trigger where tgname in ('watches', 'notes', 'logs', 'lowers')) as triggers,
        (select count(*)::int from pg_index where indrelid = 'crm.person'::regclass and indisunique) as unique_indexes,
        (select relacl::text from pg_class where oid = 'crm.mails'::regclass) as rights,
        (select reloptions::text from pg_class where oid = 'crm.mails'::regclass) as options,
        obj_description('crm.mails'::regclass) as comment, col_description('crm.person'::regclass, 2) as column_comment,
        (select pg_get_userbyid(relowner) from pg_class where oid = 'crm.mails2'::regclass)::text as owner,
        to_regclass('crm.mat_id') is not null as index_of_copy, (select count(*)::int from crm.mat) as copied,
        (select count(*)::int from pii.subject where kind = 'person') as persons,
        has_database_privilege('app', current_database(), 'temporary') as app_keeps_temporary, has_database_privilege('jikimi_reader', current_database(), 'temporary') as readers_have_it`);
    assert.deepEqual(facts.rows[0], {
      fk: 'FOREIGN KEY (sent_to) REFERENCES crm.person(email) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED: whose it is',
      triggers: ['logs O', 'notes D'],
      unique_indexes: 2,
      rights: '{postgres=arwdDxtm/postgres,app=r*/postgres,boss=r/postgres}',
      options: '{security_barrier=true}',
      comment: "it's",
      column_comment: 'mail',
      owner: 'boss',
      index_of_copy: true,
      copied: 1203,
      persons: 1203,
      app_keeps_temporary: true,
      readers_have_it: false,
    });
  });

  test('every table with sealed columns has its guard, which finds the subject of each of its rows, and holds it to them', async () => {
    const { rows } = await owner.query<{ tbl: string; kind: string; key: string | null; owner: string }>(
      'select tbl::text, kind, key_column as key, owner from pii.sealed_table order by tbl::text',
    );
    assert.deepEqual(
      rows.map(({ tbl, kind, key }) => [tbl, kind, key]),
      [
        ['crm.event', 'column', 'who'],
        ['crm.house', 'via', null],
        ['crm.letter', 'column', 'person'],
        ['crm.person', 'person', 'id'],
      ],
    );
    assert.equal((await owner.query('select from pii.unguarded')).rowCount, 0);
    for (const { tbl, owner: expression } of rows) {
      const unknown = await owner.query(`select from ${tbl} r where (${expression.replaceAll('{row}', 'r')}) is null`);
      assert.equal(unknown.rowCount, 0, tbl);
    }
    await assert.rejects(
      owner.query('insert into crm.house select max(id) + 1, (array_agg(street))[1] from crm.house'),
      {
        code: 'JK505',
      },
    );
    await owner.query('drop trigger "A_jikimi_guard_new" on crm.letter');
    const again = await adopt(read('map.yaml'));
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /Nobody holds the office "responsible" for the service "shop"/);
    assert.match(
      again.stdout,
      /jikimi purpose approve PURPOSE --service shop --database shop --field crm\.person\.email=full --field crm\.person\.name=full --field crm\.person\.born=full … /,
    );
    assert.match(
      again.stdout,
      /jikimi grant request NAME --holder ACCOUNT --service shop --database shop --purpose PURPOSE /,
    );
    assert.match(again.stdout, /Without the guard of what is written, which they get: crm\.letter/);
    assert.equal((await owner.query('select from pii.unguarded')).rowCount, 0);
  });

  test('a map that says otherwise of a column that is not sealed changes who may read and write it', async () => {
    const rights = async () => {
      const { rows } = await owner.query<Record<string, boolean>>(`
        select has_column_privilege('jikimi_reader', 'crm.letter', 'person', 'select') as key, has_column_privilege('jikimi_reader', 'crm.letter', 'n', 'select') as read,
          has_column_privilege('jikimi_writer', 'crm.letter', 'n', 'insert') as made, has_column_privilege('jikimi_writer', 'crm.letter', 'n', 'update') as written`);
      return Object.values(rows[0] ?? {});
    };
    const open = read('map.yaml');
    const closed = open.replace('plain: [person, n]', 'plain: [person]\n    never: [n]');
    assert.deepEqual(await rights(), [true, true, true, true]);
    const told = await adopt(closed, '--dry-run');
    assert.match(told.stdout, /other rights than the map says, which are set as it says: crm\.letter\n/, told.stderr);
    assert.deepEqual(await rights(), [true, true, true, true]);
    for (const [text, expected] of [
      [closed, [true, false, false, false]],
      [open, [true, true, true, true]],
    ] as const) {
      const { code, stderr } = await adopt(text);
      assert.equal(code, 0, stderr);
      assert.deepEqual(await rights(), expected);
      assert.match((await adopt(text)).stdout, /nothing to do/);
    }
    const elsewhere = await adopt(closed, '--reach', '127.0.0.9:1');
    assert.match(elsewhere.stderr, /^JK635 "shop" is registered at another address: shop on /m, elsewhere.stderr);
    assert.deepEqual(await rights(), [true, true, true, true], 'refused, and yet done');
  });

  test('values that differ in spelling only keep a unique index from standing, and nothing is taken over', async () => {
    await owner.query(`create table crm.nick (id bigint primary key references crm.person, mail text unique)`);
    await owner.query(`insert into crm.nick values (1, 'Kim@x.kr'), (2, 'kim@X.KR')`);
    const more = read('map.yaml').replace(
      'tables:',
      'tables:\n  crm.nick:\n    subject: id\n    columns: { mail: { category: email, find: email } }\n    plain: [id]',
    );
    const told = await adopt(more);
    assert.match(told.stderr, /^JK630 A unique index over crm\.nick cannot stay[^]*nick_mail_key/m, told.stderr);
    assert.doesNotMatch(told.stderr, /kim@/i);
    const { rows } = await owner.query<{ mail: string }>('select mail from crm.nick order by id');
    assert.deepEqual(
      rows.map((row) => row.mail),
      ['Kim@x.kr', 'kim@X.KR'],
    );
  });
});
