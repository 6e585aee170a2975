/** Values that are spelled as text: bound where the statement then means the same, refused where that is not certain. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import type pg from 'pg';
import { type ProbeScene, probeScene } from '../../test/support/probe-scene.ts';
import { emailOf, finderFor, groups, phoneOf } from '../../test/support/sealed-members.ts';
import { makeProbe, type Probe, type ProbeContext } from './probe.ts';

const [one, two] = [emailOf(7), emailOf(8)];
const [text, varchar, textArray] = [25, 1043, 1009];
const ones = `select id from members where`;
const join = (list: string) => `select m.id from members m join ${list} on m.email = v.e order by m.id`;

/** The statement, its parameters, what must be asked for, and the ids that it must then give. A parameter may stand with a declared type. */
type Case = readonly [sql: string, values: readonly unknown[], asked: readonly unknown[], ids: readonly number[]];

const casts: readonly Case[] = [
  [`${ones} email = $1::text`, [one], [one], [7]],
  [`${ones} $1::VARCHAR = email`, [one], [one], [7]],
  [`${ones} email = cast($1 as varchar(320))`, [one], [one], [7]],
  [`${ones} email = cast ( /* 회원 */ ($1) as character varying ) and nickname = $2::text`, [one, 'nick7'], [one], [7]],
  [`${ones} email = ($1)::pg_catalog.text::character varying(60)`, [one], [one], [7]],
  [`${ones} email = '${one}'::text`, [], [one], [7]],
  [`${ones} email = cast('${one}' as "text") -- '끝'`, [], [one], [7]],
  [`${ones} email = E'kim7\\x40haneul.example'::"varchar" and nickname = 'nick7'::text`, [], [one], [7]],
  [`${ones} email in ($1::VARCHAR, $2::VARCHAR) order by id`, [one, two], [one, two], [7, 8]],
  [`${ones} email in ('${one}'::text, $1::text, '${two}') order by id`, ['x'], ['x', one, two], [7, 8]],
  [`${ones} email = any($1::text[]) order by id`, [[one, two]], [one, two], [7, 8]],
  [`${ones} email = any(cast($1 as varchar[])) order by id`, [[two, one]], [two, one], [7, 8]],
  [`${ones} email = any('{${one},${two}}'::text[]) order by id`, [], [one, two], [7, 8]],
  [`${ones} email <> all($1::text[]) and id between 6 and 9 order by id`, [[one, two]], [one, two], [6, 9]],
  [`${ones} email <> $1::text and id < 9 and id > 6`, [one], [one], [8]],
  [`${ones} email not in ($1::text, null::text) and id < 9`, [one], [one], []],
  [`${ones} not (email = $1::text) and id in (7, 8)`, [one], [one], [8]],
  [`${ones} email is distinct from $1::varchar and id in (7, 8)`, [one], [one], [8]],
  [`${ones} email is not distinct from '${two}'::varchar`, [], [two], [8]],
  [`${ones} $1::text is null or email = $1`, [one], [one], [7]],
  [`${ones} email = $1 or $1::text is null`, [one], [one], [7]],
  [
    `${ones} ($1::varchar is null or email = $1::varchar) and ($2::text is null or nickname = $2)`,
    [one, null],
    [one],
    [7],
  ],
  [`${ones} ($1::text is null or nickname = $1) and email = $2::text`, ['nick8', two], [two], [8]],
  [`${ones} (email, nickname) = ($1::text, $2::text)`, [one, 'nick7'], [one], [7]],
  [`${ones} case email when $1::text then true else false end`, [one], [one], [7]],
  [`${ones} nullif(email, $1::text) is null and id < 10`, [one], [one], [7]],
  [`${ones} id in (select id from by_email($1::text))`, [one], [one], [7]],
  [`${ones} email = (select $1::text)`, [one], [one], [7]],
  [`with w as (select id from members where email = $1::text) select id from w`, [one], [one], [7]],
  [`${ones} email = $1::text union all ${ones} phone = $2::text`, [one, phoneOf(9)], [one, phoneOf(9)], [7, 9]],
  [`${ones} $1 is null or email = $1::varchar`, [one], [one], [7]],
];

