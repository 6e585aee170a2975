import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, type Refusal, databaseFault, sql, transact } from '../platform/mod.ts';
import { loadHouseRules, numberInForce } from './load-house-rules.ts';

let installation: Installation;
let db: Db;
before(async () => {
  installation = await testInstallation();
  db = installation.db('office');
});
after(() => installation?.stop());

async function enact(topic: string, days: string): Promise<void> {
  await sql`
    insert into law.rule (jurisdiction, topic, effective, article, source, text_hash, confirmed, params)
    values ('house', ${topic}, ${days}::daterange, '1', 'test', 'h', true, '{"number": 1}')
  `.execute(db);
}

test('numberInForce refuses a topic without a rule, and never reads it as zero', async () => {
  await assert.rejects(numberInForce(db, 'access.credential.hours'), (error: Refusal) => error.code === 'JK802');
});

test('loadHouseRules enacts each house rule once, on record', async () => {
  await loadHouseRules(db);
  await loadHouseRules(db);
  assert.equal(await numberInForce(db, 'access.credential.hours'), 12);
  const { rows } = await sql<{ rules: number; acts: number }>`
    select (select count(*) from law.rule) as rules, (select count(*) from ledger.act where kind = 'rule.enacted') as acts
  `.execute(db);
  assert.ok(rows[0] !== undefined && rows[0].rules > 0);
  assert.equal(rows[0].rules, rows[0].acts);
});

test('numberInForce refuses from the day after the last', async () => {
  await enact('test.ended', '[2020-01-01,)');
  assert.equal(await numberInForce(db, 'test.ended'), 1);
  await sql`update law.rule set effective = daterange('2020-01-01', '2021-01-01') where topic = 'test.ended'`.execute(
    db,
  );
  await assert.rejects(numberInForce(db, 'test.ended'), (error: Refusal) => error.code === 'JK802');
});

test('law.rule holds one rule a day: two are refused exactly where their days overlap', async () => {
  const days = fc.record({
    from: fc.integer({ min: 1, max: 12 }),
    length: fc.integer({ min: 1, max: 6 }),
    open: fc.boolean(),
  });
  let topic = 0;
  await fc.assert(
    fc.asyncProperty(days, days, async (a, b) => {
      const name = `test.overlap.${++topic}`;
      await enact(name, rangeOf(a));
      const refused = await enact(name, rangeOf(b)).then(
        () => false,
        (error: unknown) => databaseFault(error)?.constraint === 'one_rule_a_day',
      );
      assert.equal(refused, a.from < endOf(b) && b.from < endOf(a));
    }),
    { numRuns: 60 },
  );
});

type Days = { readonly from: number; readonly length: number; readonly open: boolean };

function endOf({ from, length, open }: Days): number {
  return open ? Number.POSITIVE_INFINITY : from + length;
}

function rangeOf(days: Days): string {
  const day = (n: number) => `2027-01-${String(n).padStart(2, '0')}`;
  return `[${day(days.from)},${days.open ? '' : day(days.from + days.length)})`;
}

test('law.rule: two that enact the same days at the same time leave one', async () => {
  const both = [0, 1].map(() => transact(db, async () => enact('test.race', '[2027-01-01,)')));
  const outcomes = await Promise.allSettled(both);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});
