/** Rows of the attack table about who somebody is: roles, start-up, sign-in, keys of others, addresses. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { cancelRequest, query, sslRequest, startupMessage } from '../../../src/gateway/frontend-builders.ts';
import { readBackendKeyData } from '../../../src/gateway/backend-parsers.ts';
import { request } from '../../../src/gateway/message.ts';
import { psql } from '../../support/psql.ts';
import {
  type SignedIn,
  WireClient,
  codesIn,
  dial,
  dialSecurely,
  reportsIn,
  rowsIn,
  signIn,
} from '../../support/wire-client.ts';
import { type Scene, fields, kim, until } from './scene.ts';

export function identity(scene: () => Scene): void {
  suite('RESET ROLE, DISCARD ALL, SET SESSION AUTHORIZATION and their like: the session stays who it is', () => {
    let session: SignedIn;
    before(async () => {
      session = await signIn(await scene().jikimi.connect('listed'));
    });
    after(() => session.client.close());
    for (const statement of [
      'reset role',
      'set role none',
      'reset session authorization',
      'set session authorization default',
      'discard all',
      'reset all',
      'set role jikimi_reader',
      'set role jikimi_gateway',
      'set role postgres',
      'set session authorization postgres',
      `select set_config('role', 'jikimi_reader', false)`,
      `select set_config('session_authorization', 'postgres', false)`,
      'begin; set local role jikimi_reader',
      'alter role current_user set role = jikimi_reader',
      'alter role current_user bypassrls',
      'alter role current_user superuser',
      'grant postgres to current_user',
      'grant jikimi_gateway to current_user',
      'set row_security = off',
      'set session_replication_role = replica',
      "load 'auto_explain'",
    ])
      test(`\`${statement}\``, async () => {
        const before = await whoIs(session.client);
        await session.client.ask(statement);
        await session.client.ask('rollback');
        assert.deepEqual(await whoIs(session.client), before);
        const rows = rowsIn(await session.client.ask('select email from members'));
        assert.ok(rows.length === 2 || (rows.length === 0 && statement.includes('row_security')));
        await session.client.ask('reset row_security');
      });

    test('what a role sets for itself takes no effect at its next connection', async () => {
      for (const setting of ['role = jikimi_reader', 'row_security = off', 'session_authorization = postgres']) {
        await session.client.ask(`alter role current_user set ${setting}`);
        const next = await signIn(await scene().jikimi.connect('listed'));
        assert.deepEqual(await whoIs(next.client), await whoIs(session.client));
        const rows = rowsIn(await next.client.ask('select email from members'));
        assert.ok(rows.length === 2 || (rows.length === 0 && setting.includes('row_security')));
        await next.client.ask('alter role current_user reset all');
        next.client.close();
      }
    });
  });

  suite('Start-up: what is not on the list is refused, on record', () => {
    for (const parameters of [
      { options: '-c role=jikimi_reader' },
      { options: '-crole=postgres' },
      { options: '--role=postgres' },
      { options: '-c session_authorization=postgres' },
      { options: '-c search_path=public -c row_security=off' },
      { options: '--session-replication-role=replica' },
      { options: '-c sea\\rch_path=public' },
      { options: '-c timezone=UTC\\\n-crole=postgres' },
      { options: '-d 5' },
      { options: '-c' },
      { options: '-c log_statement=all' },
      { role: 'postgres' },
      { session_authorization: 'postgres' },
      { row_security: 'off' },
      { local_preload_libraries: 'x' },
      { replication: 'database' },
      { replication: 'true' },
    ] as Record<string, string>[])
      test(`\`${JSON.stringify(parameters)}\``, async () => {
        const before = (await scene().gatewayRefusals()).length;
        const { client, refused } = await signIn(await scene().jikimi.connect('example'), parameters);
        assert.equal(refused, 'JK433');
        await client.closed;
        await until('the record', async () => (await scene().gatewayRefusals()).slice(before).includes('JK433'));
      });

    test('psql with options=-c role is refused in words', async () => {
      const { code, stderr } = await psql(
        `${await scene().jikimi.connect('example')}&options=-c%20role%3Dpostgres`,
        'select 1',
      );
      assert.notEqual(code, 0);
      assert.match(stderr, /JK433/);
    });

    test('a parameter named twice, another protocol, another database', async () => {
      const uri = await scene().jikimi.connect('example');
      const user = decodeURIComponent(new URL(uri).username);
      assert.equal((await signIn(uri, { database: 'postgres' })).refused, 'JK437');
      assert.equal((await signIn(uri, { database: 'jikimi' })).refused, 'JK437');
      const twice = new WireClient(await dialSecurely(uri));
      const packet = startupMessage(
        new Map([
          ['user', user],
          ['usex', 'postgres'],
        ]),
      );
      twice.send(Buffer.from(packet.toString('latin1').replace('usex', 'user'), 'latin1'));
      assert.deepEqual(codesIn(await twice.hearReady()), ['JK400']);
      const old = new WireClient(await dialSecurely(uri));
      old.send(Buffer.from([0, 0, 0, 8, 0, 2, 0, 0]));
      assert.deepEqual(codesIn(await old.hearReady()), ['JK405']);
    });

    test('GSS encryption is declined and TLS may follow; a second TLS request ends it', async () => {
      const uri = await scene().jikimi.connect('example');
      const raw = await dial(uri);
      raw.write(Buffer.from([0, 0, 0, 8, ...uint32(request.gssenc)]));
      assert.equal(String(await new Promise<Buffer>((done) => raw.once('data', done))), 'N');
      raw.write(sslRequest());
      assert.equal(String(await new Promise<Buffer>((done) => raw.once('data', done))), 'S');
      raw.destroy();
      const secured = new WireClient(await dialSecurely(uri));
      secured.send(sslRequest());
      assert.deepEqual(codesIn(await secured.hearReady()), ['JK400']);
    });

    test('bytes before TLS end it with JK411, a connection without TLS with JK404, before any password', async () => {
      const uri = await scene().jikimi.connect('example');
      const hasty = new WireClient(await dial(uri));
      hasty.send(sslRequest(), startupMessage(new Map([['user', 'postgres']])));
      assert.deepEqual(codesIn(await hasty.hearReady()), ['JK411']);
      await hasty.closed;
      const plain = new WireClient(await dial(uri));
      plain.send(
        startupMessage(
          new Map([
            ['user', decodeURIComponent(new URL(uri).username)],
            ['database', 'example'],
          ]),
        ),
      );
      const frames = await plain.hearReady();
      assert.deepEqual([codesIn(frames), frames.filter(({ type }) => type === 'R')], [['JK404'], []]);
      const { code, stderr } = await psql(`${uri.replace('verify-full', 'disable')}`, 'select 1');
      assert.ok(code !== 0 && stderr.includes('JK404'), stderr);
    });

    test('a statement sent before the sign-in is over ends it', async () => {
      const uri = await scene().jikimi.connect('example');
      const client = new WireClient(await dialSecurely(uri));
      client.send(startupMessage(new Map([['user', decodeURIComponent(new URL(uri).username)]])), query('select 1'));
      assert.deepEqual(codesIn(await client.hearReady()), ['JK400']);
    });
  });

  suite('Sign-in: what is wrong tells nothing', () => {
    test('a wrong password and an unknown user look the same, also twice', async () => {
      const uri = await scene().jikimi.connect('example');
      const wrong = await signIn(uri, {}, { password: 'wrong' });
      const unknown = await signIn(uri, {}, { user: 'example.00000000', password: 'wrong' });
      const again = await signIn(uri, {}, { user: 'example.00000000', password: 'wrong' });
      const told = ({ greeting }: typeof wrong) => reportsIn(greeting).map((report) => [...report]);
      assert.deepEqual([wrong.refused, told(wrong)], ['JK403', told(unknown)]);
      assert.deepEqual(
        wrong.greeting.map(({ type }) => type),
        unknown.greeting.map(({ type }) => type),
      );
      assert.equal(wrong.iterations, unknown.iterations);
      assert.equal(wrong.salt.length, unknown.salt.length);
      assert.equal(unknown.salt, again.salt);
      assert.notEqual(unknown.salt, wrong.salt);
    });

    test("the grant's role, the gateway's and the superuser cannot sign in", async () => {
      const uri = await scene().jikimi.connect('example');
      const { rows } = await scene().members.query<{ rolname: string }>('select rolname from pg_roles');
      for (const { rolname } of rows.filter((row) => !row.rolname.startsWith('pg_')))
        assert.equal((await signIn(uri, {}, { user: rolname, password: 'guess' })).refused, 'JK403');
    });

    test('a credential that has ended, and one of a revoked grant', async () => {
      await scene().jikimi.grant({ name: 'over', fields: fields('email:partial') });
      const [old, other] = [await scene().jikimi.connect('over'), await scene().jikimi.connect('over')];
      await scene().behind.query(`update access.credential set expires_at = created_at where username = $1`, [
        decodeURIComponent(new URL(old).username),
      ]);
      assert.equal((await signIn(old)).refused, 'JK434');
      assert.equal((await signIn(old, {}, { password: 'wrong' })).refused, 'JK403');
      assert.equal((await signIn(other)).refused, null);
      await scene().revoke('over');
      assert.equal((await signIn(other)).refused, 'JK203');
      assert.equal((await signIn(old)).refused, 'JK203');
    });

    test('from an address that the grant does not name: refused, on record with grant and holder', async () => {
      await scene().jikimi.grant({ name: 'elsewhere', fields: fields('email:partial'), sources: ['10.0.0.0/8'] });
      assert.equal((await signIn(await scene().jikimi.connect('elsewhere'))).refused, 'JK208');
      await until('its record', async () => {
        const { rowCount } = await scene().behind.query(
          `select from ledger.act a join access.grant g on g.id::text = a.body ->> 'grant' and g.holder::text = a.body ->> 'holder'
           where a.kind = 'refusal' and g.name = 'elsewhere' and a.body ->> 'code' = 'JK208' and a.body ->> 'source' = '127.0.0.1'`,
        );
        return rowCount === 1;
      });
    });

    test('outside its window', async () => {
      const hour = (ahead: number) =>
        Temporal.Now.plainTimeISO('Asia/Seoul').add({ hours: ahead }).toString({ smallestUnit: 'minute' });
      await scene().jikimi.grant({
        name: 'at-night',
        fields: fields('email:partial'),
        window: { from: hour(2), to: hour(3) },
      });
      assert.equal((await signIn(await scene().jikimi.connect('at-night'))).refused, 'JK209');
    });

    test('from a blocked address: the open session ends, the next one is refused, other addresses go on', async () => {
      const uri = await scene().jikimi.connect('other');
      const from = '127.0.0.2';
      const open = await signIn(uri, {}, { from });
      assert.equal(rowsIn(await open.client.ask('select email from members limit 1')).length, 1);
      await scene().behind.query(
        `insert into access.admission (net, kind, during, reason) values ('127.0.0.2/32', 'block', tstzrange(platform.now(), null), 'a test')`,
      );
      assert.deepEqual(codesIn(await open.client.hearReady()), ['JK227']);
      await open.client.closed;
      assert.equal((await signIn(uri, {}, { from })).refused, 'JK227');
      const elsewhere = await signIn(uri);
      assert.equal(elsewhere.refused, null);
      elsewhere.client.close();
    });
  });

  test('Cancel: a guessed key has no effect, nor has the key of another process; the own one works', async () => {
    const uri = await scene().jikimi.connect('example');
    const [sleeper, other] = [await signIn(uri), await signIn(uri)];
    const keyOf = ({ greeting }: typeof sleeper) => {
      const frame = greeting.find(({ type }) => type === 'K');
      assert.ok(frame);
      return readBackendKeyData(frame.bytes, 0, frame.bytes.length);
    };
    const own = keyOf(sleeper);
    const cancel = async (processId: number, key: Buffer) => {
      const socket = await dial(uri);
      socket.end(cancelRequest(processId, key));
      socket.resume();
      await new Promise((done) => socket.once('close', done));
    };
    const { rows } = await scene().members.query('select pid from pg_stat_activity where pid = $1', [own.processId]);
    assert.deepEqual(rows, []);
    sleeper.client.send(query('select pg_sleep(60)'));
    for (let n = 0; n < 50; n++) await cancel(own.processId, randomBytes(4));
    await cancel(own.processId, keyOf(other).key);
    await cancel(keyOf(other).processId, own.key);
    const answer = sleeper.client.hearReady();
    assert.equal(await Promise.race([answer, other.client.ask('select 1').then(() => 'nothing yet')]), 'nothing yet');
    await cancel(own.processId, own.key);
    assert.deepEqual(codesIn(await answer), ['57014']);
    assert.deepEqual(rowsIn(await sleeper.client.ask(`select email from members where id = ${kim.id}`)), [[kim.email]]);
    sleeper.client.close();
    other.client.close();
  });
}

/** Session and current user, which are one and the grant's own role, and the role that is set. */
async function whoIs(client: WireClient): Promise<(string | null)[] | undefined> {
  const [who] = rowsIn(await client.ask('select session_user, current_user, current_setting($$role$$)'));
  assert.match(who?.[0] ?? '', /^jk_[0-9a-f]{32}$/);
  assert.equal(who?.[0], who?.[1]);
  return who;
}

function uint32(value: number): readonly number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return [...bytes];
}
