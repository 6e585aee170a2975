/** `jikimi adopt` on a real database: what it says first, what it refuses, what a kill leaves, and what is there afterwards. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, suite, test } from 'node:test';
import pg from 'pg';
import { accounts, service } from '../../example/haneul/organisation.ts';
import { verifyPassword } from '../../examples/service/password.ts';
import { approvePurpose, databaseByName, fieldsOf } from '../../src/catalog/mod.ts';
import type { HistoryPage } from '../../src/custody/light.ts';
import { enter, parseMap, plan, refuseUnanswered } from '../../src/custody/adoption/mod.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { Refusal } from '../../src/platform/mod.ts';
import { adopterOf } from '../support/adopter.ts';
import { freePort } from '../support/cluster.ts';
import { type Jikimi, runCommand, startJikimi } from '../support/jikimi.ts';
import { loadPagila, noPagila, pagilaUri, schemaOf, valuesInFiles, viewCounts } from '../support/pagila.ts';
import { psql } from '../support/psql.ts';

const root = join(import.meta.dirname, '../..');
const mapFile = join(root, 'examples/pagila/map.yaml');
const mapText = readFileSync(mapFile, 'utf8');

suite('jikimi adopt, on Pagila', { skip: noPagila }, () => {
  let jikimi: Jikimi;
  let uri: string;
  let owner: pg.Client;
  let files: string;
  let untouched: string[];
  let countsBefore: Record<string, string>;
  let known: string[];

  before(async () => {
    jikimi = await startJikimi();
    await loadPagila(jikimi.membersUri);
    uri = pagilaUri(jikimi.membersUri);
    owner = new pg.Client({ connectionString: uri });
    await owner.connect();
    files = mkdtempSync(join(tmpdir(), 'jikimi-maps-'));
    untouched = await schemaOf(owner);
    countsBefore = await viewCounts(owner);
    const { rows } = await owner.query<{ value: string }>(`
      (select email as value from customer order by customer_id limit 30)
      union all (select address from address where address_id > 4 order by address_id limit 10)
      union all (select phone from address where address_id > 4 order by address_id desc limit 10)`);
    known = rows.map((row) => row.value);
  });

  after(async () => {
    await owner?.end();
    await jikimi?.stop();
    if (files !== undefined) rmSync(files, { recursive: true, force: true });
  });

  const writeMap = (name: string, ...changes: readonly (readonly [string, string])[]): string => {
    const file = join(files, `${name}.yaml`);
    let text = mapText;
    for (const [from, to] of changes) {
      assert.ok(text.includes(from), `the map has no ${from}`);
      text = text.replace(from, to);
    }
    writeFileSync(file, text);
    return file;
  };
  const adopt = (file: string, database = uri, ...words: string[]) =>
    runCommand({ ...jikimi.environment, JIKIMI_ADOPT_URI: database }, ['adopt', file, '--as', 'cpo', ...words]);
  const cluster = () => join(jikimi.config.home, 'postgres', 'members');
  const inFiles = async () => {
    await owner.query('checkpoint');
    const { rows } = await owner.query<{ oid: number }>(
      'select oid from pg_database where datname = current_database()',
    );
    return valuesInFiles(cluster(), rows[0]?.oid ?? 0, known);
  };

  test('--dry-run names what will be sealed and what would break, and changes nothing', async () => {
    const { code, stdout, stderr } = await adopt(mapFile, uri, '--dry-run', '--json');
    assert.equal(code, 0, stderr);
    const told = JSON.parse(stdout) as {
      plan: {
        tables: { table: string; rows: number; unowned: number }[];
        consequences: { kind: string; name: string; effect: string }[];
      };
    };
    assert.deepEqual(
      told.plan.tables.map(({ table, rows, unowned }) => [table, rows, unowned]),
      [
        ['public.customer', 599, 0],
        ['public.address', 603, 4],
        ['public.staff', 2, 0],
      ],
    );
    const effects = told.plan.consequences
      .filter((one) => one.effect !== 'exposed')
      .map(({ kind, name, effect }) => `${effect}: ${kind} ${name}`);
    assert.deepEqual(effects.toSorted(), [
      'dropped: index public.idx_last_name',
      'may-break: function public.rewards_report(min_monthly_purchases integer, min_dollar_amount_purchased numeric)',
      'recreated: view public.staff_list',
      'replaced: view public.customer_list',
    ]);
    assert.deepEqual(await schemaOf(owner), untouched);
  });

  test('a map or a database that will not do is refused in words, and nothing is changed', async () => {
    const password = 'a-password-of-the-test';
    await owner.query(`create role clerk login password '${password}'`);
    const asClerk = uri.replace(/\/\/[^@]+@/, `//clerk:${password}@`);
    const nowhere = uri.replace(/:\d+\/pagila$/, `:${await freePort()}/pagila`);
    const maps: readonly (readonly [code: string, says: RegExp, ...change: (readonly [string, string])[]])[] = [
      [
        'JK617',
        /^map, line \d+: tables\.customer says nothing of these columns of public\.customer: active\./,
        [', active]\n', ']\n'],
      ],
      ['JK624', /view public\.customer_list/, ['  customer_list:', '  staff_list:']],
      [
        'JK610',
        /views\.another_list names public\.another_list, and nothing of that name/,
        ['  customer_list:', '  another_list:'],
      ],
      [
        'JK625',
        /public\.customer_list cannot be made beside sealed columns: \|\| on first_name gives ciphertext/,
        ['cu.first_name, cu.last_name,', "cu.first_name || ' ' || cu.last_name as name,"],
      ],
      [
        'JK625',
        /public\.customer_list cannot be made/,
        ['cu.first_name, cu.last_name,', 'cu.first_name < cu.last_name as sorted,'],
      ],
      ['JK622', /does not lead to a data subject: circle/, ['via: customer.address_id', 'via: address.address_id']],
      ['JK616', /public\.customer has no column "street_id"/, ['via: customer.address_id', 'via: customer.street_id']],
      [
        'JK618',
        /activebool is of type boolean/,
        ['      email:', '      activebool: { category: text }\n      email:'],
        ['activebool, create', 'create'],
      ],
      [
        'JK620',
        /customer_id belongs to the primary key/,
        ['      email:', '      customer_id: { category: text }\n      email:'],
        ['plain: [customer_id,', 'plain: ['],
      ],
      ['JK610', /^map, line \d+: tables\.customer\.columnes is not known here/, ['    columns:', '    columnes:']],
    ];
    for (const [code, says, ...changes] of maps) {
      const client = new pg.Client({ connectionString: uri });
      await client.connect();
      const refused = async () => {
        const map = parseMap(readFileSync(writeMap('wrong', ...changes), 'utf8'), 'map');
        await enter(client);
        refuseUnanswered(await plan(client, map));
      };
      await assert.rejects(
        refused,
        (error: unknown) => error instanceof Refusal && error.code === code && says.test(error.message),
        code,
      );
      await client.end();
    }
    const databases: readonly (readonly [code: string, says: RegExp, file: string, database: string])[] = [
      [
        'JK616',
        /tables\.customer\.columns\.nickname: public\.customer has no column "nickname"[^]*first_name/,
        writeMap('missing', ['first_name: {', 'nickname: {']),
        uri,
      ],
      ['JK613', /"clerk" is no superuser/, mapFile, asClerk],
      ['JK612', /SQLSTATE 28P01/, mapFile, asClerk.replace(password, 'wrong')],
      [
        'JK658',
        /asks for a password, and the connection string has none/,
        mapFile,
        asClerk.replace(`:${password}@`, '@'),
      ],
      ['JK611', /does not answer at 127\.0\.0\.1:/, mapFile, nowhere],
    ];
    for (const [code, says, file, database] of databases) {
      const told = await adopt(file, database);
      assert.equal(told.code, 1, code);
      assert.match(told.stderr, new RegExp(`^${code} `, 'm'), told.stderr);
      assert.match(told.stderr, says);
      assert.doesNotMatch(told.stderr, new RegExp(password));
    }
    assert.deepEqual(await schemaOf(owner), untouched);
    assert.equal(await databaseByName(jikimi.office, 'pagila'), undefined);
  });

  test('the handler may not register a database', async () => {
    const told = await runCommand({ ...jikimi.environment, JIKIMI_ADOPT_URI: uri }, [
      'adopt',
      mapFile,
      '--as',
      'handler',
    ]);
    assert.match(told.stderr, /JK103/);
    assert.deepEqual(await schemaOf(owner), untouched);
  });

  test('kill -9 leaves every table as it was or wholly sealed, and adopt goes on from there', {
    timeout: 180_000,
  }, async () => {
    assert.equal((await inFiles()).length, 50);
    const other = new pg.Client({ connectionString: uri });
    await other.connect();
    const blockedOn = async (query: string) => {
      const { rows } = await owner.query(
        `select from pg_stat_activity where application_name = 'jikimi adopt' and wait_event_type = 'Lock' and query ilike $1`,
        [`%${query}%`],
      );
      return rows.length > 0;
    };
    /** Runs adopt against a lock of ours, kills its child where it waits, and lets go. */
    const killAt = async (when: () => Promise<boolean>, lock: string, blocked: () => Promise<boolean>) => {
      const child = spawn(process.execPath, ['bin/jikimi.ts', 'adopt', mapFile, '--as', 'cpo'], {
        cwd: root,
        env: { ...jikimi.environment, JIKIMI_ADOPT_URI: uri },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
      const ended = new Promise<number | null>((done) => child.once('close', done));
      await until(when);
      await other.query('begin');
      await other.query(lock);
      await until(blocked);
      process.kill(adopterOf(child), 'SIGKILL');
      assert.equal(await ended, 1);
      await other.query('rollback');
      assert.match(stderr, /JK633[^]*SIGKILL/);
    };
    const adopting = async () =>
      Number((await owner.query<{ n: string }>('select count(*) as n from pii.adopting')).rows[0]?.n);
    const stateOf = async (state: string) =>
      (await owner.query(`select from pg_class where oid = to_regclass('pii.adoption')`)).rowCount === 1 &&
      (await owner.query('select from pii.adoption where state = $1', [state])).rowCount !== 0;

    await killAt(
      () => stateOf('sealing'),
      'lock table address in access exclusive mode',
      () => blockedOn('"public"."address" t'),
    );
    const left = await adopting();
    assert.ok(left > 0 && left <= 599, `${left} rows were sealed when it was killed`);
    assert.equal((await owner.query(`select from customer where email = 'MARY.SMITH@sakilacustomer.org'`)).rowCount, 1);

    await killAt(
      async () => (await adopting()) > left || (await stateOf('sealing')),
      'lock table address in row exclusive mode',
      () => blockedOn('lock table'),
    );
    assert.equal(await adopting(), 599 + 603 + 2);
    assert.equal((await owner.query(`select from customer where email = 'MARY.SMITH@sakilacustomer.org'`)).rowCount, 1);
    assert.deepEqual(await viewCounts(owner), countsBefore);

    await owner.query(`update customer set email = 'MARY.JONES@sakilacustomer.org' where customer_id = 1`); // not quite quiet: sealed anew
    await killAt(
      async () => true,
      'lock table pg_statistic in access share mode',
      () => blockedOn('vacuum full'),
    );
    assert.ok(await stateOf('sealed'));
    assert.equal(
      (await owner.query(`select pg_typeof(email)::text as type from customer limit 1`)).rows[0].type,
      'pii.sealed',
    );
    await other.end();

    const { code, stdout, stderr } = await adopt(mapFile);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /"pagila" is adopted[^]*write-ahead log/);
    assert.equal(await adopting(), 0);
  });

  test('no known value is left in any file of the database', async () => assert.deepEqual(await inFiles(), []));

  test('the staff sign in as before, by hashes that are argon2id over their SHA-1', async () => {
    const { rows } = await owner.query<{ password: string }>('select password from staff');
    for (const { password } of rows) {
      assert.match(password, /^\$argon2id-over\$sha1\$/);
      assert.deepEqual(
        [await verifyPassword(password, '12345'), await verifyPassword(password, '54321')],
        [true, false],
      );
    }
    assert.equal(rows.length, 2);
  });

  test('views and partitions have the rows that they had; columns keep their places', async () => {
    assert.deepEqual(await viewCounts(owner), countsBefore);
    const { rows } = await owner.query<{ n: string }>('select count(*) as n from payment');
    assert.equal(rows[0]?.n, '16049');
    const places = (lines: readonly string[]) =>
      lines
        .filter((line) => /^column (customer|address)\./.test(line))
        .map((line) => line.split(' ').slice(0, 3).join(' '));
    assert.deepEqual(places(await schemaOf(owner)), places(untouched));
    await owner.query('update customer set active = 1 where customer_id = 2');
    await assert.rejects(owner.query(`update customer set email = 'plain' where customer_id = 2`), /JK503|sealed/);
  });

  test('running it again says that there is nothing to do, and another column is adopted alone', async () => {
    const again = await adopt(mapFile);
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stdout, /nothing to do/);
    const more = writeMap(
      'more',
      ['      phone: {', '      postal_code: { category: address }\n      phone: {'],
      ['city_id, postal_code, last', 'city_id, last'],
      ['\nviews:', '\nviews:\n  staff_list: { drop: true }'],
    );
    const added = await adopt(more, uri, '--json');
    assert.equal(added.code, 0, added.stderr);
    const told = JSON.parse(added.stdout) as {
      plan: { tables: { table: string; columns: { column: string }[] }[] };
    };
    assert.deepEqual(
      told.plan.tables.map(({ table, columns }) => [table, columns.map((one) => one.column)]),
      [['public.address', ['postal_code']]],
    );
    const { staff_list: _, ...rest } = countsBefore;
    assert.deepEqual(await viewCounts(owner), rest);
  });

  test('a handler reads customers by psql on a grant, finds one by e-mail, and it is on record', async () => {
    const { office } = jikimi;
    const database = await databaseByName(office, 'pagila');
    assert.ok(database !== undefined);
    const fields = (await fieldsOf(office, database.id)).map(({ table, column }) => ({ table, column }));
    await approvePurpose(
      office,
      await actorByAccount(office, accounts.cpo),
      {
        service,
        name: 'rental-service',
        display: 'Answering customers',
        headcount: 5,
        database: database.id,
        fields: fields.map((one) => ({ ...one, highest: 'full' as const })),
      },
      'a test',
      Temporal.Now.instant().add({ hours: 24 * 30 }),
    );
    await jikimi.grant({
      name: 'rentals',
      database: 'pagila',
      purpose: 'rental-service',
      fields: fields.map((one) => ({
        ...one,
        mode: one.column === 'phone' ? ('partial' as const) : ('full' as const),
      })),
    });
    const { stdout: line } = await jikimi.run('connect', 'rentals', '--uri', '--as', 'handler');
    await owner.query(
      'alter view customer_list set (security_invoker = true); grant select on customer_list to jikimi_reader',
    ); // as docs/adopt.md says
    const read = await psql(
      line.trim(),
      `select c.first_name, c.last_name, c.email, a.address, a.district from customer c join address a using (address_id) where customer_id in (1, 2) order by customer_id`,
      `select customer_id from customer where email = 'mary.jones@SAKILACUSTOMER.org'`,
      'select count(*) from rental',
      'select address from address where address_id = 1',
      'select first_name, last_name, address, city from customer_list where id = 2',
    );
    assert.equal(read.code, 0, read.stderr);
    assert.deepEqual(read.rows, [
      'MARY|SMITH|MARY.JONES@sakilacustomer.org|1913 Hanoi Way|Nagasaki',
      'PATRICIA|JOHNSON|PATRICIA.JOHNSON@sakilacustomer.org|1121 Loja Avenue|California',
      '1',
      '16044',
      '47 MySakila Drive',
      'PATRICIA|JOHNSON|1121 Loja Avenue|San Bernardino',
    ]);
    const denied = await psql(line.trim(), 'select username, password from staff');
    assert.match(denied.stderr, /permission denied/);
    const written = await psql(line.trim(), `update customer set email = 'x@example.kr' where customer_id = 1`);
    assert.match(written.stderr, /JK510|permission denied/);
    const { stdout } = await jikimi.run('history', '--grant', 'rentals', '--as', 'cpo', '--json');
    const { entries } = JSON.parse(stdout) as HistoryPage;
    const told = entries.map(
      ({ kind, handler, fields: read, subjects }) =>
        `${kind} ${handler} ${read.map(({ field }) => field).join(' ')} of ${subjects.count}`,
    );
    assert.deepEqual(told.reverse(), [
      'opening seo.yuna customer.first_name customer.last_name customer.email address.address address.district of 2',
      'question seo.yuna customer.email of 0',
      'opening seo.yuna address.address of 1',
      'opening seo.yuna customer.first_name customer.last_name address.address of 1',
      'refusal seo.yuna  of 0',
    ]);
  });

  test('the example in the same cluster can be read as before', async () => {
    const read = await psql(await jikimi.connect(), 'select count(name_ko) from members');
    assert.deepEqual([read.code, read.rows], [0, ['200']], read.stderr);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6000; tries++) {
    if (await condition()) return;
    await sleep(5);
  }
  throw new Error('that did not come');
}