const lists: readonly Case[] = [
  [join(`(values ($1), ($2)) v(e)`), [one, two], [one, two], [7, 8]],
  [join(`(values ('${one}'), (null), ('x')) v(e)`), [], [one, 'x'], [7]],
  [join(`(values ($1::text, 1), ('${two}', 2)) v(e, n)`), [one], [one, two], [7, 8]],
  [
    `${join(`(values ($1, $2), ('${two}', 'no')) v(e, nick)`).replace('order', 'and m.nickname = v.nick order')}`,
    [one, 'nick7'],
    [one, two],
    [7],
  ],
  [join(`unnest($1::text[]) v(e)`), [[one, two, null]], [one, two], [7, 8]],
  [join(`unnest(array[$1, '${two}']) v(e)`), [one], [one, two], [7, 8]],
  [join(`unnest($1::varchar[], $2::int[]) v(e, n)`), [[one], [1]], [one], [7]],
  [join(`unnest('{${one}}'::text[]) with ordinality v(e, n)`), [], [one], [7]],
  [join(`(select $1::text as e union all select '${two}') v`), [one], [one, two], [7, 8]],
  [`with v(e) as (values ($1), ('${two}')) ${join('v')}`, [one], [one, two], [7, 8]],
  [`${ones} email in (values ($1), ($2)) order by id`, [one, two], [one, two], [7, 8]],
  [`${ones} email in (select unnest($1::text[])) order by id`, [[one, two]], [one, two], [7, 8]],
  [`${ones} not exists (select from (values ($1::text)) v(e) where v.e = email) and id in (7, 8)`, [one], [one], [8]],
  [`${ones} email = any(array['${one}', '${two}']) order by id`, [], [one, two], [7, 8]],
  [`${ones} email = any(array[$1, $2]::text[]) order by id`, [one, two], [one, two], [7, 8]],
  [`${ones} email = any(array[$1::text, null]::varchar[])`, [one], [one], [7]],
  [`${ones} email <> all(array[$1]) and id in (7, 8)`, [one], [one], [8]],
  [`${ones} email = any(array[]::text[])`, [], [], []],
  [
    `${ones} email = any(array[$1]) and nickname = any(array[$2]) and tags && array[$3]`,
    [one, 'nick7', 'a'],
    [one],
    [7],
  ],
  [`delete from members using (values ($1)) v(e) where email = v.e returning id`, [one], [one], [7]],
  [
    `update members set nickname = v.n from (values ($1, 'new')) v(e, n) where email = v.e returning id`,
    [one],
    [one],
    [7],
  ],
];

