import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { testCluster } from '../../test/support/cluster.ts';
import { describeOver } from '../../test/support/describe.ts';
import { emailOf, finderFor, groups, installPii, makeMembers, phoneOf } from '../../test/support/sealed-members.ts';
import { elementsOf } from './finder-text.ts';
import type { Describe } from './inference.ts';
import { loadParser } from './parser-pool.ts';
import { makeProbe, type Probe, type ProbeContext, type SealedParameter } from './probe.ts';
import { SealedTables } from './sealed-tables.ts';

const kim = emailOf(7);
const lee = emailOf(8);
const tel = phoneOf(9);
const text = 25;

/** Statement, the values that must be asked for (in order of first use), and what it must then return (first column). */
type Case = readonly [sql: string, asked: readonly string[], result?: readonly unknown[]];

const reads: readonly Case[] = [
  [`select id from members where email = '${kim}'`, [kim], [7]],
  [`select id from members where '${kim}' = email`, [kim], [7]],
  [`select id from members where email = E'kim7\\x40haneul.example'`, [kim], [7]],
  [`select id from members where email = $x$${kim}$x$`, [kim], [7]],
  [`select id from members where email = 'kim7@'\n  'haneul.example'`, [kim], [7]],
  [`select id from members where email in ('${kim}', '${lee}') order by id`, [kim, lee], [7, 8]],
  [`select id from members where email = any ('{${kim},${lee}}') order by id`, [kim, lee], [7, 8]],
  [
    `select id from members where email = any (array['${kim}', '${lee}']::pii.sealed[]) order by id`,
    [kim, lee],
    [7, 8],
  ],
  [`select count(*)::int from members where email <> '${kim}'`, [kim], [199]],
  [`select count(*)::int from members where not email = '${kim}'`, [kim], [199]],
  [`select count(*)::int from members where not (email in ('${kim}', '${lee}') or id > 100)`, [kim, lee], [98]],
  [`select count(*)::int from members where email not in ('${kim}', '${lee}')`, [kim, lee], [198]],
  [`select count(*)::int from members where email <> all ('{${kim}}')`, [kim], [199]],
  [`select count(*)::int from members where email is distinct from '${kim}'`, [kim], [199]],
  [`select id from members where email is not distinct from '${kim}'`, [kim], [7]],
  [`select count(*)::int from members where nullif(email, '${kim}') is null`, [kim], [1]],
  [`select id from members where case email when '${kim}' then true else false end`, [kim], [7]],
  [`select id from members where case when email = '${kim}' then 'yes' else 'no' end = 'yes'`, [kim], [7]],
  [`select count(*)::int from members where coalesce(email, '') = '${kim}'`, ['', kim], [1]],
  [`select id from members where (email, phone) = ('${kim}', '${phoneOf(7)}')`, [kim, phoneOf(7)], [7]],
  [`select id from members where (email, nickname) in (('${kim}', 'nick7'), ('${lee}', 'no'))`, [kim, lee], [7]],
  [`select id from members where phone = '${tel}' and nickname = 'nick9'`, [tel], [9]],
  [`select id from members where phone='${tel}'and nickname like'nick%'`, [tel], [9]],
  [`select id from members where joined > '2020-01-01' and email = '${kim}'`, [kim], [7]],
  [`select id from members where joined = date '2024-01-01' and email = '${kim}'`, [kim], [7]],
  [`select id from members where joined + interval '1 day' > '2024-01-01'::date and email = '${kim}'`, [kim], [7]],
  [`select id from members where extract('year' from joined) = '2024' and email = '${kim}'`, [kim], [7]],
  [`select id from members where nickname = N'nick7' and email = '${kim}'`, [kim], [7]],
  [`select id from members where nickname = U&'nick7' and email = '${kim}'`, [kim], [7]],
  [`select id from members where nickname = U&'nick!0037' uescape '!' and email = '${kim}'`, [kim], [7]],
  [`select id from members where tags = '{a,b}' and email = '${kim}'`, [kim], [7]],
  [`select id from members where nickname = lower('NICK7') and email = '${kim}'`, [kim], [7]],
  [`select /* '이메일' */ id as "회원 '번호'" from members where email = '${kim}' -- '끝'`, [kim], [7]],
  [`select m.id from members m join members n on n.email = m.email and n.email = '${kim}'`, [kim], [7]],
  [
    `select id from members m where exists (select 1 from members n where n.id = m.id and n.email = '${kim}')`,
    [kim],
    [7],
  ],
  [`select id from members where id in (select id from members where email = '${kim}')`, [kim], [7]],
  [`select id from members where email = (select '${kim}'::pii.sealed)`, [kim], [7]],
  [`with w as (select id, email from members) select id from w where email = '${kim}'`, [kim], [7]],
  [`with w as materialized (select id, email from members where email = '${kim}') select id from w`, [kim], [7]],
  [`with w (v) as (values ('${kim}'::pii.sealed)) select id from members, w where email = w.v`, [kim], [7]],
  [
    `select id from members where email = '${kim}' union all select id from members where email = '${lee}'`,
    [kim, lee],
    [7, 8],
  ],
  [`select id from (select id, email as x from members) as d where d.x = '${kim}'`, [kim], [7]],
  [`select id from (select id, coalesce(email, phone) as x from members) as d where x = '${kim}'`, [kim], [7]],
  [`select n from renamed where contact = '${kim}'`, [kim], [7]],
  [`select n from renamed where contact <> '${kim}' and n < 3 order by n`, [kim], [1, 2]],
  [`select id from by_email('${kim}')`, [kim], [7]],
  [`select same('${kim}', email) from members where id = 7`, [kim], [true]],
  [`select count(*) filter (where email = '${kim}')::int from members`, [kim], [1]],
  [`select sum(case when email = '${kim}' then 1 else 0 end)::int from members`, [kim], [1]],
  [`select email = '${kim}' from members where id = 7`, [kim], [true]],
  [`select array_position(array_agg(email order by id), '${lee}') from members`, [lee], [8]],
  [`select 1 from members group by nickname, email having email = '${kim}'`, [kim], [1]],
  [`select nickname || '!' from members where email = '${kim}' group by nickname || '!'`, [kim], ['nick7!']],
  [
    `select distinct concat(nickname, 'x') from members where email = '${kim}' order by concat(nickname, 'x')`,
    [kim],
    ['nick7x'],
  ],
  [`select id from members where email = '${kim}' order by nickname = 'x', id limit '5'`, [kim], [7]],
  [
    `select id from members, json_table('[1]'::jsonb, '$[*]' columns (x int path '$')) as j where email = '${kim}'`,
    [kim],
    [7],
  ],
  [`select jsonb_build_object('a', 'b', 'id', id) ->> 'id' from members where email = '${kim}'`, [kim], ['7']],
  [`select format('%s-%s', 'x', id) from members where email = '${kim}'`, [kim], ['x-7']],
  [`select 'nick' || id from members where email = '${kim}' and 'a' = 'a'`, [kim], ['nick7']],
  [`table members limit '0'`, [], []],
  [`values ('a'), ('b')`, [], ['a', 'b']],
  [`select 'kim' as name, 'x' || 'y'`, [], ['kim']],
  [`select coalesce(null::pii.sealed, '없음')`, [], ['\\xec9786ec9d8c']],
  [`select '아무개'::pii.sealed`, [], ['\\xec9584ebacb4eab09c']],
];

