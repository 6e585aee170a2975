/** Passwords of a service from before Jikimi: bcrypt, and salted SHA-1, are wrapped one-way; people go on signing in; a plain one does not come in. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { hashSync } from 'bcryptjs';
import pg from 'pg';
import { accounts, service } from '../../example/haneul/organisation.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../examples/service/password.ts';
import { issueCredential } from '../../src/access/mod.ts';
import { approvePurpose, databaseByName, serviceByName } from '../../src/catalog/mod.ts';
import { enter, parseMap, plan } from '../../src/custody/adoption/mod.ts';
import { isOneWay, oneWayPattern } from '../../src/custody/adoption/password-form.ts';
import { beginTable } from '../../src/custody/adoption/side-table.sql.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, addServiceAccount, declareServiceFit } from '../../src/people/mod.ts';
import { Refusal } from '../../src/platform/mod.ts';
import { adopterOf } from '../support/adopter.ts';
import { withClient } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, runCommand, startJikimi } from '../support/jikimi.ts';
import { valuesInFiles } from '../support/pagila.ts';

const members = 56;
const older = 10;
const passwordOf = (id: number) => `비밀 ${id}`;
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

const map = `
version: 1
database: legacy
service: ${service}
subject: { table: person, key: id }
tables:
  person:
    subject: id
    columns: { email: { category: email, find: email } }
    passwords: { password_hash: { scheme: bcrypt } }
    plain: [id, phone]
  old_login:
    subject: person_id
    passwords:
      sha: { scheme: sha1, salt: { column: salt, place: before } }
    never: [salt]
    plain: [person_id]
  new_login:
    subject: person_id
    passwords: { hash: { scheme: argon2id } }
    plain: [person_id]
  clerk:
    subject: none
    passwords:
      pw: { scheme: md5 }
      pin: { scheme: sha256, encoding: base64, salt: { form: "{salt}:{hash}", place: after, encoding: hex } }
    plain: [shop, no]
`;

suite('jikimi adopt, on passwords', () => {
  let jikimi: Jikimi;
  let owner: pg.Client;
  let files: string;
  let uri: string;
  let digests: string[];
  let fresh: string;

  before(async () => {
    jikimi = await startJikimi();
    uri = jikimi.membersUri.replace(/\/[^/]*$/, '/legacy');
    await withClient(jikimi.membersUri, (client) => client.query('create database legacy'));
    owner = new pg.Client({ connectionString: uri });
    await owner.connect();
    await owner.query(`
      create table person (id bigint primary key, email text not null unique, password_hash varchar(60));
      create table old_login (person_id bigint primary key references person, sha char(40), salt text);
      create table new_login (person_id bigint primary key references person, hash varchar(200));
      create table clerk (shop int, no int, pw text not null, pin text, primary key (shop, no));
      create index on person (password_hash);
      create view sign_in as select id, password_hash from person`);
    const ids = Array.from({ length: members }, (_, n) => n + 1);
    const hashes = ids.map((id) => hashSync(passwordOf(id), 4));
    const shas = ids.slice(0, older).map((id) => sha1(`salt-${id}${passwordOf(id)}`));
    await owner.query(
      `insert into person select i, 'p' || i || '@example.kr', h from unnest($1::bigint[], $2::text[]) x(i, h)`,
      [ids, hashes],
    );
    await owner.query(`insert into person values (1000, 'nobody@example.kr', null)`);
    await owner.query(
      `alter table person add phone text; update person set phone = '010-0000-' || 1000 + id where id < 1000`,
    );
    await owner.query(`insert into old_login select i, h, 'salt-' || i from unnest($1::bigint[], $2::text[]) x(i, h)`, [
      ids.slice(0, older),
      shas,
    ]);
    fresh = await hashPassword(passwordOf(1));
    await owner.query('insert into new_login values (1, $1)', [fresh]);
    const md5 = createHash('md5').update('clerk').digest('hex');
    const pin = createHash('sha256').update('1234\x00\xff', 'latin1').digest('base64');
    await owner.query(`insert into clerk values (1, 1, upper($1), '00ff:' || $2), (1, 2, $1, null)`, [md5, pin]);
    digests = [md5, md5.toUpperCase(), pin, ...hashes.map((hash) => hash.slice(29)), ...shas];
    files = mkdtempSync(join(tmpdir(), 'jikimi-maps-'));
  });

  after(async () => {
    await owner?.end();
    await jikimi?.stop();
    if (files !== undefined) rmSync(files, { recursive: true, force: true });
  });

  const fileOf = (text: string) => {
    const file = join(files, 'map.yaml');
    writeFileSync(file, text);
    return file;
  };
  const environment = () => ({ ...jikimi.environment, JIKIMI_ADOPT_URI: uri });
  const adopt = (text: string, ...words: string[]) =>
    runCommand(environment(), ['adopt', fileOf(text), '--as', 'cpo', ...words]);
  const inFiles = async () => {
    await owner.query('checkpoint');
    const { rows } = await owner.query<{ oid: number }>(
      'select oid from pg_database where datname = current_database()',
    );
    return valuesInFiles(join(jikimi.config.home, 'postgres', 'members'), rows[0]?.oid ?? 0, digests);
  };
  const one = async (statement: string) =>
    Object.values((await owner.query<Record<string, string>>(statement)).rows[0] ?? {})[0];

  /** What planning refuses, after a change that is taken back. */
  const refused = async (change: string, back: string, text = map) => {
    await owner.query(change);
    try {
      return await withClient(uri, async (client) => {
        await enter(client);
        return plan(client, parseMap(text, 'map.yaml')).then(
          () => assert.fail('it was not refused'),
          (error: unknown) => Refusal.from(error),
        );
      });
    } finally {
      await owner.query(back);
    }
  };

  test('what is no hash as the map tells it is refused by rows, never with a value', async () => {
    const hash = await one('select password_hash from person where id = 7');
    const set = (value: string) => `update person set password_hash = '${value}' where id = 7`;
    const plain = await refused(set('hunter2-plain'), set(hash ?? ''));
    assert.equal(plain.code, 'JK641');
    assert.match(
      plain.message,
      /^1 values of public\.person\.password_hash look like no password hash at all.*\(rows by id: 7\)/,
    );
    assert.doesNotMatch(JSON.stringify([plain.message, plain.params]), /hunter2/);
    const another = await refused(set(sha1('x')), set(hash ?? ''));
    assert.equal(another.code, 'JK640');
    assert.match(another.message, /not like bcrypt \(rows by id: 7\)/);
    const saltless = await refused(
      'update old_login set salt = null where person_id in (3, 4)',
      `update old_login set salt = 'salt-' || person_id`,
    );
    assert.deepEqual([saltless.code, saltless.params['count'], saltless.params['rows']], ['JK642', 2, '3, 4']);
    const bytes = await refused(
      'alter table person add column raw bytea',
      'alter table person drop column raw',
      map.replace('password_hash: {', 'raw: { scheme: md5 }, password_hash: {'),
    );
    assert.equal(bytes.code, 'JK643');
  });

  test('kill -9 between two portions leaves the table as it was, and adopt goes on from there', {
    timeout: 120_000,
  }, async () => {
    assert.equal((await inFiles()).length, digests.length);
    const child = spawn(process.execPath, ['bin/jikimi.ts', 'adopt', fileOf(map), '--as', 'cpo'], {
      cwd: join(import.meta.dirname, '../..'),
      env: environment(),
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    const waiting = async () =>
      (await one(`select to_regclass('pii.adopting') is not null`)) &&
      Number(await one('select count(*) from pii.adopting'));
    await eventually('a portion waits beside the table', async () => Number(await waiting()) > 0);
    process.kill(adopterOf(child), 'SIGKILL');
    assert.equal(await ended, 1);
    assert.equal(await waiting(), 50);
    assert.match(String(await one('select password_hash from person where id = 1')), /^\$2b\$04\$/);
    const scratch = async (...told: string[]) => {
      await beginTable(owner, Number(await one(`select 'clerk'::regclass::oid`)), [], told);
      await owner.query(`insert into pii.adopting values ('clerk', '1', '', '{}', '{x}') on conflict do nothing`);
      await beginTable(owner, Number(await one(`select 'clerk'::regclass::oid`)), [], ['{"scheme":"md5"}']);
      return Number(await one(`select count(*) from pii.adopting where tbl = 'clerk'::regclass`));
    };
    assert.deepEqual(
      [await scratch('{"scheme":"sha1"}'), await scratch('{"scheme":"md5"}')],
      [0, 1],
      'a corrected map begins anew',
    );
    const kept = await one(`select wrapped[1] from pii.adopting where row_key = '1'`);
    const { code, stdout, stderr } = await adopt(map);
    assert.equal(code, 0, stderr + stdout);
    assert.match(stdout, /public\.person\.password_hash +bcrypt +hashed one-way +56\n/);
    assert.match(stdout, /69 old password hashes are wrapped in argon2id: about \d+ s on this machine/);
    assert.match(stdout, /\d+ password hashes are argon2id already: each stays as it is\./);
    assert.match(stdout, /index public\.person_password_hash_idx/);
    assert.match(stderr, /public\.old_login: 10 rows, passwords hashed one-way/);
    assert.equal(await one('select password_hash from person where id = 1'), kept, 'it was hashed again');
    assert.equal(
      await one(`select count(*) from person where password_hash ~ '^\\$argon2id-over\\$bcrypt\\$'`),
      String(members),
    );
    assert.equal(
      await one(`select count(*) from old_login where sha ~ '^\\$argon2id-over\\$sha1,salt=before\\$'`),
      String(older),
    );
    const facts = await owner.query(`
      select (select count(*)::int from sign_in where password_hash ~ '^\\$argon2id-over') as view, (select hash from new_login) as kept,
        (select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'new_login'::regclass and attname = 'hash') as type,
        (select count(*)::int from pg_constraint where conname = 'a_password_is_hashed_one_way' and convalidated) as guarded`);
    const type = 'character varying(200)';
    assert.deepEqual(facts.rows, [{ view: members, kept: fresh, type, guarded: 4 }]);
    const { rows: clerks } = await owner.query<{ pw: string; pin: string | null }>(
      'select pw, pin from clerk order by no',
    );
    for (const { pw } of clerks) assert.equal(await verifyPassword(pw, 'clerk'), true);
    assert.deepEqual([await verifyPassword(clerks[0]?.pin ?? '', '1234'), clerks[1]?.pin], [true, null]);
    await withClient(uri, async (client) => {
      await enter(client);
      assert.deepEqual((await plan(client, parseMap(map, 'map.yaml'))).work, false);
    });
  });

  test('no old digest is left in any file of the database', async () => assert.deepEqual(await inFiles(), []));

  test('the database takes a hash that the service made, and no plain password and no old hash', async () => {
    for (const value of [
      'hunter2',
      hashSync('x', 4),
      sha1('x'),
      '$argon2id$',
      ` ${await hashPassword('x')}`,
      `${await hashPassword('x')}\n`,
    ])
      await assert.rejects(
        owner.query('insert into old_login values (50, $1, null)', [value]),
        { code: '23514', constraint: 'a_password_is_hashed_one_way' },
        value,
      );
    await owner.query('insert into old_login values (50, $1, null)', [await hashPassword('x')]);
    const right = String(await one('select sha from old_login where person_id = 1'));
    const nearly = Array.from(right, (_, n) =>
      ['', '\n', '$', '=', 'é', '0'].map((by) => right.slice(0, n) + by + right.slice(n + 1)),
    ).flat();
    const { rows } = await owner.query<{ taken: boolean[] }>(
      'select array(select v ~ $2 from unnest($1::text[]) v) as taken',
      [nearly, oneWayPattern],
    );
    assert.deepEqual(
      nearly.filter((value, n) => isOneWay(value) !== rows[0]?.taken[n]),
      [],
    );
    const otherwise = await refused(
      'select 1',
      'select 1',
      map
        .replace('    passwords: { password_hash: { scheme: bcrypt } }\n', '')
        .replace('[id, phone]', '[id, phone, password_hash]'),
    );
    assert.equal(otherwise.code, 'JK644');
  });

  const actor = (account: string) => actorByAccount(jikimi.office, account);
  const until = Temporal.Now.instant().add({ hours: 24 });
  const covers = async (purpose: string, columns: readonly string[]) =>
    approvePurpose(
      jikimi.office,
      await actor(accounts.cpo),
      {
        service,
        name: purpose,
        display: purpose,
        headcount: 5,
        database: (await databaseByName(jikimi.office, 'legacy'))?.id ?? '',
        fields: columns.map((column) => ({ table: 'person', column, highest: 'full' as const })),
      },
      'a test',
      until,
    );
  const grant = (name: string, purpose: string, columns: readonly string[], more: object = {}) =>
    jikimi.grant({
      name,
      database: 'legacy',
      purpose,
      fields: columns.map((column) => ({ table: 'person', column, mode: 'full' as const })),
      ...more,
    });
  const forService = { holder: 'app.site', minuteSubjects: 1000, writes: true };
  const uriOf = async (name: string) => {
    const { username, password } = await issueCredential(
      jikimi.office,
      await actor(accounts.handler),
      name,
      makeVerifier,
    );
    const it = new URL(await jikimi.connect('example'));
    return Object.assign(it, { username, password, pathname: '/legacy' }).href;
  };

  test('through the gateway a service signs people in and stores their new hash; a person with a grant sees none', async () => {
    const { office } = jikimi;
    await covers('sign-in', ['email']);
    const serviceId = (await serviceByName(office, service))?.id ?? '';
    const responsible = await actor(accounts.responsible);
    await addServiceAccount(office, responsible, { account: 'app.site', display: 'app.site', serviceId });
    await declareServiceFit(office, responsible, 'app.site', until, 'a test');
    await grant('site', 'sign-in', ['email'], forService);
    await grant('desk', 'sign-in', ['email']);

    await withClient(await uriOf('site'), async (client) => {
      const stored = async (table: string, column: string, key: string, id: number) =>
        (await client.query<{ stored: string }>(`select ${column} as stored from ${table} where ${key} = $1`, [id]))
          .rows[0]?.stored ?? '';
      const bcrypt = await stored('person', 'password_hash', 'id', 8);
      assert.deepEqual(
        [await verifyPassword(bcrypt, passwordOf(8)), await verifyPassword(bcrypt, passwordOf(9)), needsRehash(bcrypt)],
        [true, false, true],
      );
      const salted = await stored('old_login', 'sha', 'person_id', 9);
      assert.deepEqual(
        [await verifyPassword(salted, passwordOf(9)), await verifyPassword(salted, passwordOf(8))],
        [true, false],
      );
      await client.query('update person set password_hash = $1 where id = 8', [await hashPassword(passwordOf(8))]);
      const fresh = await stored('person', 'password_hash', 'id', 8);
      assert.deepEqual([await verifyPassword(fresh, passwordOf(8)), needsRehash(fresh)], [true, false]);
      await assert.rejects(client.query(`update person set password_hash = 'hunter2' where id = 8`), { code: '23514' });
      await assert.rejects(client.query('select salt from old_login'), { code: '42501' });
    });
    await withClient(await uriOf('desk'), async (client) => {
      assert.equal((await client.query('select email from person where id = 8')).rows[0].email, 'p8@example.kr');
      for (const statement of [
        'select password_hash from person',
        'select * from person',
        `update person set password_hash = null`,
        'select sha from old_login',
      ])
        await assert.rejects(client.query(statement), { code: '42501' }, statement);
    });
  });

  test('a column that is sealed under a running gateway is known to the sessions that live and to those that come', async () => {
    const statement = 'select id from person where phone = $1';
    await withClient(await uriOf('site'), async (client) => {
      const asked = () => client.query({ name: 'by-phone', text: statement, values: ['010-0000-1008'] });
      assert.deepEqual((await asked()).rows, [{ id: '8' }]);
      const sealed = map.replace(
        'email: { category: email, find: email }',
        (one) => `${one}, phone: { category: phone, find: phone }`,
      );
      const { code, stderr } = await adopt(sealed.replace('plain: [id, phone]', 'plain: [id]'));
      assert.equal(code, 0, stderr);
      const refusal = (error: pg.DatabaseError) => error.code;
      // The first one shows the gateway that there is one more column; it looks while it tells of it.
      assert.equal(await client.query(statement, ['010-0000-1008']).catch(refusal), 'JK501');
      await eventually(
        'the column is known',
        async () => {
          assert.equal(await client.query(statement, ['010-0000-1008']).catch(refusal), 'JK502');
          return true;
        },
        5000,
      );
      await assert.rejects(asked(), { code: '42883' }); // prepared for a text: PostgreSQL's own, until it is prepared anew
      await assert.rejects(client.query('select phone from person where id = 8'), { code: 'JK223' });
    });
    await covers('by-phone', ['email', 'phone']);
    await grant('caller', 'by-phone', ['email', 'phone'], forService);
    await withClient(await uriOf('caller'), async (client) => {
      assert.deepEqual((await client.query(statement, ['01000001008'])).rows, [{ id: '8' }]);
      assert.equal((await client.query('select phone from person where id = 8')).rows[0].phone, '010-0000-1008');
    });
  });
});