suite('values that are spelled as text', () => {
  let scene: ProbeScene;
  let client: pg.Client;
  let probe: Probe;
  let asked: string[];
  let described = 0;
  let context: ProbeContext;

  before(async () => {
    scene = await probeScene();
    ({ client } = scene);
    await client.query(`
      alter table members add tags text[] default '{a,b}';
      create function by_email(looked_for pii.sealed) returns setof members language sql stable as 'select * from members where email = looked_for'`);
    context = {
      ...scene.context,
      describe: (statement, oids) => {
        described += 1;
        return scene.context.describe(statement, oids);
      },
      finder: (value) => {
        asked.push(value);
        return Promise.resolve(finderOf(value));
      },
    };
  });

  beforeEach(() => {
    [asked, described] = [[], 0];
    probe = makeProbe();
  });

  after(async () => {
    await scene?.stop();
  });

  const run = async (sql: string, oids: readonly number[] = []) => probe.run({ text: sql, oids }, context);
  const ready = async (sql: string, oids: readonly number[] = []) => {
    const probed = await run(sql, oids);
    if (probed.kind !== 'ready') assert.fail(`${JSON.stringify(probed)}: ${sql}`);
    return probed;
  };

  /** What the binder does with parameters, then the statement's first column; in a transaction that is taken back. */
  const idsOf = async (sql: string, values: readonly unknown[], oids: readonly number[] = []) => {
    const bound = await ready(sql, oids);
    const sealed = new Map(bound.parameters.map((parameter) => [parameter.index, parameter]));
    const seen = (value: unknown) => {
      if (typeof value !== 'string') return value;
      asked.push(value);
      return `\\x${finderOf(value).toString('hex')}`;
    };
    const given = values.map((value, index) => {
      if (sealed.get(index)?.place !== 'comparing') return value;
      return Array.isArray(value)
        ? `{${value.map((each) => (each === null ? 'null' : JSON.stringify(seen(each)))).join()}}`
        : seen(value);
    });
    await client.query('begin; set local search_path = public, pii');
    try {
      const { rows } = await client.query({ text: bound.text, values: given as unknown[], rowMode: 'array' });
      return rows.map(([id]: readonly unknown[]) => id);
    } finally {
      await client.query('rollback');
    }
  };

  for (const [sql, values, expected, ids] of [...casts, ...lists])
    for (const declared of values.length > 0
      ? [
          [],
          values.map((value) =>
            Array.isArray(value) ? textArray : value === null || typeof value === 'string' ? text : 0,
          ),
        ]
      : [[]])
      test(`${declared.length > 0 ? 'declared as text, ' : ''}bound: ${sql}`, async () => {
        if (/\$2::int\[\]/.test(sql)) declared[1] = 0;
        assert.deepEqual(await idsOf(sql, values, declared), ids);
        assert.deepEqual(new Set(asked), new Set(expected));
      });

  test('a cast that is not about a sealed column stays as it is written', async () => {
    for (const sql of [
      `${ones} nickname = $1::text and email = $2`,
      `${ones} nickname = $1::varchar(3) or ($2::text is null and $3::text = $2::text)`,
      `select $1::text, 'x'::varchar(2) from members where email = '${one}'`,
      `${ones} nickname in (values ($1), ('x')) and tags = array['a', 'b'] and email = '${one}'`,
    ]) {
      const { text: bound } = await ready(sql);
      assert.equal(bound.replace(/ E'[^']*'::pii.sealed /, `'${one}'`), sql);
    }
  });

  test('only what is sealed loses its cast, and every other byte stays', async () => {
    const sql = (value: string, cast: string) =>
      `select 'ㄱ'::text as "한글" from members where nickname = $1::text /* $2::text */ and email = ${value}${cast} and phone <> $2${cast} -- ::text`;
    const { text: bound } = await ready(sql(`'${one}'`, '::text'));
    assert.equal(bound, sql(` E'\\\\x${finderOf(one).toString('hex')}'::pii.sealed `, ''));
  });

  test('SQL PREPARE that declares text is declared sealed where it is compared with a sealed column', async () => {
    const { text: bound } = await ready(
      `prepare p (text, varchar(9), text[]) as ${ones} email = $1 and nickname = $2 or email = any($3); execute p('${one}', 'nick7', '{${two}}')`,
    );
    assert.match(bound, /^prepare p \(pii\.sealed, varchar\(9\), pii\.sealed\[\]\) as/);
    assert.deepEqual(asked, [one, two]);
  });

  test('the spelling is remembered for the same statement with other literals', async () => {
    const sql = (value: string, note: string) => `select ${note}::text from members where email = ${value}::text`;
    await ready(sql(`'${one}'`, `'a'`));
    const before = described;
    const { text: bound } = await ready(sql(`'${two}'`, `'회원 메모'`));
    assert.equal(described, before);
    assert.equal(
      bound,
      sql(` E'\\\\x${finderOf(two).toString('hex')}'::pii.sealed `, `'회원 메모'`).replace(/::text$/, ''),
    );
  });

  suite('varchar(n) that would cut the value', () => {
    for (const [sql, most] of [
      [`${ones} email = '${one}'::varchar(5)`, 5],
      [`${ones} email in ('x', cast('${one}' as varchar(18)::varchar(30)))`.replace('varchar(18)::', ''), 30],
      [`${ones} email = '${one}'::varchar(30)::varchar(4)::text`, 4],
      [join(`(values ('${one}'::varchar(3))) v(e)`), 3],
      [`prepare p as ${ones} email = $1::varchar(5); execute p('${one}')`, 5],
    ] as const)
      test(sql, async () => {
        if (most >= one.length) assert.ok((await ready(sql)).text.includes('pii.sealed'));
        else await assert.rejects(run(sql), { code: 'JK518' });
        if (most < one.length) assert.deepEqual(asked, []);
      });

    test('of a parameter it is told with the parameter; characters count, not bytes', async () => {
      const { parameters } = await ready(`${ones} email = $1::varchar(20)::varchar(30) or email = $1::varchar(40)`, [
        varchar,
      ]);
      assert.deepEqual(parameters, [{ index: 0, array: false, place: 'comparing', longest: 20 }]);
      await ready(`${ones} email = '한글😀'::varchar(3)`);
    });
  });

  suite('refused rather than guessed', () => {
    for (const [why, sql] of [
      ['a value that a function computes', `${ones} email = lower($1::text)`],
      ['char, which pads', `${ones} email = $1::char(60)`],
      ['name, which cuts', `${ones} email = $1::name`],
      ['a cast of the column', `${ones} email < $1::text`],
      ['a pattern', `${ones} email like $1::text`],
      [
        'a list that a plain column is compared with as well',
        `${join('(values ($1)) v(e)').replace('order', 'or m.nickname = v.e order')}`,
      ],
      ['a list with a computed value', join(`(values ($1), (lower($2))) v(e)`)],
      ['a list that mixes', join(`(select $1::text as e union all select nickname from members) v`)],
      ['an array with a computed value', `${ones} email = any(array[$1, lower($2)])`],
      ['json', `${ones} email in (select jsonb_array_elements_text($1))`],
      ['an array that is split', `${ones} email = any(string_to_array($1, ','))`],
      ['an array of bounded text', `${ones} email = any($1::varchar(3)[])`],
    ] as const)
      test(`${why}: ${sql}`, async () => {
        const probed = await run(sql);
        assert.equal(probed.kind === 'fails' && probed.code, '42883', JSON.stringify(probed));
        assert.ok(described < 40, String(described));
        assert.deepEqual(asked, []);
      });

    test('a statement with many lists, or many declared parameters, is given up after a bounded number of questions', async () => {
      const lists_ = Array.from({ length: 12 }, (_, n) => `email < any (array[$${n + 1}, 'x${n}'])`).join(' and ');
      assert.equal((await run(`${ones} ${lists_}`)).kind, 'fails');
      assert.ok(described < 260, String(described));
      described = 0;
      const many = Array.from({ length: 60 }, (_, n) => `email < $${n + 1}::text`).join(' and ');
      const probed = await run(
        `${ones} ${many}`,
        Array.from({ length: 60 }, () => text),
      );
      assert.equal(probed.kind === 'fails' && probed.code, '42883');
      assert.ok(described < 300, String(described));
    });

    test('a storing place with a cast is refused like one without', async () => {
      for (const sql of [
        `update members set email = $1::text where id = 7`,
        `insert into members (id, email) values (900, '${one}'::varchar)`,
        `update members set email = $1::varchar where email = $2::varchar`,
      ])
        await assert.rejects(run(sql), { code: 'JK510' });
    });
  });
});

function finderOf(value: string): Buffer {
  return Buffer.from(finderFor(value, value.startsWith('010') ? groups.phone : groups.email).slice(2), 'hex');
}