const wrapped: readonly Case[] = [
  [`explain (costs off, analyze false) select id from members where email = '${kim}'`, [kim]],
  [`explain verbose select id from members where email = '${kim}'`, [kim]],
  [`explain (select id from members where email = '${kim}')`, [kim]],
  [`explain analyze delete from members where email = 'nobody@haneul.example'`, ['nobody@haneul.example']],
  [
    `create view seen with (security_barrier) as select id from members where email = '${kim}' with check option`,
    [kim],
  ],
  [`create table made as select id from members where email = '${kim}' with no data`, [kim]],
  [`create materialized view kept as table renamed with data`, []],
  [`begin; declare c cursor for select id from members where email = '${kim}'; fetch c; commit`, [kim]],
  [`prepare p as select id from members where email = '${kim}' and id = $1; execute p('7')`, [kim], [7]],
  [
    `prepare q (text, int) as select id from members where phone = '${tel}' and id = $2 and nickname = $1; execute q('nick9', 9)`,
    [tel],
    [9],
  ],
  [
    `prepare r as select id from members where email = $1; explain execute r('${kim}'); execute r('${kim}')`,
    [kim],
    [7],
  ],
  [`set jikimi.x = 'a'; select id from members where email = '${kim}'; show jikimi.x`, [kim]],
  [`do $$ begin perform 'x'; end $$`, []],
  [`comment on table members is '회원'`, []],
  [`update members set nickname = 'new' where email = '${kim}' returning nickname`, [kim], ['new']],
  [
    `update members set (nickname, plain) = ('a', 'b') from renamed where n = id and contact = '${kim}' returning id`,
    [kim],
    [7],
  ],
  [`update members set email = null where email = '${kim}' returning id`, [kim], [7]],
  [`delete from members where email = '${kim}' returning id`, [kim], [7]],
  [`delete from members using renamed where id = n and contact in ('${kim}') returning id`, [kim], [7]],
  [`insert into members (id, nickname) select 900, 'x' from members where email = '${kim}' returning id`, [kim], [900]],
  [`insert into members (id, nickname) values (901, 'x'), (902, 'y') returning id`, [], [901, 902]],
  [
    `insert into members (id, nickname) values (7, 'x') on conflict (id) do update set nickname = 'y' where members.email = '${kim}' returning nickname`,
    [kim],
    ['y'],
  ],
  [
    `merge into members m using renamed on n = id and contact = '${kim}' when matched then update set nickname = 'z' returning m.id`,
    [kim],
    [7],
  ],
];

