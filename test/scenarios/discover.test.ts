/** `jikimi discover` on real and made-up databases: what it says, that its map is one, and that it neither writes nor tells a value. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import pg from 'pg';
import { truthOf, truths } from '../../bench/discover-truth.ts';
import type { Report } from '../../src/catalog/discovery/mod.ts';
import { discoverAt } from '../../src/cli/discover-process.ts';
import { enter, parseMap, plan } from '../../src/custody/adoption/mod.ts';
import type { Cluster } from '../../src/platform/mod.ts';
import { Refusal } from '../../src/platform/mod.ts';
import { loadAdventureWorks, noAdventureWorks } from '../support/adventureworks.sql.ts';
import { testCluster, withClient } from '../support/cluster.ts';
import { runCommand } from '../support/jikimi.ts';
import { makeDatabase } from '../support/made/database.ts';
import { schemas } from '../support/made/schemas.ts';
import { loadPagila, noPagila } from '../support/pagila.ts';

suite('jikimi discover', () => {
  let cluster: Cluster;
  const silent = () => undefined;
  const as = (role: string, database: string) => {
    const uri = new URL(cluster.uri(database));
    uri.username = role;
    uri.password = 'for-this-test';
    return uri.href;
  };
  const make = async (name: string, fill: (client: pg.Client) => Promise<unknown>) => {
    await withClient(cluster.uri('postgres'), (client) => client.query(`create database ${name}`));
    await withClient(cluster.uri(name), fill);
  };
  const columnOf = (report: Report, table: string, column: string) => {
    const found = report.columns.find((one) => one.table === table && one.column === column);
    assert.ok(found !== undefined, `${table}.${column} is not in the report`);
    return found;
  };
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      return Refusal.from(error).code;
    }
    return 'none';
  };

  before(async () => {
    cluster = await testCluster(['autovacuum=off']);
    await withClient(cluster.uri('postgres'), (client) =>
      client.query(`
        create role reader login password 'for-this-test' in role pg_read_all_data;
        create role stranger login password 'for-this-test'`),
    );
    await make('mall', (client) => makeDatabase(client, schemas['mall'] ?? ''));
  });
  after(() => cluster?.stop());

  test('a role that may only read is enough, and nothing is written with one that may do all', async () => {
    const next = () =>
      withClient(cluster.uri('mall'), async (client) => {
        const { rows } = await client.query<{ xid: string }>(
          'select pg_snapshot_xmax(pg_current_snapshot())::text as xid',
        );
        return rows[0]?.xid;
      });
    const before = await next();
    const read = await discoverAt(as('reader', 'mall'), 'en', silent);
    const mighty = await discoverAt(cluster.uri('mall'), 'en', silent);
    assert.equal(await next(), before, 'no transaction wrote');
    assert.equal(read.mayWrite, false);
    assert.ok(!read.map.includes('may also write'));
    assert.equal(mighty.mayWrite, true);
    assert.match(mighty.map, /^# The role "postgres" may also write here\./m);
    assert.deepEqual(read.columns, mighty.columns);
    assert.deepEqual(read.subject, { table: 'public.회원', key: '회원번호' });
  });

  test('each finding says why and how sure, and no value stands in map or report', async () => {
    const report = await discoverAt(as('reader', 'mall'), 'ko', silent);
    const { finding, kind, sure, treatment, reasons } = columnOf(report, 'public.회원', '비밀번호');
    assert.deepEqual([finding, kind, treatment], ['password', 'bcrypt', 'hashed']);
    assert.ok(sure > 0.9 && reasons.length > 0);
    assert.deepEqual(columnOf(report, 'public.상담이력', '상담내용').inside, ['email', 'phone']);
    assert.match(
      report.map,
      /^ {6}휴대폰번호: \{ category: phone, find: phone \} # 전화번호, \d+%: .*300개 중 300개가 형식 일치/m,
    );
    const said = JSON.stringify(report);
    const personal = report.columns.filter((one) => one.finding !== null);
    assert.ok(personal.length > 15);
    await withClient(cluster.uri('mall'), async (client) => {
      for (const { table, column } of personal) {
        const { rows } = await client.query<{ value: string }>(
          `select distinct "${column}"::text as value from "${table.replace('public.', '')}" where length("${column}"::text) > 2`,
        );
        const leaked = rows.filter(({ value }) => said.includes(value));
        assert.deepEqual(leaked, [], `${table}.${column}`);
      }
    });
  });

  test('Pagila: customers are the subject, addresses are theirs, and adopt plans by the map as it is printed', {
    skip: noPagila,
  }, async () => {
    await loadPagila(cluster.uri('postgres'));
    const report = await discoverAt(as('reader', 'pagila'), 'en', silent);
    assert.deepEqual(report.subject, { table: 'public.customer', key: 'customer_id' });
    const way = (table: string) => report.tables.find((one) => one.table === `public.${table}`)?.way;
    assert.deepEqual(way('address'), { kind: 'via', table: 'public.customer', column: 'address_id', key: null });
    assert.deepEqual(way('rental'), { kind: 'column', column: 'customer_id', by: 'key' });
    assert.equal(way('staff'), null);
    assert.equal(columnOf(report, 'public.staff', 'password').kind, 'sha1');
    assert.equal(columnOf(report, 'public.staff', 'email').obstacle, 'nobody');
    const map = parseMap(report.map, 'pagila.yaml');
    const planned = await withClient(cluster.uri('pagila'), async (client) => {
      await enter(client);
      return plan(client, map);
    });
    assert.deepEqual(
      planned.tables.map((one) => [one.table, one.columns.length]),
      [
        ['public.customer', 3],
        ['public.address', 4],
      ],
    );
  });

  test('AdventureWorks: the person is found by what others keep of it, over several steps', {
    skip: noAdventureWorks,
  }, async () => {
    await make('adventureworks', async () => {
      const pool = new pg.Pool({ connectionString: cluster.uri('adventureworks'), max: 1 });
      await loadAdventureWorks(pool);
      await pool.end();
    });
    const report = await discoverAt(as('reader', 'adventureworks'), 'en', silent);
    assert.deepEqual(report.subject, { table: 'person.person', key: 'businessentityid' });
    const way = (table: string) => report.tables.find((one) => one.table === table)?.way;
    assert.deepEqual(way('person.businessentityaddress'), { kind: 'column', column: 'businessentityid', by: 'key' });
    assert.deepEqual(way('person.address'), {
      kind: 'via',
      table: 'person.businessentityaddress',
      column: 'addressid',
      key: null,
    });
    assert.deepEqual(way('sales.creditcard'), {
      kind: 'via',
      table: 'sales.personcreditcard',
      column: 'creditcardid',
      key: null,
    });
    assert.equal(columnOf(report, 'person.password', 'passwordhash').kind, 'sha256');
    assert.equal(columnOf(report, 'person.password', 'passwordsalt').kind, 'salt');
    assert.match(
      report.map,
      /try with an account whose password you know: passwords: \{ passwordhash: \{ scheme: sha256, encoding: base64, salt: \{ column: passwordsalt, place: before \} \} \}/,
    );
    assert.equal(columnOf(report, 'person.personphone', 'phonenumber').obstacle, 'key');
    assert.match(report.map, /- phonenumber # phone number, .*a primary or partition key cannot be/);
    assert.equal(columnOf(report, 'sales.customer', 'accountnumber').finding, null);
    assert.doesNotThrow(() => parseMap(report.map, 'adventureworks.yaml'));
  });

  test('a table that is locked or not ours to read does not end the whole: its names alone speak', async () => {
    await withClient(cluster.uri('mall'), (client) =>
      client.query('grant select on "회원", "주문", "매장" to stranger'),
    );
    const holder = new pg.Client({ connectionString: cluster.uri('mall') });
    await holder.connect();
    try {
      await holder.query('begin; lock table "주문"');
      const report = await discoverAt(as('stranger', 'mall'), 'en', silent);
      const why = Object.fromEntries(report.unread.map((one) => [one.table, one.why]));
      assert.equal(why['public.주문'], '55P03');
      assert.equal(why['public.배송지'], '42501');
      assert.ok(!('public.회원' in why));
      const card = columnOf(report, 'public.주문', '카드번호');
      assert.equal(card.finding, 'card');
      assert.ok(card.reasons.some((one) => one.because === 'not-read'));
      assert.match(report.map, /^# {3}public\.주문 \(locked\)$/m);
    } finally {
      await holder.end();
    }
  });

  test('without rows the names of columns are enough, and the map says that they alone spoke', async () => {
    await make('hollow', (client) => makeDatabase(client, schemas['mall'] ?? '', { filled: false }));
    const report = await discoverAt(as('reader', 'hollow'), 'en', silent);
    const truth = truths['mall'] ?? {};
    for (const { table, column, finding } of report.columns) {
      const expected = truthOf(truth, table, column);
      if (expected !== '?' && finding !== 'text' && expected !== 'text')
        assert.equal(finding, expected, `${table}.${column}`);
    }
    assert.match(report.map, /회원: # no rows: names alone speak/);
    assert.deepEqual(report.subject, { table: 'public.회원', key: '회원번호' });
  });

  test('tables that nobody ever analysed are counted, so that a list is not taken for something of a person', async () => {
    await make('fresh', (client) =>
      client.query(`
        create table place (id int primary key, street text, phone text);
        create table home (id int primary key, street text);
        create table member (id int primary key, first_name text, email text, place_id int references place, home_id int references home);
        insert into place select n, n || ' Main Street', '010-1234-567' || n from generate_series(1, 3) n;
        insert into home select n, n || ' Main Street' from generate_series(1, 900) n;
        insert into member select n, 'Anna', 'a' || n || '@example.kr', 1 + n % 3, n from generate_series(1, 900) n`),
    );
    const report = await discoverAt(as('reader', 'fresh'), 'en', silent);
    assert.deepEqual(
      report.tables.map((one) => [one.table, one.rows, one.way?.kind ?? null]),
      [
        ['public.home', 900, 'via'],
        ['public.member', 900, 'column'],
        ['public.place', 3, null],
      ],
    );
    assert.equal(columnOf(report, 'public.place', 'street').obstacle, 'nobody');
  });

  test('names that YAML and terminals would take for something else come through the map as they are', async () => {
    const odd = ['yes', 'a: b', 'semi;\n# colon', 'null', 'quo"te', '한 글', 'back\\slash', '\u202Eright'];
    await make('odd', async (client) => {
      const columns = odd.map((name) => `"${name.replaceAll('"', '""')}" text`).join(', ');
      await client.query(`create table "People: all" (id int primary key, first_name text, email text, ${columns})`);
      await client.query(`insert into "People: all" (id, email, yes) values (1, 'kim@example.kr', 'x')`);
    });
    const report = await discoverAt(as('reader', 'odd'), 'en', silent);
    const map = parseMap(report.map, 'odd.yaml');
    assert.deepEqual(map.subject, { table: { schema: 'public', table: 'People: all' }, key: 'id' });
    const told = map.tables.flatMap((one) => [...one.columns.map((each) => each.column), ...one.plain, ...one.never]);
    assert.deepEqual(told.toSorted(), ['id', 'first_name', 'email', ...odd].toSorted());
    assert.doesNotMatch(report.map, /\u202E/);
  });

  test('what cannot be looked at is refused with its code', async () => {
    await make('bare', async () => undefined);
    assert.equal(await refusal(discoverAt(as('reader', 'bare'), 'en', silent)), 'JK652');
    assert.equal(await refusal(discoverAt(as('stranger', 'hollow'), 'en', silent)), 'JK653');
    assert.equal(await refusal(discoverAt(as('reader', 'nowhere'), 'en', silent)), 'JK651');
    assert.equal(
      await refusal(discoverAt(as('reader', 'hollow').replace(':for-this-test@', '@'), 'en', silent)),
      'JK658',
    );
    assert.equal(await refusal(discoverAt('mysql://a:b@localhost/c', 'en', silent)), 'JK655');
  });

  test('the verb prints the map alone, takes the URL from the environment, and makes no home', async () => {
    const home = join(mkdtempSync(join(tmpdir(), 'jikimi-discover-')), 'home');
    const environment = { ...process.env, JIKIMI_HOME: home, JIKIMI_LANG: 'en' };
    const uri = as('reader', 'mall');
    const plain = await runCommand({ ...environment, JIKIMI_DISCOVER_URI: uri }, ['discover']);
    assert.equal(plain.code, 0, plain.stderr);
    assert.equal(plain.stderr, '');
    assert.equal(parseMap(plain.stdout, '-').database, 'mall');
    const json = await runCommand(environment, ['discover', uri, '--json']);
    assert.equal((JSON.parse(json.stdout) as Report).map.trim(), plain.stdout.trim());
    const away = await runCommand(environment, ['discover', 'postgresql://reader:secret@127.0.0.1:1/mall', '--json']);
    assert.equal(away.code, 1);
    assert.equal((JSON.parse(away.stderr) as { code: string }).code, 'JK650');
    assert.ok(!`${away.stdout}${away.stderr}`.includes('secret'));
    assert.ok(!existsSync(home));
  });

  test('the progress bar names the tables on a terminal, and the map stays alone on standard output', {
    skip: existsSync('/usr/bin/script') ? false : 'no script(1) to make a terminal',
  }, () => {
    const map = join(mkdtempSync(join(tmpdir(), 'jikimi-discover-')), 'map.yaml');
    const { status, stdout } = spawnSync(
      '/usr/bin/script',
      ['-qec', `'${process.execPath}' bin/jikimi.cjs discover > '${map}'`, '/dev/null'],
      {
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, TERM: 'xterm', JIKIMI_LANG: 'en', JIKIMI_DISCOVER_URI: as('reader', 'mall') },
      },
    );
    assert.equal(status, 0, stdout);
    assert.match(stdout, /\d+\/7 public\./);
    assert.doesNotMatch(stdout, /subject:/);
    const written = readFileSync(map, 'utf8');
    assert.equal(parseMap(written, '-').database, 'mall');
    assert.ok(!written.includes('\u001B'));
  });
});
