/** Rows of the attack table that go round SELECT: other messages, error texts, statistics, catalogues, names and places to put things. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bind, execute, parse, query, sync } from '../../../src/gateway/frontend-builders.ts';
import { withClient } from '../../support/cluster.ts';
import { psql } from '../../support/psql.ts';
import { codesIn, reportsIn, rowsIn, signIn, statusIn, tagsIn, wholeOf } from '../../support/wire-client.ts';
import { type Scene, attempt, kim, second, until } from './scene.ts';

const denied = '42501';
const copyData = Buffer.from('d\0\0\0\x0cone\ttwo\n');
const copyDone = Buffer.from('c\0\0\0\x04');

export function around(scene: () => Scene): void {
  suite('COPY, FunctionCall, large objects', () => {
    test('COPY TO STDOUT, by psql in text and CSV and by the wire in binary: ciphertext', async () => {
      const uri = await scene().jikimi.connect('example');
      const { rows, stderr } = await psql(
        uri,
        'copy (select email, mobile from members) to stdout',
        'copy members to stdout (format csv)',
        '\\copy (select row_to_json(m) from members m) to stdout',
      );
      assert.equal(rows.length, 600, stderr);
      scene().assertNoPlaintext(rows.join('\n'));
      const wire = await signIn(uri);
      const whole = wholeOf(await wire.client.ask('copy (select email from members) to stdout (format binary)'));
      wire.client.close();
      assert.ok(whole.includes('\xd5JK\x01'));
      scene().assertNoPlaintext(whole);
    });

    test('COPY FROM, TO a file and TO PROGRAM are refused', () =>
      scene().as('example', async (client) => {
        assert.equal((await attempt(client, 'copy members from stdin')).code, 'JK510');
        assert.equal((await attempt(client, 'copy notebook (id, about) from stdin')).code, 'JK510');
        assert.equal((await attempt(client, `copy (select email from members) to '/tmp/stolen'`)).code, denied);
        assert.equal((await attempt(client, `copy (select email from members) to program 'cat'`)).code, denied);
        assert.equal((await attempt(client, `select pg_read_file('PG_VERSION')`)).code, denied);
      }));

    test("COPY FROM that stands behind a statement which moves the search path: nothing of the gateway's gets among its data", async () => {
      const { client } = await signIn(await scene().jikimi.connect('example'));
      await scene().members.query(
        'create table loaded (a text, b text); grant select, insert on loaded to jikimi_reader',
      );
      client.send(query('set search_path = public; select pg_sleep(0.5)'), query('copy loaded from stdin'));
      const frames = await client.hearReady();
      for (let frame = await client.hear(); frame !== undefined && frame.type !== 'G'; frame = await client.hear())
        frames.push(frame);
      await sleep(200); // what the gateway asks for is with the server
      client.send(copyData, copyDone);
      const loaded = await client.hearReady();
      assert.deepEqual([codesIn(frames), codesIn(loaded), tagsIn(loaded)], [[], [], ['COPY 1']]);
      assert.deepEqual(rowsIn(await client.ask(`select a from loaded where b = 'two'`)), [['one']]);
      assert.deepEqual(rowsIn(await client.ask(`select id from members where email = '${kim.email}'`)), [
        [`${kim.id}`],
      ]);
      client.close();
    });

    test('FunctionCall is refused with JK402, on record, and the session goes on', async () => {
      const before = (await scene().gatewayRefusals()).length;
      const wire = await signIn(await scene().jikimi.connect('example'));
      wire.client.send(functionCall);
      const frames = await wire.client.hearReady();
      assert.deepEqual([codesIn(frames), statusIn(frames)], [['JK402'], 'I']);
      wire.client.send(query('begin'), functionCall, query('rollback'));
      await wire.client.hearReady();
      assert.equal(statusIn(await wire.client.hearReady()), 'E');
      assert.equal(statusIn(await wire.client.hearReady()), 'I');
      wire.client.send(...extended('one', `select email from members where id = ${kim.id}`), functionCall, sync());
      const piped = [...(await wire.client.hearReady()), ...(await wire.client.hearReady())];
      assert.deepEqual([rowsIn(piped), codesIn(piped)], [[[kim.email]], ['JK402']]);
      assert.deepEqual(rowsIn(await wire.client.ask('select 1')), [['1']]);
      wire.client.close();
      await until(
        'its record',
        async () => (await scene().gatewayRefusals()).slice(before).filter((code) => code === 'JK402').length === 3,
      );
    });

    test('what is no message, hides a second statement behind a NUL, or claims a gigabyte ends the connection, on record', async () => {
      const before = (await scene().gatewayRefusals()).length;
      const said: readonly (readonly [frame: Buffer, code: string])[] = [
        [Buffer.from([0x7a, 0, 0, 0, 4]), 'JK402'],
        [Buffer.from([0x57, 0, 0, 0, 4]), 'JK402'],
        [Buffer.from('Q\0\0\0\x28select 1\0; select email from members\0', 'latin1'), 'JK400'],
        [Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff]), 'JK401'],
        [Buffer.from([0x51, 0, 0, 0, 1]), 'JK400'],
        [Buffer.concat([Buffer.from([0x42, 0, 0, 0, 6]), Buffer.from([0, 0])]), 'JK400'],
      ];
      for (const [frame, code] of said) {
        const wire = await signIn(await scene().jikimi.connect('example'));
        wire.client.send(frame);
        const frames = await wire.client.hearReady();
        assert.deepEqual([codesIn(frames), rowsIn(frames)], [[code], []]);
        await wire.client.closed;
      }
      await until('their records', async () => (await scene().gatewayRefusals()).length >= before + said.length);
    });

    test('a large object holds ciphertext at most, and goes with its role', async () => {
      await scene().jikimi.grant({ name: 'stash', fields: [{ table: 'members', column: 'email', mode: 'partial' }] });
      const role = await scene().anew('stash', async (client) => {
        const made = await client.query<{ it: number }>(
          `select lo_from_bytea(0, convert_to(concat(email), 'UTF8')) as it from members where id = ${kim.id}`,
        );
        const { text } = await attempt(client, `select convert_from(lo_get(${made.rows[0]?.it}), 'UTF8')`);
        scene().assertNoPlaintext(text);
        assert.equal((await attempt(client, `select lo_export(${made.rows[0]?.it}, '/tmp/stolen')`)).code, denied);
        assert.equal((await attempt(client, 'alter default privileges grant all on tables to public')).code, null);
        return String((await attempt(client, 'select current_user')).rows[0]?.[0]);
      });
      await scene().revoke('stash');
      await until(
        'the end of its role',
        async () => (await scene().members.query('select from pg_roles where rolname = $1', [role])).rowCount === 0,
      );
      assert.equal((await scene().members.query('select from pg_largeobject_metadata')).rowCount, 0);
    });
  });

  suite('Error text (`phone::int`): no plaintext in what the client is told, nor in the server log', () => {
    for (const [statement, code] of [
      ['select concat(mobile)::int from members', '22P02'],
      ['select mobile::int from members', '42846'],
      ['select concat(mobile)::json from members', '22P02'],
      [`select ('{' || concat(mobile))::int[] from members`, '22P02'],
      ['select concat(email)::uuid from members', '22P02'],
      ['select 1 / (length(concat(email)) - length(concat(email))) from members', '22012'],
      [`select set_config('datestyle', concat(mobile), false) from members`, '22023'],
      [
        `do $$ begin raise exception '%', (select m from members m limit 1) using errcode = 'JK203', detail = (select concat(email) from members limit 1); end $$`,
        'JK203',
      ],
    ] as const)
      test(`\`${statement.slice(0, 70)}\``, () =>
        scene().as('example', async (client) => {
          const told = await attempt(client, statement);
          assert.equal(told.code, code);
          assert.equal(told.detail, undefined);
          scene().assertNoPlaintext(told.text);
        }));
  });

  test('Failed INSERT: no DETAIL and no CONTEXT, to the client or in the server log', async () => {
    await scene().as('example', async (client) => {
      assert.equal((await attempt(client, `insert into notebook values (1, 'note-8841')`)).code, null);
      for (const [statement, code] of [
        [`insert into notebook values (2, 'secret-8842')`, '23514'],
        [`insert into notebook values (1, 'note-8843')`, '23505'],
        [`insert into notebook values (null, 'note-8844')`, '23502'],
        [`update notebook set note = 'secret-8845' where id = 1`, '23514'],
      ] as const) {
        const told = await attempt(client, statement);
        assert.equal(told.code, code);
        assert.equal(told.detail, undefined);
        assert.doesNotMatch(told.text, /88\d\d|where":/);
      }
      assert.equal((await attempt(client, `insert into notebook values (3, 'x', 'kim@example.kr')`)).code, 'JK510');
      assert.equal(
        (await attempt(client, `insert into notebook select 3, 'x', email from members limit 1`)).code,
        null,
      );
      assert.equal(
        (await attempt(client, `update notebook set about = $1 where id = 1`, ['kim@example.kr'])).code,
        'JK510',
      );
      assert.equal((await attempt(client, `insert into members (email) values ('kim@example.kr')`)).code, 'JK510');
    });
    await scene().as('example', (client) => attempt(client, `select 'typed-8846'::int`));
    const stranger = new URL(scene().jikimi.membersUri);
    stranger.username = 'stranger_4711';
    await assert.rejects(withClient(stranger.href, (client) => client.query('select 1')));
    const log = scene().serverLog();
    assert.match(log, /stranger_4711/, 'the log is not the one that the server writes');
    assert.doesNotMatch(log, /typed-88|secret-88|note-88|DETAIL|CONTEXT|Failing row/);
    scene().assertNoPlaintext(log);
  });

  test('EXPLAIN and statistics: the same plan and the same estimate for a value that is there and one that is not', () =>
    scene().as('example', async (client) => {
      const plan = async (value: string) => {
        const { rows, text } = await attempt(
          client,
          `explain (verbose, settings) select email, mobile from members where email = '${value}'`,
        );
        scene().assertNoPlaintext(text);
        return rows.map(([line]) => String(line).replace(/'\\x[0-9a-f]+'/g, '?'));
      };
      assert.deepEqual(await plan(kim.email), await plan('nobody@example.kr'));
      const analysed = await attempt(
        client,
        `explain (analyze, verbose, buffers) select * from members where mobile = '${kim.mobile}' or email <> '${kim.email}'`,
      );
      assert.equal(analysed.code, null);
      scene().assertNoPlaintext(analysed.text);
    }));

  test('pg_stats and the tables behind it: no row of a protected table, no sample of its values', () =>
    scene().as('example', async (client) => {
      const seen = await attempt(
        client,
        `select * from pg_stats where schemaname = 'public' and tablename in ('members', 'orders', 'payout_tax')`,
      );
      assert.deepEqual(seen.rows, []);
      for (const hidden of [
        'pg_statistic',
        'pg_statistic_ext_data',
        'pg_authid',
        'pg_shadow',
        'pg_user_mappings u, pg_largeobject',
      ])
        assert.equal((await attempt(client, `select * from ${hidden}`)).code, denied, hidden);
      for (const act of [
        `pg_create_logical_replication_slot('s', 'pgoutput')`,
        'pg_hba_file_rules()',
        `pg_ls_dir('.')`,
        'pg_reload_conf()',
      ])
        assert.equal((await attempt(client, `select ${act}`)).code, denied, act);
      for (const logged of [
        'log_statement = ddl',
        'log_min_duration_statement = 0',
        'log_error_verbosity = verbose',
        'log_min_error_statement = debug5',
      ])
        assert.equal((await attempt(client, `set ${logged}`)).code, denied, logged);
      scene().assertNoPlaintext(
        (await attempt(client, `select * from pg_stats where attname in ('email', 'mobile')`)).text,
      );
    }));

  test("Catalog: no scope, no subject list, no other grant's text; a role's name is a random id", () =>
    scene().as('listed', async (client) => {
      for (const hidden of ['pii.subject', 'pii.open_cast', 'member_passwords'])
        assert.equal((await attempt(client, `select * from ${hidden}`)).code, denied, hidden);
      assert.equal((await attempt(client, 'select hash from member_passwords')).code, denied);
      assert.equal((await attempt(client, 'select count(*) from pii.scope')).rows[0]?.[0], '2');
      assert.equal(
        (await attempt(client, `insert into pii.scope values (session_user, true, null, 'infinity')`)).code,
        denied,
      );
      const roles = await attempt(client, `select rolname from pg_roles where rolname like 'jk%'`);
      for (const [name] of roles.rows) assert.match(String(name), /^jk_[0-9a-f]{32}$/);
      const all = await attempt(client, 'select * from pg_views');
      scene().assertNoPlaintext(all.text);
    }));

  test("pg_stat_activity: another grant's role sees nothing of its statements", () =>
    scene().as('example', async (watcher) => {
      await scene().as('other', async (client) => {
        await client.query(`select 'a colleague looks for 7731'`);
        const seen = await attempt(
          watcher,
          `select query from pg_stat_activity where usename <> current_user and query like '%' || '77' || '31%'`,
        );
        assert.deepEqual(seen.rows, []);
        for (const act of ['pg_terminate_backend', 'pg_cancel_backend'])
          assert.equal(
            (
              await attempt(
                watcher,
                `select ${act}(pid) from pg_stat_activity where usename like 'jk%' and usename <> current_user`,
              )
            ).code,
            denied,
          );
        assert.equal((await attempt(client, 'select 1')).code, null);
      });
    }));

  suite('search_path tricks: names resolve elsewhere, decryption does not care', () => {
    for (const path of ['public', '"$user"', 'pg_temp, public', 'public, pg_catalog', "''"])
      test(`set search_path = ${path}: still found, still opened by the envelope`, () =>
        scene().as('example', async (client) => {
          await client.query(`set search_path = ${path}`);
          const found = `select email as mobile, mobile as email from public.members where email = '${kim.email}'`;
          const seen = async () => (await attempt(client, found)).text;
          const expected = JSON.stringify([[[kim.email, '010-****-5678']], []]);
          assert.equal(await seen(), expected);
          await client.query('begin');
          await client.query(`set local search_path = ${path}`);
          assert.equal(await seen(), expected);
          await client.query('rollback');
          await client.query(`select set_config('search_path', 'public', false)`);
          assert.equal(await seen(), expected);
        }));

    test('in start-up parameters, in options, and on the role itself', async () => {
      const uri = await scene().jikimi.connect('other');
      const found = `select mobile from members where email = '${kim.email}'`;
      for (const parameters of [{ search_path: 'public' }, { options: '-c search_path=public' }]) {
        const wire = await signIn(uri, parameters);
        assert.deepEqual(rowsIn(await wire.client.ask(found)), [['010-****-5678']]);
        await wire.client.ask('alter role current_user set search_path = public');
        wire.client.close();
      }
      const again = await signIn(uri);
      assert.deepEqual(rowsIn(await again.client.ask(found)), [['010-****-5678']]);
      await again.client.ask('alter role current_user reset all');
      again.client.close();
    });

    test('nothing can be put in front: no function, operator, type, table or schema of its own', () =>
      scene().as('example', async (client) => {
        for (const made of [
          'create temp table members (id int)',
          'create table public.members2 (id int)',
          'select * into temp stolen from members',
          'create temp view v as select 1',
          'create function public.f() returns int language sql as $$ select 1 $$',
          'create function pg_temp.f() returns int language sql as $$ select 1 $$',
          'create operator public.= (function = pii.equal, leftarg = pii.sealed, rightarg = text)',
          'create type public.sealed as enum ()',
          'create domain pii.open as pii.sealed',
          'create schema stolen',
          'create cast (pii.sealed as text) without function',
          'create extension pgcrypto',
          'create role stolen',
          'create database stolen',
          'alter table members disable row level security',
          `select pii.protect('members', 'null', 'public')`,
          'select pii.refuse_casts()',
          'grant jikimi_reader to public',
          'security label on table members is null',
          'comment on table members is null',
        ]) {
          const { code } = await attempt(client, made);
          assert.ok([denied, '42704', '22023', '0A000', '42601'].includes(code ?? ''), `${made}: ${code}`);
        }
      }));
  });

  suite('Prepared reuse: what was prepared earlier has no rights of its own', () => {
    test('PREPARE, EXECUTE, wire statements under another name, DEALLOCATE, DISCARD ALL', () =>
      scene().as('example', async (client) => {
        await client.query('prepare p as select mobile from members where id = $1');
        assert.deepEqual((await attempt(client, `execute p(${kim.id})`)).rows, [['010-****-5678']]);
        await client.query('prepare q as select id from members where email = $1');
        assert.deepEqual((await attempt(client, `execute q('${kim.email}')`)).rows, [[String(kim.id)]]);
        await client.query('deallocate p');
        assert.equal((await attempt(client, `execute p(${kim.id})`)).code, '26000');
        await client.query('discard all');
        assert.equal((await attempt(client, `execute q('${kim.email}')`)).code, '26000');
      }));

    test('a wire statement whose name SQL gave to another one: opened by the envelope or ciphertext, never more', async () => {
      const wire = await signIn(await scene().jikimi.connect('example'));
      wire.client.send(...extended('s', 'select 1', false));
      await wire.client.hearReady();
      await wire.client.ask(`deallocate s; prepare s as select email, mobile from members where id = ${kim.id}`);
      wire.client.send(
        bind({ portal: '', statement: 's', parameterFormats: [], parameters: [], resultFormats: [] }),
        execute(''),
        sync(),
      );
      const frames = await wire.client.hearReady();
      wire.client.close();
      assert.doesNotMatch(wholeOf(frames), new RegExp(kim.mobile));
      for (const row of rowsIn(frames)) assert.ok(row[1] === '010-****-5678' || row[1]?.startsWith('\\xd54a4b01'));
    });

    test('a wire portal over a cursor that SQL declared: opened by the envelope', async () => {
      const wire = await signIn(await scene().jikimi.connect('example'));
      await wire.client.ask(`begin; declare c cursor for select mobile from members order by id`);
      wire.client.send(execute('c', 1), sync());
      assert.deepEqual(rowsIn(await wire.client.hearReady()), [['010-****-5678']]);
      wire.client.close();
    });
  });

  test('Multi-statement: each result by its own columns; extended protocol takes one only', async () => {
    await scene().as('example', async (client) => {
      const { rows } = await attempt(
        client,
        `select 1; select mobile as one from members where id = ${kim.id}; select email from members where id = ${second - 1}; select 'x;y'`,
      );
      assert.deepEqual(rows, [[1], ['010-****-5678'], [kim.email], ['x;y']]);
      assert.equal((await attempt(client, 'select email from members; select 1', [])).code, '42601');
    });
  });

  test('NOTIFY, settings and comments as a stash carry ciphertext only, and LISTEN works', () =>
    scene().as('example', (listener) =>
      scene().as('other', async (client) => {
        const heard: string[] = [];
        listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
        await listener.query('listen stash');
        await client.query(`select pg_notify('stash', concat(email)) from members where id = ${kim.id}`);
        await until('the notification', async () => heard.length > 0);
        assert.match(heard.join(), /d54a4b01/);
        scene().assertNoPlaintext(heard.join());
        const kept = await attempt(
          client,
          `select set_config('jikimi.stash', concat(mobile), false), current_setting('jikimi.stash') from members where id = ${kim.id}`,
        );
        scene().assertNoPlaintext(kept.text);
        await client.query(
          `do $$ begin perform set_config('application_name', (select concat(mobile) from members limit 1), false); end $$`,
        );
        scene().assertNoPlaintext((await attempt(client, 'show application_name')).text);
      }),
    ));

  test('a lock of its own does not keep others from connecting', () =>
    scene().as('example', async (client) => {
      await client.query(
        `select pg_advisory_lock(hashtext('jikimi.roles')), pg_advisory_lock(hashtextextended('jikimi.roles', 0))`,
      );
      await scene().jikimi.grant({
        name: 'locked-out',
        fields: [{ table: 'members', column: 'email', mode: 'partial' }],
      });
      await scene().anew('locked-out', async (other) => assert.equal((await attempt(other, 'select 1')).code, null));
    }));

  test('a password that it gives its own role: with it the database itself gives ciphertext, and the gateway still connects', async () => {
    const role = await scene().as('other', async (client) => {
      await client.query(`alter role current_user password 'mine-now'`);
      return String((await attempt(client, 'select current_user')).rows[0]?.[0]);
    });
    const direct = new URL(scene().jikimi.membersUri);
    direct.username = role;
    direct.password = 'mine-now';
    await withClient(direct.href, async (client) => {
      const { text, rows } = await attempt(client, 'select * from members');
      assert.equal(rows.length, 200);
      scene().assertNoPlaintext(text);
      assert.equal(
        (await attempt(client, `select id from members where email operator(pii.=) '${kim.email}'`)).code,
        'JK501',
      );
    });
    await scene().anew('other', async (client) =>
      assert.equal((await attempt(client, 'select email from members limit 1')).code, null),
    );
    await assert.rejects(
      withClient(direct.href, (client) => client.query('select 1')),
      { code: '28P01' },
    );
  });

  test('a very long statement: refused where it would have to be read, relayed where it has no value', () =>
    scene().as('example', async (client) => {
      const long = ' '.repeat(1_100_000);
      assert.equal(
        (await attempt(client, `select email from members where id = ${kim.id}${long}`)).rows[0]?.[0],
        kim.email,
      );
      assert.equal((await attempt(client, `select 1 from members where email = 'x'${long}`)).code, 'JK514');
      assert.equal((await attempt(client, `select id from members where email = '${'x'.repeat(300_000)}'`)).code, null);
    }));

  test('a report of the server is told without its place in plpgsql', async () => {
    const wire = await signIn(await scene().jikimi.connect('example'));
    const frames = await wire.client.ask(
      `do $$ begin perform leak(email, id) from members where id = ${kim.id}; raise warning 'w' using detail = 'd-9917'; end $$`,
    );
    wire.client.close();
    assert.equal(reportsIn(frames, 'N').length, 2);
    for (const report of reportsIn(frames, 'N'))
      for (const letter of ['D', 'W', 'q', 'p']) assert.equal(report.has(letter), false, letter);
  });
}

/** FunctionCall of pg_backend_pid(): OID 2026, no arguments, a text result. */
const functionCall = Buffer.from([0x46, 0, 0, 0, 14, 0, 0, 0x07, 0xea, 0, 0, 0, 0, 0, 0]);

/** Parse, and bind and execute it; without Sync where `run`. */
function extended(name: string, text: string, run = true): Buffer[] {
  const parsed = parse({ name, text, oids: [] });
  if (!run) return [parsed, sync()];
  return [
    parsed,
    bind({ portal: '', statement: name, parameterFormats: [], parameters: [], resultFormats: [] }),
    execute(''),
  ];
}
