/** One parameter in sealed and in other places: the statement gives what it gives where the sealed column is plain text. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import pg from 'pg';
import { type ProbeScene, probeScene } from '../../test/support/probe-scene.ts';
import { emailOf, finderFor, groups } from '../../test/support/sealed-members.ts';
import { setApart } from './apart.ts';
import { makeProbe, type Probe, type ProbeContext } from './probe.ts';

const [one, two] = [emailOf(7), emailOf(8)];
const [text, varchar, bpchar, int, textArray] = [25, 1043, 1042, 23, 1009];
const ids = 'select id from members where';

/** In `members` the column `plain` says what `email` does. */
const asPlain = (sql: string) => sql.replace(/\bemail\b/g, 'plain').replaceAll('pii.sealed', 'text');

/** How many parameters come behind the client's, and whether the place of the first is such as Bind looks for. */
type Case = readonly [sql: string, values: readonly unknown[], copies?: number];

const cases: readonly Case[] = [
  [`${ids} nickname = $1 or email = $1`, [one]],
  [`${ids} email = $1 or nickname = $1`, ['nick9']],
  [`${ids} nickname = $1 or email = $1`, [null]],
  [`${ids} not (nickname = $1 or email = $1) and id in (7, 8)`, [one]],
  [`${ids} nickname <> $1 and email <> $1 and id in (7, 8)`, [one]],
  [`${ids} nickname = $1::text or email = $1::text`, [one]],
  [`${ids} email = $1 or nickname = $1::varchar`, ['nick7']],
  [`${ids} $1 in (nickname, lower(nickname)) or $1 = email`, [one]],
  [`${ids} lower(nickname) = lower($1) or email = $1`, ['NICK7']],
  [`${ids} email = $1 or lower(nickname) = lower($1)`, ['NICK7']],
  [`${ids} email = $1 or nickname like $1 || '%' and id < 3`, ['nick']],
  [`${ids} email = $1 or nickname ilike concat('%', $1, '2') and id < 30`, ['K1']],
  [`${ids} ($1::text is null or nickname = $1 or email = $1) and id in (7, 8)`, [one]],
  [`${ids} ($1::text is null or nickname = $1 or email = $1) and id in (7, 8)`, [null]],
  [`${ids} (email = $1 or nickname = $1 or $1 is null) and id in (7, 8)`, [null]],
  [`${ids} (email = $1 or nickname = $1) and (email = $2 or nickname = $2) and id = $3`, [one, 'nick7', 7], 2],
  [`${ids} email in ($1, $2) or nickname in ($2, $1) order by id`, [one, 'nick9'], 2],
  [`${ids} nickname = any($1) or email = any($1::text[]) order by id`, [['nick3', one]]],
  [`${ids} email = any(array[$1, $2]) or nickname = $1 order by id`, [one, two]],
  [`${ids} email in (values ($1)) or nickname = $1`, [one]],
  [`select m.id from members m join (values ($1)) v(e) on m.email = v.e where m.nickname <> $1`, [one]],
  [`${ids} id in (select id from members where email = $1) and nickname <> $1`, [one]],
  [`with w as (select id from members where email = $1) select id from w union ${ids} nickname = $1`, [one]],
  [`select id, $1::text from members where email = $1`, [one]],
  [`select $1 as asked, id from members where email = $1`, [one]],
  [`select id, '한글 $1', "members".id from members where /* $1 */ nickname = $1 or email = $1 -- $1`, [one]],
  [`${ids} nickname = '한글' or email = '${two}' or nickname = $1 or email = $1 order by id`, [one]],
  [`update members set nickname = $1 where email = $1 returning id, nickname`, [one]],
  [`update members set nickname = 'x' || $2 where email = $1 and nickname <> $1 returning nickname`, [one, 'y']],
  [`delete from members where email = $1 or nickname = $1 returning id`, [one]],
];

/** What stays as it is: one type will do. */
const together: readonly Case[] = [
  [`${ids} email = $1 or email = $1`, [one]],
  [`${ids} email = $1 or $1 is null`, [one]],
  [`${ids} $1::text is null or email = $1`, [one]],
  [`${ids} nickname = $1 or nickname = $1 or email = $2`, ['nick7', two]],
];