const writes: readonly string[] = [
  `insert into members (id, email) values (900, '${kim}')`,
  `insert into members (id, email) values (900, null), (901, '${kim}')`,
  `insert into members (id, email) select 900, '${kim}'`,
  `insert into members (id, email) select 900, coalesce(email, '${kim}') from members`,
  `insert into members (id, email) select 900, email from members union all select 901, '${kim}'`,
  `update members set email = case when 'a' = 'b' then email else '${kim}' end`,
  `insert into members (id) values (7) on conflict (id) do update set email = '${kim}'`,
  `update members set email = '${kim}' where id = 7`,
  `update members set (nickname, email) = ('a', '${kim}')`,
  `update members set (nickname, email) = (select 'a', '${kim}'::pii.sealed)`,
  `with w as (update members set email = '${kim}' returning id) select id from w`,
  `merge into members m using renamed r on r.n = m.id when matched then update set email = '${kim}'`,
  `merge into members m using renamed r on r.n = m.id when not matched then insert (id, email) values (1, '${kim}')`,
  `explain update members set email = '${kim}'`,
  `prepare s as update members set email = $1 where id = 7`,
  `copy members from stdin`,
  `copy members (id, email) from stdin with (format csv)`,
  `insert into renamed (n, contact) values (900, '${kim}')`,
];

