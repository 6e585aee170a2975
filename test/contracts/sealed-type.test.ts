/** The table "SQL, unchanged | what happened" that docs/design.md, section 6, sums up, row by row, on PostgreSQL 18 with 200,000 rows, as bare login roles behind the row wall. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import pg from 'pg';
import { testCluster } from '../support/cluster.ts';
import {
  emailOf,
  envelopeFor,
  fields,
  finderFor,
  groups,
  installPii,
  makeMembers,
  phoneOf,
} from '../support/sealed-members.ts';

const rows = 200_000;
const listed = 1000;
const kim = (row: number) => finderFor(emailOf(row), groups.email);
const emailEnvelope = (row: number, value = emailOf(row)) =>
  envelopeFor({ group: groups.email, value, field: fields.email, row });

suite('pii.sealed', () => {
  let cluster: Awaited<ReturnType<typeof testCluster>>;
  let owner: pg.Client;
  let everyone: pg.Client;
  let list: pg.Client;

  before(async () => {
    cluster = await testCluster();
    owner = await connected(cluster.uri('postgres'));
    await installPii(owner, 'postgres');
    const took = await makeMembers(owner, rows);
    everyone = await connected(asRole('g_all'));
    list = await connected(asRole('g_list'));
    process.stdout.write(
      `# ${rows} rows: unique index ${took.index.toFixed(0)} ms, ANALYZE ${took.analyze.toFixed(0)} ms\n`,
    );
  });

  after(async () => {
    for (const client of [owner, everyone, list]) await client?.end();
    await cluster?.stop();
  });

  const asRole = (role: string) => cluster.uri('postgres').replace(/\/\/[^@]*@/, `//${role}:x@`);
  const both = (): [string, pg.Client, number][] => [
    ['everyone-grant', everyone, rows],
    ['list-grant', list, listed],
  ];

  suite('search', () => {
    const shapes: readonly (readonly [string, string, string])[] = [
      ['email = $1', '{pii.sealed}', `'${kim(7)}'`],
      ['$1 = email', '{pii.sealed}', `'${kim(7)}'`],
      ['email in ($1, $2)', '{pii.sealed,pii.sealed}', `'${kim(7)}', '${kim(8)}'`],
      ['email = any ($1)', '{pii.sealed[]}', `array['${kim(7)}', '${kim(8)}']::pii.sealed[]`],
    ];
    for (const mode of ['force_generic_plan', 'force_custom_plan'])
      for (const [place, types, values] of shapes)
        test(`\`${place}\` infers ${types} and reads the unique index (${mode})`, async () => {
          for (const [who, client] of both()) {
            await client.query(
              `deallocate all; set plan_cache_mode = ${mode}; prepare p as select id from members where ${place}`,
            );
            const inferred = await one<string>(
              client,
              `select parameter_types::text from pg_prepared_statements where name = 'p'`,
            );
            assert.equal(inferred.replaceAll('"', '').replace(/(^|[{,])sealed/g, '$1pii.sealed'), types);
            const plan = await explain(client, `execute p(${values})`);
            assert.match(plan, /Index (Only )?Scan using members_email on members/, `${who}: ${plan}`);
            assert.doesNotMatch(plan, /Seq Scan on members/);
            const found = await column(client, `execute p(${values})`);
            assert.deepEqual(
              found.map(Number).toSorted((a, b) => a - b),
              values.includes(kim(8)) ? [7, 8] : [7],
              who,
            );
          }
        });

    test('a list-grant finds nobody outside its list', async () => {
      assert.deepEqual(await column(list, `select id from members where email = $1`, [kim(listed + 1)]), []);
    });

    test('`<>`, `not in`, `not (=)` and `is distinct from` count everybody else', async () => {
      for (const [who, client, seen] of both()) {
        const count = async (where: string, ...values: unknown[]) =>
          Number(await one(client, `select count(*) from members where ${where}`, values));
        assert.equal(await count('email <> $1', kim(7)), seen - 1, who);
        assert.equal(await count('email not in ($1, $2)', kim(7), kim(8)), seen - 2, who);
        assert.equal(await count('not (email = $1)', kim(7)), seen - 1, who);
        assert.equal(await count('email is distinct from $1', kim(7)), seen - 1, who);
        assert.equal(await count('email <> all ($1)', [kim(7), kim(8)]), seen - 2, who);
      }
    });

    test('a finder with several groups is compared by the one of the column', async () => {
      const several = (row: number) => finderFor(emailOf(row), groups.phone, groups.email, 900);
      assert.deepEqual(await column(everyone, 'select id from members where email = $1', [several(7)]), [7]);
      assert.deepEqual(
        await column(everyone, 'select id from members where phone = $1', [
          finderFor(phoneOf(9), groups.email, groups.phone),
        ]),
        [9],
      );
      assert.equal(
        Number(await one(everyone, 'select count(*) from members where email <> $1', [several(7)])),
        rows - 1,
      );
    });

    test('several finders of several groups never miss: they are found, or raise JK504', async () => {
      for (let row = 1; row <= 12; row++) {
        const values = [row, row + 1, row + 2].map((each) => finderFor(emailOf(each), groups.email, groups.phone));
        const found = column(everyone, 'select id from members where email = any ($1) order by id', [values]);
        await found.then(
          (ids) => assert.deepEqual(ids, [row, row + 1, row + 2]),
          (error: DatabaseError) => assert.equal(error.code, 'JK504'),
        );
      }
    });

    test('a finder without the group of the column raises JK502, also below NOT', async () => {
      const phone = finderFor(phoneOf(7), groups.phone);
      await refused(everyone, 'select id from members where email = $1', 'JK502', [phone]);
      await refused(everyone, 'delete from members where not (email = $1)', 'JK502', [phone]);
      await refused(everyone, 'select id from members where birth = $1', 'JK502', [phone]);
    });
  });

  suite('sets, joins and keys', () => {
    test('`distinct`, `group by`, `count(distinct)` and `union` see one value where terms agree', async () => {
      for (const [who, client, seen] of both()) {
        assert.equal(
          Number(await one(client, 'select count(*) from (select distinct email from members) as d')),
          seen,
          who,
        );
        assert.equal(Number(await one(client, 'select count(distinct email) from members')), seen, who);
        assert.equal(
          Number(await one(client, 'select count(*) from (select email from members group by email) as g')),
          seen,
          who,
        );
      }
      assert.equal(
        Number(
          await one(list, 'select count(*) from (select email from members union select email from members) as u'),
        ),
        listed,
      );
    });

    test('200,000 values without an index are told apart within a minute, also on a busy machine', async () => {
      const start = performance.now();
      assert.equal(Number(await one(everyone, 'select count(*) from (select distinct phone from members) as d')), rows);
      process.stdout.write(`# distinct over ${rows} rows by sorting: ${(performance.now() - start).toFixed(0)} ms\n`);
      assert.ok(performance.now() - start < 60_000);
    });

    test('sealed columns of one group join and reference each other, whatever their nonces', async () => {
      await owner.query(`create table invitation (n serial primary key, email pii.sealed references members (email)
        check (pii.ok(email, 21::smallint, 1::smallint)))`);
      await owner.query('grant select on invitation to jikimi_reader');
      for (const row of [3, 4, 4, 150_000])
        await owner.query('insert into invitation (email) values ($1)', [
          envelopeFor({ group: groups.email, value: emailOf(row), field: 21, row }),
        ]);
      await refused(owner, 'insert into invitation (email) values ($1)', '23503', [
        envelopeFor({ group: groups.email, value: 'nobody@haneul.example', field: 21, row: 1 }),
      ]);
      assert.deepEqual(
        await column(everyone, 'select m.id from invitation join members as m using (email) order by m.id'),
        [3, 4, 4, 150_000],
      );
      assert.deepEqual(
        await column(list, 'select m.id from invitation join members as m using (email) order by m.id'),
        [3, 4, 4],
      );
      await refused(owner, 'delete from members where id = 3', '23503');
    });

    test('a join without an index is a merge join', async () => {
      await inVain(owner, async () => {
        await owner.query(`create temp table a as select email from members where id <= 20000; create temp table b as select email from members
          where id > 10000 and id <= 30000; analyze a; analyze b`);
        const sql = 'select count(*) from a join b on a.email = b.email';
        assert.match(await explain(owner, sql), /Merge Join/);
        assert.equal(Number(await one(owner, sql)), 10_000);
      });
    });

    test('`unique` and `on conflict` answer with their usual SQLSTATE', async () => {
      await inVain(owner, async () => {
        await refused(owner, 'insert into members (id, email) values (900001, $1)', '23505', [emailEnvelope(7)]);
        const again = `insert into members (id, email) values (900001, $1) on conflict (email) do update set nickname = 'twice' returning id`;
        assert.deepEqual(await column(owner, again, [emailEnvelope(7)]), [7]);
      });
    });

    test('`order by` follows the term', async () => {
      const sorted = await column(everyone, `select pii.slice(email, 7, 16) from members order by email limit 50`);
      const terms = sorted.map((term) => (term as Buffer).toString('hex'));
      assert.deepEqual(terms, [...terms].sort());
    });
  });

  suite('what nobody bound', () => {
    for (const where of [
      `email = 'kim7@haneul.example'`,
      `'kim7@haneul.example' = email`,
      `email <> 'kim7@haneul.example'`,
      `not (email = 'kim7@haneul.example')`,
      `email not in ('kim7@haneul.example', 'lee')`,
      `email in ('kim7@haneul.example')`,
      `email is distinct from 'kim7@haneul.example'`,
      `email = any ('{kim7@haneul.example}')`,
      `coalesce(null, email) <> 'kim7@haneul.example'`,
      `nullif(email, 'kim7@haneul.example') is null`,
      `case email when 'kim7@haneul.example' then true end`,
      `email = ''`,
      `email <> '\\xd54a4b0200'`,
      `birth <> 'kim7@haneul.example'`,
    ])
      test(`\`${where}\` raises JK501`, async () => {
        for (const [, client] of both()) {
          await refused(client, `select id from members where ${where}`, 'JK501');
          await refused(client, `delete from members where ${where}`, 'JK501');
        }
      });

    test('no message holds the value', async () => {
      const error = await failure(everyone, `select id from members where email = 'kim7@haneul.example'`);
      assert.doesNotMatch(JSON.stringify([error, error.message]), /kim7|haneul/);
    });

    test('`like`, `<`, `between`, `min` and `max` have no operator', async () => {
      for (const sql of [
        `select id from members where email like 'kim%'`,
        `select id from members where email ilike 'kim%'`,
        `select id from members where email ~ 'kim'`,
        `select id from members where email < 'kim'`,
        `select id from members where email >= $1`,
        `select id from members where email between 'a' and 'b'`,
        `select min(email) from members`,
        `select max(email) from members`,
        `select string_agg(email, ',') from members`,
        `select lower(email) from members`,
        `select id from members where email = 'x'::text`,
        `select id from members where email = nickname`,
        `select id from members where email = '\\x00'::bytea`,
      ])
        await refused(everyone, sql, '42883', sql.includes('$1') ? ['a'] : []);
    });
  });

  suite('casts', () => {
    for (const cast of ['text', 'varchar', 'varchar(5)', 'char(5)', 'bpchar', 'name'])
      test(`\`email::${cast}\` raises JK503 instead of comparing ciphertext`, async () => {
        await refused(everyone, `select id from members where email::${cast} <> 'kim'`, 'JK503');
        await refused(everyone, `delete from members where not (email::${cast} = 'kim')`, 'JK503');
        await refused(everyone, `select cast(email as ${cast}) from members`, 'JK503');
        await refused(everyone, `select array[email]::${cast} from members`, 'JK503');
        await refused(everyone, `select array[email]::${cast}[] from members`, 'JK503');
        await refused(everyone, `select '${emailEnvelope(7)}'::${cast}::pii.sealed`, 'JK503');
      });

    test('a domain over text and a concatenation raise too', async () => {
      await owner.query('create domain word as text');
      await refused(everyone, `select id from members where email::word <> 'kim'`, 'JK503');
      await refused(everyone, `select id from members where email || '' <> 'kim'`, 'JK503');
      await refused(everyone, `select id from members where (email || '')::pii.sealed = email`, 'JK503');
    });

    test('no cast leads to or from bytea, and input and output functions are not callable', async () => {
      await refused(everyone, 'select email::bytea from members', '42846');
      await refused(everyone, `select '\\x00'::bytea::pii.sealed`, '42846');
      await refused(everyone, 'select pii.sealed_out(email) from members', '42501');
      await refused(everyone, 'select pii.sealed_send(email) from members', '42501');
      await refused(everyone, `select pii.sealed_in('x')`, '42501');
    });

    test('nothing is open, and a string type that comes later is refused by refuse_casts', async () => {
      assert.equal(Number(await one(owner, 'select count(*) from pii.open_cast')), 0);
      await inVain(owner, async () => {
        await owner.query(`create type word2; create function word2in(cstring) returns word2 language internal immutable strict as 'textin';
          create function word2out(word2) returns cstring language internal immutable strict as 'textout';
          create type word2 (input = word2in, output = word2out, internallength = variable, category = 'S')`);
        assert.equal(Number(await one(owner, 'select pii.refuse_casts()')), 4);
        await refused(owner, 'select email::word2 from members', 'JK503');
      });
    });
  });

  suite('what leaves through output functions is ciphertext', () => {
    for (const expression of [
      `concat(email, '')`,
      `format('%s', email)`,
      'to_jsonb(email)',
      'row_to_json(row(email, phone))',
      'row(email, phone)::text',
      '(select json_agg(m) from (select email from members where id = 7) as m)',
      'array_to_string(array[email], $$,$$)',
      `md5(pii.slice(email, 55, 20))`,
    ])
      test(`\`${expression}\``, async () => {
        assert.doesNotMatch(
          String(JSON.stringify(await one(everyone, `select ${expression} from members where id = 7`))),
          /haneul|01000000007/,
        );
      });

    test('`bytea_output = escape` changes the spelling and no comparison', async () => {
      await everyone.query(`set bytea_output = escape`);
      assert.match(await one<string>(everyone, 'select email from members where id = 7'), /^\\325JK\\001/);
      assert.deepEqual(await column(everyone, 'select id from members where email = $1', [kim(7)]), [7]);
      await refused(everyone, `select id from members where email <> 'kim'`, 'JK501');
      await refused(everyone, `select id from members where email::text <> 'kim'`, 'JK503');
      await everyone.query('reset bytea_output');
    });

    test('`standard_conforming_strings = off` changes no comparison', async () => {
      const fresh = await connected(asRole('g_all'));
      await fresh.query(`set standard_conforming_strings = off; set escape_string_warning = off`);
      assert.deepEqual(await column(fresh, 'select id from members where email = $1', [kim(7)]), [7]);
      assert.equal(Number(await one(fresh, 'select count(*) from members where email <> $1', [kim(7)])), rows - 1);
      assert.deepEqual(await column(fresh, `select id from members where email = E'\\${kim(7)}'`), [7]);
      await refused(fresh, `select id from members where email <> 'kim'`, 'JK501');
      await fresh.end();
    });

    test('the type survives views, CTE, UNION, COALESCE, CASE and arrays', async () => {
      const { rows: oids } = await owner.query(
        `select 'pii.sealed'::regtype::oid::int as one, 'pii.sealed[]'::regtype::oid::int as many`,
      );
      const { fields: shown } =
        await everyone.query(`with c as (select email as x from members where id = 7 union select phone from members where id = 8)
        select x, coalesce(x, '') as a, case when true then x else '' end as b, array_agg(x) as c from c group by x`);
      assert.deepEqual(
        shown.map((field) => field.dataTypeID),
        [oids[0].one, oids[0].one, oids[0].one, oids[0].many],
      );
    });

    test('a literal beside a sealed column comes out as the text that it is', async () => {
      assert.equal(await one(everyone, `select coalesce(null::pii.sealed, '없음')`), '\\xec9786ec9d8c');
    });
  });

  suite('checks', () => {
    const store = (column_: string, value: string) =>
      [`insert into members (id, ${column_}) values (900002, $1)`, [value]] as const;
    for (const [what, column_, value] of [
      ['plaintext', 'email', 'kim@haneul.example'],
      ['an empty text', 'email', ''],
      ['a finder', 'email', kim(7)],
      [
        "another field's envelope",
        'email',
        envelopeFor({ group: groups.email, value: 'new', field: fields.phone, row: 7 }),
      ],
      [
        "another group's envelope",
        'email',
        envelopeFor({ group: groups.phone, value: 'new', field: fields.email, row: 7 }),
      ],
      [
        'an envelope without a term',
        'email',
        envelopeFor({ group: groups.none, value: 'new', field: fields.email, row: 7 }),
      ],
      [
        'an envelope with a term in a column that is not findable',
        'birth',
        envelopeFor({ group: groups.email, value: 'new', field: fields.birth, row: 7 }),
      ],
      ['a cut envelope', 'email', emailEnvelope(7, 'new').slice(0, 2 + 2 * 69)],
      ['an unknown suite', 'email', emailEnvelope(7, 'new').replace(/^(.{50})01/, '$102')],
    ] as const)
      test(`pii.ok refuses ${what}`, async () => {
        const [sql, values] = store(column_, value);
        await refused(owner, sql, '23514', values);
        await refused(owner, `update members set ${column_} = $1 where id = 7`, '23514', [value]);
      });

    test('pii.ok admits null and an envelope of its field, for writers without any right of their own', async () => {
      await inVain(everyone, async () => {
        await everyone.query(...mutable(store('email', emailEnvelope(900002, 'new@haneul.example'))));
        await everyone.query('update members set email = null where id = 8');
      });
    });

    test('pii.ok refuses where its own field or group is unknown', async () => {
      assert.equal(await one(owner, `select pii.ok('x', null, 1::smallint)`), false);
      assert.equal(await one(owner, `select pii.ok(email, 11::smallint, null) from members where id = 7`), false);
    });

    test('pii.same_subject refuses a row of two subjects and ignores nulls', async () => {
      await refused(owner, 'update members set phone = $1 where id = 7', '23514', [
        envelopeFor({ group: groups.phone, value: phoneOf(7), field: fields.phone, row: 8 }),
      ]);
      assert.equal(await one(owner, 'select pii.same_subject(email, null, phone) from members where id = 7'), true);
      assert.equal(await one(owner, `select pii.same_subject(null, null)`), true);
    });

    test('pii.subject_of gives the subject key id of an envelope and null otherwise', async () => {
      assert.equal(await one(owner, `select pii.subject_of(email) = md5('7')::uuid from members where id = 7`), true);
      assert.equal(await one(owner, `select pii.subject_of('kim')`), null);
      assert.equal(await one(owner, 'select pii.subject_of($1)', [kim(7)]), null);
    });

    test('pii.sealed_column lists every sealed column and shows drift', async () => {
      const { rows: seen } = await everyone.query(
        `select tbl::text, col, field, guarded from pii.sealed_column where tbl = 'members'::regclass order by col`,
      );
      assert.deepEqual(seen, [
        { tbl: 'members', col: 'birth', field: fields.birth, guarded: true },
        { tbl: 'members', col: 'email', field: fields.email, guarded: true },
        { tbl: 'members', col: 'phone', field: fields.phone, guarded: true },
      ]);
      await inVain(owner, async () => {
        await owner.query('create table drift (email pii.sealed)');
        const { rows: drift } = await owner.query(
          `select field, guarded from pii.sealed_column where tbl = 'drift'::regclass`,
        );
        assert.deepEqual(drift, [{ field: null, guarded: false }]);
      });
    });
  });

  suite('row wall', () => {
    test('a list-grant sees its list and writes nothing outside it', async () => {
      assert.equal(Number(await one(list, 'select count(*) from members')), listed);
      assert.equal(
        Number((await list.query(`update members set nickname = 'x' where id = ${listed + 1}`)).rowCount),
        0,
      );
      await refused(list, 'insert into members (id, email) values (900003, $1)', '42501', [emailEnvelope(900003)]);
      await refused(list, 'update members set email = $1, phone = null, birth = null where id = 7', '42501', [
        emailEnvelope(900003),
      ]);
    });

    test('functions behind the operators are leakproof', async () => {
      const leaky = await column(
        owner,
        `select distinct oprcode::text from pg_operator join pg_proc as p on p.oid = oprcode
        where oprnamespace = 'pii'::regnamespace and not p.proleakproof`,
      );
      assert.deepEqual(leaky, []);
    });

    test("a leaky function sees only the list's rows", async () => {
      await owner.query(`create sequence seen; grant all on seen to public;
        create function peek(pii.sealed) returns boolean language plpgsql cost 0.0001 as $$ begin perform nextval('seen'); return true; end $$`);
      assert.equal(Number(await one(list, 'select count(*) from members where peek(email)')), listed);
      assert.equal(Number(await one(owner, `select last_value from seen`)), listed);
    });

    test('pii.slice gives ciphertext only, and its misuse says nothing', async () => {
      const error = await failure(list, 'select id from members where pii.slice(email, 1, -1) is null');
      assert.equal(error.code, '22011');
      assert.doesNotMatch(`${error.message}${error.detail ?? ''}`, /xd54a/);
      assert.equal(
        Number(await one(list, `select count(*) from members where pii.slice(email, 1, 99) = 'kim7@haneul.example'`)),
        0,
      );
    });

    test('nobody reads another role’s scope, or which row has which subject', async () => {
      await refused(list, 'select * from pii.subject', '42501');
      await refused(list, `select pii.subject_for('public.members', '7')`, '42501');
      await refused(list, `select pii.protect('members', 'null', 'g_list')`, '42501');
      assert.equal(Number(await one(list, 'select count(*) from pii.scope')), listed);
      assert.equal(Number(await one(everyone, 'select count(*) from pii.scope')), 1);
      assert.deepEqual(await column(everyone, 'select distinct role from pii.scope'), ['g_all']);
      for (const write of [
        'delete from pii.scope',
        `update pii.scope set until = 'infinity'`,
        `insert into pii.scope values ('g_list', true, null, 'infinity')`,
      ])
        await refused(list, write, '42501');
    });

    test('a scope ends at its time, also within a transaction that began before', async () => {
      await owner.query(`create role g_short login password 'x'; grant jikimi_reader, jikimi_walled to g_short with inherit true, set false;
        insert into pii.scope values ('g_short', true, null, clock_timestamp() + interval '300 ms')`);
      const short = await connected(asRole('g_short'));
      await short.query('begin');
      assert.deepEqual(await column(short, 'select id from members where id = 7'), [7]);
      await short.query('select pg_sleep(0.35)');
      assert.deepEqual(await column(short, 'select id from members where id = 7'), []);
      await short.end();
    });

    test('no scope means no row, and in neither group a scope gives none', async () => {
      await owner.query(
        `create role g_none login password 'x'; grant jikimi_reader, jikimi_walled to g_none with inherit true, set false;
         create role g_neither login password 'x'; grant jikimi_reader to g_neither with inherit true, set false;
         insert into pii.scope values ('g_neither', true, null, 'infinity')`,
      );
      for (const role of ['g_none', 'g_neither']) {
        const none = await connected(asRole(role));
        assert.equal(Number(await one(none, 'select count(*) from members')), 0, role);
        await none.end();
      }
    });

    test('outside the wall every row is seen, nothing of the scope is looked at, and behind it as well it stands', async () => {
      await owner.query(
        `create role g_open login password 'x'; grant jikimi_reader, jikimi_unwalled to g_open with inherit true, set false`,
      );
      const open = await connected(asRole('g_open'));
      assert.equal(Number(await one(open, 'select count(*) from members')), rows);
      assert.doesNotMatch(await explain(open, 'select * from members where id = 7'), /scope/);
      await owner.query('grant jikimi_walled to g_open with inherit true, set false');
      assert.equal(Number(await one(open, 'select count(*) from members')), 0);
      await open.end();
    });

    test('roles outside the group keep what they had, and protecting again changes nothing', async () => {
      await owner.query(`create role app login password 'x'; grant select on members to app`);
      await owner.query(`select pii.protect('members', 'pii.subject_of(email)', 'jikimi_reader')`);
      const app = await connected(asRole('app'));
      assert.equal(Number(await one(app, 'select count(*) from members')), rows);
      await app.end();
      assert.equal(Number(await one(list, 'select count(*) from members')), listed);
    });

    test('a table without an envelope is walled by the key of its person', async () => {
      await owner.query(`create table purchase (member_id integer, what text); insert into purchase select i, 'tea' from generate_series(1, 2000) as i;
        insert into pii.subject select pii.subject_of(email), 'person', 'public.members', id::text from members where id <= 2000;
        select pii.protect('purchase', $$pii.subject_for('public.members', member_id::text)$$, 'jikimi_reader');
        grant select on purchase to jikimi_reader; grant execute on function pii.subject_for to jikimi_reader`);
      assert.equal(Number(await one(list, 'select count(*) from purchase')), listed);
      assert.equal(Number(await one(everyone, 'select count(*) from purchase')), 2000);
    });
  });
});

type DatabaseError = Error & { readonly code?: string; readonly detail?: string };

async function connected(uri: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  return client;
}

async function column(client: pg.Client, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const result = await client.query({ text: sql, values, rowMode: 'array' });
  return result.rows.map((row: unknown[]) => row[0]);
}

/** The first column of the first row, as the driver gives it: pii.sealed as text. */
async function one<T = unknown>(client: pg.Client, sql: string, values: unknown[] = []): Promise<T> {
  return (await column(client, sql, values))[0] as T;
}

async function explain(client: pg.Client, sql: string): Promise<string> {
  return (await column(client, `explain (costs off) ${sql}`)).join('\n');
}

async function failure(client: pg.Client, sql: string, values: readonly unknown[] = []): Promise<DatabaseError> {
  await client.query('begin');
  const outcome = await client.query(sql, [...values]).then(
    () => undefined,
    (error: DatabaseError) => error,
  );
  await client.query('rollback');
  assert.ok(outcome !== undefined, `was not refused: ${sql}`);
  return outcome;
}

async function refused(client: pg.Client, sql: string, code: string, values: readonly unknown[] = []): Promise<void> {
  const error = await failure(client, sql, values);
  assert.equal(error.code, code, `${sql}: ${error.message}`);
}

async function inVain(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
  } finally {
    await client.query('rollback');
  }
}

function mutable([sql, values]: readonly [string, readonly string[]]): [string, string[]] {
  return [sql, [...values]];
}