suite('one parameter for sealed and other places', () => {
  let scene: ProbeScene;
  let client: pg.Client;
  let probe: Probe;
  let described = 0;
  let context: ProbeContext;

  before(async () => {
    scene = await probeScene();
    ({ client } = scene);
    context = {
      ...scene.context,
      describe: (statement, oids) => {
        described += 1;
        return scene.context.describe(statement, oids);
      },
      finder: (value) => Promise.resolve(finderOf(value)),
    };
  });

  beforeEach(() => {
    [described, probe] = [0, makeProbe()];
  });

  after(async () => {
    await scene?.stop();
  });

  /** As the binder does it: set apart where the probe says so, and asked again. */
  const bound = async (sql: string, oids: readonly number[] = []) => {
    const first = await probe.run({ text: sql, oids }, context);
    if (first.kind !== 'apart') return { probed: first, copies: [] };
    const probed = await probe.run({ text: setApart(sql, first).text, oids: first.oids }, context);
    assert.notEqual(probed.kind, 'apart', sql);
    return { probed, copies: first.copies };
  };

  const inTransaction = async (sql: string, values: readonly unknown[], types: readonly number[]) => {
    await client.query('begin; set local search_path = public, pii');
    try {
      const { promise, resolve, reject } = Promise.withResolvers<readonly unknown[]>();
      const config = { text: sql, values: [...values], rowMode: 'array' } as unknown as string;
      const callback = (error: Error | null, result: { rows: readonly unknown[] }) =>
        error === null ? resolve(result.rows) : reject(error);
      // `types`: what the driver hands to Parse
      client.query(Object.assign(new pg.Query(config), { callback, types }) as unknown as pg.Submittable);
      return await promise;
    } finally {
      await client.query('rollback');
    }
  };

  const sealedRows = async (sql: string, values: readonly unknown[], oids: readonly number[]) => {
    const { probed, copies } = await bound(sql, oids);
    if (probed.kind !== 'ready') assert.fail(`${JSON.stringify(probed)}: ${sql}`);
    const all = [...values, ...copies.map((index) => values[index])];
    for (const { index, array, place } of probed.parameters) {
      const value = all[index];
      if (value === null || place !== 'comparing') continue;
      const hex = (each: unknown) => `\\x${finderOf(String(each)).toString('hex')}`;
      all[index] = array ? (value as readonly unknown[]).map(hex) : hex(value);
    }
    return { rows: await inTransaction(probed.text, all, probed.oids), copies, probed };
  };

  const declared = (values: readonly unknown[], as: number) =>
    values.map((value) => (typeof value === 'number' ? int : Array.isArray(value) ? textArray : as));

  for (const [sql, values, copies = 1] of cases)
    for (const as of [0, text, varchar])
      test(`${as === 0 ? '' : `declared as ${as}, `}as on plain columns: ${sql} with ${JSON.stringify(values)}`, async () => {
        const oids = as === 0 ? [] : declared(values, as);
        const plain = await inTransaction(asPlain(sql), values, oids);
        const sealed = await sealedRows(sql, values, oids);
        assert.deepEqual(sealed.rows, plain);
        assert.equal(sealed.copies.length, copies);
      });

  for (const [sql, values] of together)
    test(`one parameter stays one: ${sql}`, async () => {
      const { rows, copies } = await sealedRows(sql, values, declared(values, text));
      assert.deepEqual(rows, await inTransaction(asPlain(sql), values, []));
      assert.deepEqual(copies, []);
    });

  test('only the sealed places get another number, and what the client declared stays', async () => {
    const { probed } = await bound(`${ids} nickname = $2 /* $2 */ or email = $2 and id = $1`, [int, varchar]);
    assert.equal(probed.kind === 'ready' && probed.text, `${ids} nickname = $2 /* $2 */ or email = $3 and id = $1`);
    assert.deepEqual(probed.kind === 'ready' && probed.oids, [int, varchar, context.sealed]);
    assert.deepEqual(probed.kind === 'ready' && probed.parameters, [{ index: 2, array: false, place: 'comparing' }]);
  });

  test('it is worked out once for a text, also with other literals', async () => {
    await bound(`${ids} nickname = 'a' or nickname = $1 or email = $1`);
    const before = described;
    const { copies } = await bound(`${ids} nickname = 'something' or nickname = $1 or email = $1`);
    assert.deepEqual([copies, described], [[0], before]);
  });

  for (const [why, sql, oids] of [
    ['a number', `${ids} id = $1 or email = $1`, []],
    ['a number that is declared', `${ids} nickname = $1 or email = $1`, [int]],
    ['a date', `${ids} current_date = $1 or email = $1`, []],
    ['char(n), whose blanks do not count', `${ids} nickname::char(9) = $1 or email = $1`, []],
    ['char(n) that is declared', `${ids} nickname = $1 or email = $1`, [bpchar]],
    ['a list of a sealed and a plain column', `${ids} $1 in (nickname, email)`, []],
    ['an array', `${ids} nickname = $1 or email = any($1)`, []],
    ['a value that a function computes', `${ids} nickname = $1 or email = lower($1)`, []],
    ['SQL PREPARE', `prepare p as ${ids} nickname = $1 or email = $1`, []],
  ] as const)
    test(`${why} is refused as ever: ${sql}`, async () => {
      const { probed, copies } = await bound(sql, oids);
      assert.ok(probed.kind === 'fails' && /^(42883|42809|42P08)$/.test(probed.code), JSON.stringify(probed));
      assert.deepEqual(copies, []);
      assert.ok(described < 60, String(described));
    });
});

function finderOf(value: string): Buffer {
  return Buffer.from(finderFor(value, groups.email).slice(2), 'hex');
}
