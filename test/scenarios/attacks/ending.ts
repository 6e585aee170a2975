/** Rows of the attack table about what ends: revocation, expiry, a purpose, a cap, a person's own stop, also in the middle of a cursor. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { before, suite, test } from 'node:test';
import pg from 'pg';
import { issueCredential } from '../../../src/access/mod.ts';
import { approvePurpose, databaseByName, withdrawPurpose } from '../../../src/catalog/mod.ts';
import { type PersonId, actorByAccount, declareFit, hold, join } from '../../../src/people/mod.ts';
import { bind, execute, parse, sync } from '../../../src/gateway/frontend-builders.ts';
import { makeVerifier } from '../../../src/gateway/mod.ts';
import { now } from '../../../src/platform/mod.ts';
import { accounts, purpose, service } from '../../../example/haneul/organisation.ts';
import { withClient } from '../../support/cluster.ts';
import { serviceGrant } from '../../support/service-account.ts';
import { codesIn, rowsIn, signIn } from '../../support/wire-client.ts';
import { type Scene, attempt, fields, kim, until } from './scene.ts';

export function ending(scene: () => Scene): void {
  const gone = async (role: string) => {
    const roles = await scene().members.query('select from pg_roles where rolname = $1', [role]);
    const backends = await scene().members.query('select from pg_stat_activity where usename = $1', [role]);
    return roles.rowCount === 0 && backends.rowCount === 0;
  };
  const roleOf = async (client: pg.Client) => String((await attempt(client, 'select current_user')).rows[0]?.[0]);

  suite('Revoked: open and WITH HOLD cursors end with their backend, and the role is gone', () => {
    test('within a second or so, for each session of the grant, told why', async (context) => {
      await scene().jikimi.grant({ name: 'revoked', fields: fields('email:full', 'mobile:partial') });
      const uri = await scene().jikimi.connect('revoked');
      const [held, open] = [await signIn(uri), await signIn(uri)];
      await held.client.ask('declare h cursor with hold for select email from members order by id');
      await open.client.ask(
        'begin isolation level repeatable read; declare c cursor for select email from members order by id',
      );
      assert.deepEqual(rowsIn(await held.client.ask('fetch 1 from h')), [[kim.email]]);
      assert.deepEqual(rowsIn(await open.client.ask('fetch 1 from c')), [[kim.email]]);
      const role = rowsIn(await open.client.ask('select current_user'))[0]?.[0] ?? '';
      await scene().revoke('revoked');
      const took = await until('the end of its backends', () => gone(role));
      context.diagnostic(`role and backends were gone after ${took} ms`);
      for (const { client } of [held, open]) {
        assert.deepEqual(codesIn(await client.hearReady()), ['JK203']);
        await client.closed;
      }
    });

    test('a fetch that comes before the gateway looks is refused by the custodian', async () => {
      await scene().jikimi.grant({ name: 'revoked-fast', fields: fields('email:full') });
      const { client } = await signIn(await scene().jikimi.connect('revoked-fast'));
      await client.ask('begin; declare c cursor for select email from members order by id; fetch 1 from c');
      await scene().revoke('revoked-fast');
      const frames = await client.ask('fetch 1 from c');
      assert.deepEqual(rowsIn(frames), []);
      assert.ok(codesIn(frames).every((code) => code === 'JK203') && codesIn(frames).length > 0);
      client.close();
    });

    test('a role that cannot be dropped keeps no other one', async () => {
      await scene().jikimi.grant({ name: 'stuck', fields: fields('email:full') });
      await scene().jikimi.grant({ name: 'loose', fields: fields('email:full') });
      const stuck = await scene().anew('stuck', roleOf);
      const loose = await scene().anew('loose', roleOf);
      const elsewhere = new URL(scene().jikimi.membersUri);
      elsewhere.pathname = '/postgres';
      await withClient(elsewhere.href, (client) =>
        client.query(`create table kept (id int); alter table kept owner to ${stuck}`),
      );
      await scene().revoke('stuck');
      await scene().revoke('loose');
      await until('the end of the other role', () => gone(loose));
      const { rows } = await scene().members.query('select rolcanlogin from pg_roles where rolname = $1', [stuck]);
      assert.deepEqual(rows, [{ rolcanlogin: false }]);
      await withClient(elsewhere.href, (client) => client.query('drop table kept'));
      await until('the end of the stuck role', () => gone(stuck));
    });
  });

  suite('Expiry in an open transaction and under REPEATABLE READ', () => {
    test('the custodian reads its own clock: the next batch is refused, then the session ends', async () => {
      const { jikimi } = scene();
      const holder = await employ(scene(), 'kang.short');
      await jikimi.grant({ name: 'short', fields: fields('email:full'), holder: 'kang.short' });
      const uri = await connectAs(scene(), 'kang.short', 'short');
      const responsible = await actorByAccount(jikimi.office, accounts.responsible);
      const { client } = await signIn(uri);
      await client.ask('begin isolation level repeatable read');
      await client.ask('declare c cursor for select email from members order by id');
      assert.deepEqual(rowsIn(await client.ask('fetch 1 from c')), [[kim.email]]);
      await declareFit(
        jikimi.office,
        responsible,
        holder,
        (await now(jikimi.office)).add({ milliseconds: 600 }),
        'ends in a moment',
      );
      const codes: string[] = [];
      await until('the end', async () => {
        const frames = await client.ask('fetch 1 from c');
        codes.push(...codesIn(frames));
        return codes.length > 0;
      });
      assert.ok(
        codes.every((code) => code === 'JK205'),
        codes.join(),
      );
      await client.closed;
      assert.equal((await signIn(uri)).refused, 'JK205');
    });
  });

  suite('Prepared reuse after the approval of its purpose was withdrawn', () => {
    test('what was prepared before is refused at its next execution', async () => {
      const { jikimi } = scene();
      const cpo = await actorByAccount(jikimi.office, accounts.cpo);
      const database = (await databaseByName(jikimi.office, 'example'))?.id ?? '';
      const covered = [{ table: 'members', column: 'email', highest: 'full' as const }];
      const until_ = (await now(jikimi.office)).add({ hours: 24 });
      await approvePurpose(
        jikimi.office,
        cpo,
        { service, name: 'passing', display: 'Passing', headcount: 1, database, fields: covered },
        'a test',
        until_,
      );
      await jikimi.grant({ name: 'passing', fields: fields('email:full'), purpose: 'passing' });
      const client = new pg.Client({ connectionString: await jikimi.connect('passing') });
      client.on('error', () => undefined);
      await client.connect();
      const prepared = { name: 'p', text: 'select email from members where id = $1', values: [kim.id] };
      assert.equal((await client.query(prepared)).rows[0]?.email, kim.email);
      await withdrawPurpose(jikimi.office, cpo, service, 'passing', 'a test');
      await assert.rejects(client.query(prepared), { code: 'JK207' });
      await client.end().catch(() => undefined);
    });
  });

  suite('Caps: the one person more is refused, and nothing of that batch leaves', () => {
    before(() =>
      scene().jikimi.grant({
        name: 'capped',
        fields: fields('email:full', 'mobile:partial'),
        maxSubjects: 3,
        daySubjects: 3,
      }),
    );

    test('in one batch, and on a later batch of an open cursor; who was met stays open', () =>
      scene().as('capped', async (client) => {
        const all = await attempt(client, 'select email from members order by id limit 4');
        assert.deepEqual([all.code, all.rows], ['JK222', []]);
        await client.query('begin');
        await client.query('declare c cursor for select email from members order by id');
        assert.equal((await attempt(client, 'fetch 3 from c')).rows.length, 3);
        const more = await attempt(client, 'fetch 1 from c');
        assert.deepEqual([more.code, more.rows], ['JK222', []]);
        await client.query('rollback');
        assert.equal((await attempt(client, 'select email, mobile from members order by id limit 3')).rows.length, 3);
        const heaped = await attempt(client, 'select array_agg(email) from members');
        assert.deepEqual([heaped.code, heaped.rows], ['JK222', []]);
        const masked = await attempt(client, `select mobile from members where id = ${kim.id + 9}`);
        assert.equal(masked.code, 'JK222');
        assert.deepEqual(await scene().refusals('capped'), ['JK222', 'JK222', 'JK222', 'JK222']);
      }));

    test('parallel sessions and a stream of many batches: never one more', async () => {
      await scene().jikimi.grant({ name: 'crowd', fields: fields('email:full'), maxSubjects: 2, daySubjects: 2 });
      const seen = await Promise.all(
        [0, 1, 2, 3, 4].map((n) =>
          scene().anew('crowd', (client) => attempt(client, `select email from members where id = ${kim.id + n}`)),
        ),
      );
      assert.equal(seen.filter(({ rows }) => rows.length === 1).length, 2);
      assert.deepEqual(
        seen.map(({ code }) => code).filter((code) => code !== null),
        ['JK222', 'JK222', 'JK222'],
      );
      await scene().as('crowd', async (client) => {
        const wide = await attempt(
          client,
          `select m.email from members m, generate_series(1, 100) where m.id >= ${kim.id + 100}`,
        );
        assert.deepEqual([wide.code, wide.rows], ['JK222', []]);
      });
    });
  });

  test('Caps: a portal that is read row by row', async () => {
    await scene().jikimi.grant({ name: 'rowwise', fields: fields('email:full'), maxSubjects: 2, daySubjects: 2 });
    const { client } = await signIn(await scene().jikimi.connect('rowwise'));
    await client.ask('begin');
    const portal = { portal: 'p', statement: '', parameterFormats: [], parameters: [], resultFormats: [1] };
    client.send(parse({ name: '', text: 'select email from members order by id', oids: [] }), bind(portal), sync());
    await client.hearReady();
    for (const expected of [1, 1, 0]) {
      client.send(execute('p', 1), sync());
      const frames = await client.hearReady();
      assert.equal(rowsIn(frames).length, expected);
      assert.deepEqual(codesIn(frames), expected === 1 ? [] : ['JK222']);
    }
    client.close();
  });

  suite("A person's own stop, and a field that the grant does not have", () => {
    test('null, with one notice that names the columns, and recorded as withheld', async () => {
      const subject = await scene().subjectOf(kim.id + 4);
      await scene().behind.query(
        `insert into catalog.stop (subject, purpose_id, kind) select $1, id, 'consent_withdrawn' from catalog.purpose where name = $2`,
        [subject, purpose],
      );
      await scene().as('example', async (client) => {
        const stopped = await attempt(
          client,
          `select email, mobile as m, last_location from members where id in (${kim.id}, ${kim.id + 4}) order by id`,
        );
        assert.deepEqual(stopped.rows, [
          [kim.email, '010-****-5678', null],
          [null, null, null],
        ]);
        assert.deepEqual(stopped.notices, ['JK440']);
        assert.match(stopped.text, /email, m, last_location|last_location, email, m/);
        assert.deepEqual(
          (await attempt(client, `select array_agg(email) from members where id = ${kim.id + 4}`)).rows,
          [[[null]]],
        );
        assert.equal(
          (await attempt(client, 'select rrn from payout_tax')).rows.some(([rrn]) => rrn !== null),
          false,
        );
      });
      const { rowCount } = await scene().behind.query(
        `select from custody.disclosure_part where outcome = 'withheld' and $1 = any(subjects) and field_id = (select id from catalog.field where col = 'email')`,
        [subject],
      );
      assert.equal(rowCount, 2);
      await scene().behind.query('delete from catalog.stop where subject = $1', [subject]);
    });

    test('a service grant that lacks the field gets an error instead, since it may write the null back', async () => {
      const { jikimi } = scene();
      const uri = await serviceGrant(jikimi, { name: 'program', fields: fields('email:full') });
      await withClient(uri, async (client) => {
        assert.deepEqual((await attempt(client, `select email from members where id = ${kim.id}`)).rows, [[kim.email]]);
        const lacking = await attempt(client, `select email, mobile from members where id = ${kim.id}`);
        assert.deepEqual([lacking.code, lacking.rows], ['JK223', []]);
      });
      assert.deepEqual(await scene().refusals('program'), ['JK223']);
    });
  });

  test('After all of it: no history and no log holds a value of a member, and every leaf is right', async () => {
    const { jikimi, behind } = scene();
    const history = await behind.query<{ it: string }>(
      'select body::text as it from ledger.act union all select body::text from ledger.opening',
    );
    scene().assertNoPlaintext(history.rows.map(({ it }) => it).join('\n'));
    const logs = [
      'log/gateway.log',
      'log/custodian.log',
      'log/office.log',
      'postgres/members.log',
      'postgres/jikimi.log',
    ];
    for (const log of logs) scene().assertNoPlaintext(readFileSync(pathOf(jikimi.config.home, log), 'utf8'));
    const { code, stdout, stderr } = await jikimi.run('verify');
    assert.equal(code, 0, stdout + stderr);
  });
}

/** Somebody new who is fit to handle. */
async function employ({ jikimi }: Scene, account: string): Promise<PersonId> {
  const owner = await actorByAccount(jikimi.office, 'owner');
  const id = await join(jikimi.office, owner, { account, display: account, kind: 'person', language: 'en' });
  await hold(jikimi.office, owner, { person: id, office: 'handler', service: null, basis: 'a test' });
  const responsible = await actorByAccount(jikimi.office, accounts.responsible);
  await declareFit(jikimi.office, responsible, id, (await now(jikimi.office)).add({ hours: 1 }), 'a test');
  return id;
}

async function connectAs({ jikimi }: Scene, account: string, grant: string): Promise<string> {
  const credential = await issueCredential(
    jikimi.office,
    await actorByAccount(jikimi.office, account),
    grant,
    makeVerifier,
  );
  const uri = new URL(await jikimi.connect('example'));
  uri.username = credential.username;
  uri.password = credential.password;
  return uri.href;
}