suite('probe', () => {
  let cluster: Awaited<ReturnType<typeof testCluster>>;
  let client: pg.Client;
  let side: pg.Client;
  let probe: Probe;
  let asked: string[];
  let described: { readonly text: string; readonly oids: readonly number[] }[];
  let context: ProbeContext;

  before(async () => {
    await loadParser();
    cluster = await testCluster();
    client = new pg.Client({ connectionString: cluster.uri('postgres') });
    await client.connect();
    await installPii(client, 'postgres');
    await makeMembers(client, 200);
    await client.query(`
      alter table members add joined date default '2024-01-01', add tags text[] default '{a,b}';
      create view renamed as select id as n, email as contact from members;
      create function by_email(looked_for pii.sealed) returns setof members language sql stable as 'select * from members where email = looked_for';
      create function same(pii.sealed, pii.sealed) returns boolean language sql immutable as 'select $1 = $2';
      create table plain_copy (id integer, email text)`);
    side = new pg.Client({ connectionString: cluster.uri('postgres') });
    await side.connect();
    const { rows } = await client.query(
      `select 'pii.sealed'::regtype::oid::int as one, 'pii.sealed[]'::regtype::oid::int as many`,
    );
    const describe = describeOver(side);
    const recorded: Describe = (statement, oids) => {
      described.push({ text: statement, oids });
      return describe(statement, oids);
    };
    context = {
      role: 'g_all',
      searchPath: 'public, pii',
      sealed: rows[0].one,
      sealedArray: rows[0].many,
      describe: recorded,
      tables: async () => new SealedTables([]),
      writes: false,
      finder: (value) => {
        asked.push(value);
        return Promise.resolve(finderOf(value));
      },
    };
  });

  beforeEach(() => {
    asked = [];
    described = [];
    probe = makeProbe();
  });

  after(async () => {
    await client?.end();
    await side?.end();
    await cluster?.stop();
  });

  const ready = async (sql: string, oids: readonly number[] = [], more: Partial<ProbeContext> = {}) => {
    const probed = await probe.run({ text: sql, oids }, { ...context, ...more });
    if (probed.kind !== 'ready') assert.fail(`${JSON.stringify(probed)}: ${sql}`);
    return probed;
  };

  /** Runs in a transaction that is taken back; gives the first column of the last result with rows. */
  const firstColumn = async (sql: string, values: readonly unknown[] = []): Promise<readonly unknown[]> => {
    await client.query('begin');
    try {
      const outcome = values.length > 0 ? await client.query(sql, [...values]) : await client.query(sql);
      const results: pg.QueryResult[] = Array.isArray(outcome) ? outcome : [outcome];
      const last = results.findLast(({ fields }) => fields.length > 0);
      return last?.rows.map((row: Record<string, unknown>) => row[last.fields[0]?.name ?? '']) ?? [];
    } finally {
      await client.query('rollback; deallocate all');
    }
  };

  for (const [sql, values, result] of [...reads, ...wrapped])
    test(`binds ${JSON.stringify(values)} in: ${sql}`, async () => {
      const { text: bound } = await ready(sql);
      assert.deepEqual(asked, values);
      for (const value of values) if (value !== '') assert.ok(!bound.includes(value), 'the literal reaches the server');
      for (const { text: seen } of described)
        for (const value of values) if (value !== '') assert.ok(!seen.includes(value), seen);
      const got = await firstColumn(bound);
      if (result !== undefined) assert.deepEqual(got, result);
    });

  for (const sql of writes)
    test(`refuses to store in: ${sql}`, async () => {
      await assert.rejects(ready(sql), { code: 'JK510' });
      assert.deepEqual(asked, []);
    });

  suite('parameters', () => {
    const places: readonly (readonly [
      string,
      readonly number[],
      readonly (readonly [number, boolean, SealedParameter['place']])[],
    ])[] = [
      ['select id from members where email = $1', [], [[0, false, 'comparing']]],
      ['select id from members where email = $1', [text], [[0, false, 'comparing']]],
      ['select id from members where email = $1', [1043], [[0, false, 'comparing']]],
      ['select id from members where email = $1 and nickname = $2', [text, text], [[0, false, 'comparing']]],
      ['select id from members where email = any ($1) and id > $2', [0, 23], [[0, true, 'comparing']]],
      [
        'select id from members where email in ($1, $2)',
        [text, text],
        [
          [0, false, 'comparing'],
          [1, false, 'comparing'],
        ],
      ],
      [
        `select coalesce(email, $1) from members where phone = $2`,
        [text, text],
        [
          [0, false, 'showing'],
          [1, false, 'comparing'],
        ],
      ],
      ['select $1, $2 || nickname from members where email = $3', [text, text, text], [[2, false, 'comparing']]],
      ['select n from renamed where contact = $1', [text], [[0, false, 'comparing']]],
      ['select id from members where nickname = $1', [text], []],
      ['select $1', [text], []],
    ];
    for (const [sql, oids, sealed] of places)
      test(`\`${sql}\` declared as [${oids.join()}] gives ${JSON.stringify(sealed)}`, async () => {
        const probed = await ready(sql, oids);
        assert.equal(probed.text, sql);
        assert.deepEqual(
          probed.parameters,
          sealed.map(([index, array, place]) => ({ index, array, place })),
        );
        for (const [index, oid] of oids.entries()) {
          const [, array] = sealed.find(([at]) => at === index) ?? [];
          assert.equal(probed.oids[index], array === undefined ? oid : array ? context.sealedArray : context.sealed);
        }
        const types = await describeOver(side)(sql, probed.oids);
        assert.ok('parameters' in types, JSON.stringify(types));
      });

    test('a text declaration keeps its meaning where it is not sealed', async () => {
      const probed = await ready('select id from members where id::text = $1 and $2 = joined::text', [text, text]);
      assert.deepEqual(probed.oids, [text, text]);
      assert.deepEqual(probed.parameters, []);
    });

    test('a declaration that alone gives a type is given back', async () => {
      const probed = await ready('select jsonb_build_object($1, id) from members where email = $2', [text, text]);
      assert.deepEqual(probed.oids, [text, context.sealed]);
    });

    test('literals are numbered behind the parameters', async () => {
      const probed = await ready(`select id from members where email in ($2, '${kim}') and id > $1`, [23, text]);
      assert.deepEqual(probed.parameters, [{ index: 1, array: false, place: 'comparing' }]);
      assert.deepEqual(await firstColumn(probed.text, [0, `\\x${finderOf(lee).toString('hex')}`]), [7, 8]);
    });

    for (const [sql, oids] of [
      ['update members set email = $1', [text]],
      ['insert into members (id, email) values ($1, $2)', [23, text]],
      ['insert into members (email) select $1', [1043]],
      ['insert into members (email) values ($1) on conflict (email) do nothing', []],
    ] as const)
      test(`\`${sql}\` with [${oids.join()}] is refused`, async () => {
        await assert.rejects(ready(sql, oids), { code: 'JK510' });
      });
  });

  suite('a wrong guess is caught', () => {
    const guess = (sql: string) => sql.replaceAll('FINDER', `E'\\\\x${finderOf(kim).toString('hex')}'::pii.sealed`);

    test('a finder is not stored', async () => {
      await assert.rejects(firstColumn(guess('update members set email = FINDER where id = 7')), { code: '23514' });
      await assert.rejects(firstColumn(guess('insert into members (id, email) values (900, FINDER)')), {
        code: '23514',
      });
    });

    test('a finder beside a column that is not sealed is an error, not a miss', async () => {
      for (const where of ['nickname = FINDER', 'not (nickname = FINDER)', 'nickname in (FINDER)', 'id = FINDER'])
        await assert.rejects(firstColumn(guess(`select id from members where ${where}`)), { code: '42883' });
    });

    test('a value left unbound raises', async () => {
      for (const where of [`email = '${kim}'`, `not (email = '${kim}')`, `lower(nickname) = 'x' or email <> '${kim}'`])
        await assert.rejects(firstColumn(`select id from members where ${where}`), { code: 'JK501' });
    });

    test('SQL within a string is not bound, and raises', async () => {
      const { text: bound } = await ready(`do $$ begin perform 1 from members where email = '${kim}'; end $$`);
      assert.deepEqual(asked, []);
      await assert.rejects(firstColumn(bound), { code: 'JK501' });
    });
  });

  suite('what is not recognised', () => {
    test("U&'…' beside a sealed column is refused, elsewhere it stays", async () => {
      await assert.rejects(ready(`select id from members where email = U&'kim7'`), { code: 'JK512' });
      await assert.rejects(ready(`select id from members where not (email = U&'kim!0037' uescape '!')`), {
        code: 'JK512',
      });
      const sql = `select U&'\\0061' from members`;
      assert.equal((await ready(sql)).text, sql);
    });

    test('an array of more than one dimension is refused', async () => {
      await assert.rejects(ready(`select id from members where email = any ('{{a},{b}}')`), { code: 'JK513' });
    });

    test("an error is the database's own, and the statement is not sent", async () => {
      for (const [sql, code] of [
        [`select id from members where emial = '${kim}'`, '42703'],
        [`select id from memberz where email = '${kim}'`, '42P01'],
        [`select id from members where email < '${kim}'`, '42883'],
        [`select id from members where email like 'kim%'`, '42883'],
        [`select id from members where email between 'a' and 'b'`, '42883'],
        [`select id from members where email = '${kim}' and nickname = 7`, '42883'],
        [`insert into members (id, email) select 900, coalesce(null, '${kim}')`, '42804'],
        [`select id form members where email = '${kim}'`, '42601'],
        [`select id from members where email = '${kim}`, '42601'],
        [`copy memberz from stdin`, '42P01'],
        [`select date 'nonsense', email = '${kim}' from members`, '22007'],
      ] as const) {
        const probed = await probe.run({ text: sql, oids: [] }, context);
        assert.equal(probed.kind, 'fails', sql);
        assert.ok(probed.kind === 'fails' && probed.code === code, `${sql}: ${JSON.stringify(probed)}`);
        assert.doesNotMatch(probed.message, /kim/);
      }
      assert.deepEqual(asked, []);
    });

    test('an error is where it is in the statement as it was written', async () => {
      for (const sql of [
        `select '한글', emial from members where email = '${kim}'`,
        `select 1; select 'x' from members where nickname = '가' and emial = '${kim}'`,
        `select '한글', id from members where '가' = emial and id = $1`,
        `prepare p as select '😀' from members where emial = '${kim}'`,
      ]) {
        const probed = await probe.run({ text: sql, oids: [] }, context);
        assert.ok(probed.kind === 'fails' && probed.code === '42703', JSON.stringify(probed));
        assert.equal(probed.position, Array.from(sql.slice(0, sql.indexOf('emial'))).length + 1, sql);
      }
      const fault = await probe.run({ text: `select '한글' form members`, oids: [] }, context);
      assert.equal(fault.kind === 'fails' && fault.position, 18);
    });

    test('a text beyond a mebibyte is refused', async () => {
      await assert.rejects(ready(`select '${'x'.repeat(1 << 20)}'`), { code: 'JK514' });
    });

    test('a COPY that loads no sealed column passes', async () => {
      for (const sql of [
        'copy plain_copy from stdin',
        'copy members (id, nickname) from stdin',
        'copy members to stdout',
      ])
        assert.equal((await ready(sql)).text, sql);
    });

    test('EXECUTE of a statement prepared earlier is bound by what PREPARE reported', async () => {
      const first = await ready('prepare later as select id from members where id > $1 and email = $2');
      assert.deepEqual(first.prepared, [
        { name: 'later', parameters: [{ index: 1, array: false, place: 'comparing' }] },
      ]);
      const prepared = new Map(first.prepared.map(({ name, parameters }) => [name, parameters]));
      const { text: bound } = await ready(`execute later('3', '${kim}')`, [], { prepared });
      assert.deepEqual(asked, [kim]);
      assert.deepEqual(await firstColumn(`${first.text}; ${bound}`), [7]);
      assert.equal((await ready(`execute later('3', '${kim}')`)).text, `execute later('3', '${kim}')`);
    });
  });

  suite('cache', () => {
    test('the same text with other literals asks the database once', async () => {
      for (const row of [1, 2, 3]) {
        const { text: bound } = await ready(
          `select id from members where email = '${emailOf(row)}' and nickname <> '${'x'.repeat(row)}'`,
        );
        assert.deepEqual(await firstColumn(bound), [row]);
      }
      assert.equal(described.length, 1);
    });

    test('another role, search path, declaration or form of literal asks again', async () => {
      await ready(`select id from members where email = '${kim}'`);
      await ready(`select id from members where email = '${kim}'`, [], { role: 'g_list' });
      await ready(`select id from members where email = '${kim}'`, [], { searchPath: 'other' });
      await assert.rejects(ready(`select id from members where email = U&'kim7'`), { code: 'JK512' });
      assert.equal(described.length, 4);
    });

    test('no more plans are kept than asked for, and a failure is not kept', async () => {
      probe = makeProbe(1);
      await ready(`select id from members where email = '${kim}'`);
      await ready(`select nickname from members where email = '${kim}'`);
      await ready(`select id from members where email = '${kim}'`);
      assert.equal(described.length, 3);
      for (const again of [1, 2]) {
        described = [];
        await probe.run({ text: `select nothing from members where email = '${kim}'`, oids: [] }, context);
        assert.ok(described.length > 0, String(again));
      }
    });

    test('a text without a quote, a parameter or COPY is not looked at', async () => {
      await ready('select id from members; begin; commit');
      assert.equal(described.length, 0);
    });
  });

  test('every byte but the sealed literals stays as it was', async () => {
    const value = fc.string({
      unit: fc.constantFrom('가', '나', "'", '\\', '$', '😀', ' ', 'x', '?', '"', '\n', '-', '/', '*'),
    });
    const quoted = (one: string) => `'${one.replaceAll("'", "''")}'`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 3, maxLength: 3 }),
        value,
        async ([note = '', wanted = '', nickname = ''], comment) => {
          asked = [];
          const safe = comment.replaceAll('*', '').replaceAll('/', '');
          const head = `select ${quoted(note)} as "한글 ${safe.replaceAll('"', '')}" /* ${safe} */ from members where email = `;
          const tail = ` and nickname <> ${quoted(nickname)} -- ${safe.replaceAll('\n', '')}`;
          const { text: bound } = await ready(head + quoted(wanted) + tail);
          assert.deepEqual(asked, [wanted]);
          assert.equal(bound, `${head} E'\\\\x${finderOf(wanted).toString('hex')}'::pii.sealed ${tail}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('elementsOf agrees with the database for any array', async () => {
    const value = fc.option(
      fc.string({ unit: fc.constantFrom('가', '"', '\\', ',', '{', '}', ' ', 'n', 'NULL', "'", '\t') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 5 }), async (values) => {
        const { rows } = await client.query('select $1::text[]::text as spelled', [values]);
        assert.deepEqual(elementsOf(rows[0].spelled), values);
      }),
      { numRuns: 50 },
    );
  });
});

/** An e-mail has a term in the group of e-mails, anything else in that of telephones. */
function finderOf(value: string): Buffer {
  const group = value.includes('@') || value === '' ? groups.email : groups.phone;
  return Buffer.from(finderFor(value, group).slice(2), 'hex');
}
