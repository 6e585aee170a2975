/**
 * `npm run bench:discover`: precision and recall of discovery, by finding, over every database at hand: Pagila, AdventureWorks, the example, its membership
 * site, the test's shop and made-up schemas, some of which discovery was not built by ("apart"; "wild": tuned by half of them, a half held back, three sets met later). What counts as right stands in discover-truth.ts. One of our figures against another:
 * found rightly to found (precision), found rightly to there (recall). With `--faults` every wrong column is named; with `--built` those apart stay out.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type Finding, type Report, discover, findings, reportOf } from '../src/catalog/discovery/mod.ts';
import { withClient } from '../src/platform/mod.ts';
import { fillAdventureWorks, noAdventureWorks } from '../test/support/adventureworks.sql.ts';
import { testCluster } from '../test/support/cluster.ts';
import { fillHaneul } from '../test/support/haneul-plain.ts';
import { makeDatabase } from '../test/support/made/database.ts';
import { schemasApart } from '../test/support/made/schemas-apart.ts';
import { schemasLater } from '../test/support/made/schemas-later.ts';
import { schemas } from '../test/support/made/schemas.ts';
import { loadPagila, noPagila } from '../test/support/pagila.ts';
import { fillShop } from '../test/support/shop/fill.ts';
import { fifth } from '../test/support/wild/schemas-fifth.ts';
import { fourth } from '../test/support/wild/schemas-fourth.ts';
import { third } from '../test/support/wild/schemas-third.ts';
import { wild } from '../test/support/wild/schemas.ts';
import { truthIn } from '../test/support/wild/truth.ts';
import { wildMakersFourth } from '../test/support/wild/values-fourth.ts';
import { heldBack, wildMakers } from '../test/support/wild/values.ts';
import { subjects, truthOf, truths, truthsApart, truthsLater } from './discover-truth.ts';
import { remark, report } from './support.ts';

type Tally = { right: number; wrong: number; missed: number };

const { values: flags } = parseArgs({
  options: { faults: { type: 'boolean' }, built: { type: 'boolean' } },
  strict: false,
});
const goal = 0.95;
/** People who signed up and are signed in: argon2id hashes, and the digests of their sessions' tokens. */
const siteRows = `
  insert into members (email, password, name, phone, address, birth_date)
    select 'kim' || n || '@example.kr', '$argon2id$v=19$m=19456,t=2,p=1$' || left(encode(sha256(('s' || n)::bytea), 'base64'), 22) || '$' || left(encode(sha256(('t' || n)::bytea), 'base64'), 43),
      (array['김민서', '이도윤', '박서연', '최지호', '정하은'])[n % 5 + 1], '010-2345-' || lpad(n::text, 4, '0'), '서울특별시 종로구 세종대로 ' || n, date '1980-01-01' + n * 97
    from generate_series(1, 40) n;
  insert into contact_emails (member_id, email) select id, 'work' || id || '@example.org' from members;
  insert into sessions select sha256(('token ' || id)::bytea), id, now() + interval '1 day' from members;
  insert into orders (member_id, item, amount_krw, recipient, delivery_phone, delivery_address)
    select id, 'book', 12000, name, phone, address from members`;
/** Drawn once, before discovery met any of the twenty. */
const heldOut = heldBack(Object.keys(wild), 20_261_201);
const wildSets = ['wild-tuned', 'wild-holdout', 'wild-third', 'wild-fourth', 'wild-fifth'] as const;
const cluster = await testCluster();
try {
  const built = new Map<Finding, Tally>();
  const apart = new Map<Finding, Tally>();
  let subjectsRight = 0;
  let databases = 0;
  const judge = async (name: string, tallies: Map<Finding, Tally>, fill: (client: pg.Client) => Promise<void>) => {
    const told = await discoverIn(name, fill);
    databases += 1;
    if (subjects[name]?.includes(told.subject?.table ?? '') === true) subjectsRight += 1;
    else fault(`${name}: subject ${told.subject?.table ?? 'none'}`);
    count(name, told, tallies);
  };
  if (noPagila === false) await judge('pagila', built, () => loadPagila(cluster.uri('postgres')));
  else remark(`left out: ${noPagila}`);
  if (noAdventureWorks === false) await judge('adventureworks', built, fillAdventureWorks);
  else remark(`left out: ${noAdventureWorks}`);
  await judge('haneul', built, fillHaneul);
  await judge('shop', built, fillShop);
  await judge('site', built, async (client) => {
    await client.query(readFileSync(new URL('../examples/service/schema.sql', import.meta.url), 'utf8'));
  });
  await judge('site_in_use', built, async (client) => {
    await client.query(readFileSync(new URL('../examples/service/schema.sql', import.meta.url), 'utf8'));
    await client.query(siteRows);
  });
  for (const [name, text] of Object.entries(schemas)) await judge(name, built, (client) => makeDatabase(client, text));
  if (flags.built !== true)
    for (const [name, text] of Object.entries({ ...schemasApart, ...schemasLater }))
      await judge(name, apart, (client) => makeDatabase(client, text));
  const sets = new Map(wildSets.map((set) => [set, new Map<Finding, Tally>()]));
  for (const [seed, [name, text]] of Object.entries({ ...wild, ...third, ...fourth, ...fifth }).entries()) {
    if (flags.built === true) continue;
    const makerOf = name in fourth || name in fifth ? wildMakersFourth(seed + 1) : wildMakers(seed + 1);
    const told = await discoverIn(name, (client) => makeDatabase(client, text, { makerOf }));
    count(name, told, sets.get(setOf(name)) ?? new Map());
  }
  const lowestWild = [...sets].map(([set, tallies]) => tell(`-${set}`, tallies));
  const lowest = tell('', built);
  const lowestApart = apart.size === 0 ? 1 : tell('-apart', apart);
  report({
    name: 'discover-subject',
    ratios: [subjectsRight / databases],
    goal,
    direction: '>=',
    unit: 'right subjects to databases',
  });
  report({
    name: 'discover',
    ratios: [Math.min(lowest, lowestApart, ...lowestWild)],
    goal,
    direction: '>=',
    unit: 'lowest precision or recall of all findings',
  });
} finally {
  await cluster.stop();
}

function setOf(name: string): (typeof wildSets)[number] {
  if (name in third) return 'wild-third';
  if (name in fourth) return 'wild-fourth';
  if (name in fifth) return 'wild-fifth';
  return heldOut.has(name) ? 'wild-holdout' : 'wild-tuned';
}

async function discoverIn(name: string, fill: (client: pg.Client) => Promise<void>): Promise<Report> {
  await withClient(cluster.uri('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  if (name === 'pagila') await fill(new pg.Client());
  else await withClient(cluster.uri(name), fill);
  const began = performance.now();
  const told = await withClient(cluster.uri(name), async (client) =>
    reportOf(await discover(client, () => undefined), 'en'),
  );
  remark(`${name}: ${told.columns.length} columns in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return told;
}

function count(name: string, told: Report, tallies: Map<Finding, Tally>): void {
  const truth =
    truths[name] ??
    truthsApart[name] ??
    truthsLater[name] ??
    truthIn(wild[name] ?? third[name] ?? fourth[name] ?? fifth[name] ?? '');
  const at = (finding: Finding): Tally => {
    const tally = tallies.get(finding) ?? { right: 0, wrong: 0, missed: 0 };
    tallies.set(finding, tally);
    return tally;
  };
  for (const { table, column, finding } of told.columns) {
    const expected = truthOf(truth, table, column);
    if (expected === '?') continue;
    if (finding === expected) {
      if (finding !== null) at(finding as Finding).right += 1;
      continue;
    }
    fault(`${name}: ${table}.${column} is ${expected ?? 'nothing personal'}, found ${finding ?? 'nothing'}`);
    if (finding !== null) at(finding as Finding).wrong += 1;
    if (expected !== null) at(expected as Finding).missed += 1;
  }
  // A slip of the pen in the truth would else be found right by silence.
  for (const [table, pairs] of Object.entries(truth))
    for (const pair of pairs.split(' ')) {
      const column = pair.slice(0, pair.lastIndexOf('='));
      if (!told.columns.some((one) => one.table === table && one.column === column))
        throw new Error(`the truth of ${name} names ${table}.${column}, which is not there`);
    }
}

function fault(text: string): void {
  if (flags.faults === true) remark(`  ✗ ${text}`);
}

/** Prints a figure a comparison, and returns the lowest. */
function tell(suffix: string, tallies: ReadonlyMap<Finding, Tally>): number {
  let lowest = 1;
  for (const finding of findings) {
    const { right, wrong, missed } = tallies.get(finding) ?? { right: 0, wrong: 0, missed: 0 };
    if (right + wrong + missed === 0) continue;
    remark(`${finding}${suffix}: ${right} right, ${wrong} wrong, ${missed} missed`);
    for (const [what, ratio] of [
      ['precision', right / Math.max(1, right + wrong)],
      ['recall', right / Math.max(1, right + missed)],
    ] as const) {
      lowest = Math.min(lowest, ratio);
      report({
        name: `discover${suffix}-${finding}-${what}`,
        ratios: [ratio],
        goal,
        direction: '>=',
        unit: what === 'precision' ? 'found rightly to found' : 'found rightly to there',
      });
    }
  }
  return lowest;
}
