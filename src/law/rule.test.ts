import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, type Refusal, databaseFault, sql, transact } from '../platform/mod.ts';
import { houseRules, ruleFileText, statutoryRules } from './built-in-directory.ts';
import { loadRuleFile } from './load-amendment.ts';
import { loadRules } from './load-rules.ts';
import { numberInForce, ruleInForce } from './read-rules.ts';

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

test('loadRules enacts each rule that comes with Jikimi once, on record', async () => {
  const counted = async () => {
    const { rows } = await sql<{ rules: number; acts: number; kr: number }>`
      select (select count(*) from law.rule) as rules, (select count(*) from law.rule where jurisdiction = 'kr') as kr,
        (select count(*) from ledger.act) as acts
    `.execute(db);
    return rows[0];
  };
  await loadRules(db);
  const first = await counted();
  assert.equal(first?.kr, statutoryRules().length);
  assert.equal(first?.rules, statutoryRules().length + houseRules().length);
  assert.equal(first?.acts, first?.rules);
  await loadRules(db);
  assert.deepEqual(await counted(), first);
  assert.equal(await numberInForce(db, 'access.credential.hours'), 12);
});

test('loadRules leaves a topic about which a loaded file says otherwise, and enacts no house number that the law forbids', async () => {
  const other = await testInstallation();
  try {
    const office = other.db('office');
    const text = ruleFileText('access.yaml').replaceAll('params: { years: 3 }', 'params: { years: 9 }');
    await loadRuleFile(office, { file: 'own.yaml', text, dryRun: false }, null);
    await loadRules(office);
    assert.equal((await ruleInForce(office, 'access.permission.record', '2026-11-30')).params.years, 9);
    assert.equal((await ruleInForce(office, 'safety.password', '2026-11-30')).params.form, 'one_way');
    await assert.rejects(
      numberInForce(office, 'access.permission.record.years'),
      (error: Refusal) => error.code === 'JK802',
    );
    assert.equal(await numberInForce(office, 'access.record.months'), 25);
  } finally {
    await other.stop();
  }
});

test('numberInForce refuses from the day after the last', async () => {
  await enact('test.ended', '[2020-01-01,)');
  assert.equal(await numberInForce(db, 'test.ended'), 1);
  await sql`update law.rule set effective = daterange('2020-01-01', '2021-01-01') where topic = 'test.ended'`.execute(
    db,
  );
  await assert.rejects(numberInForce(db, 'test.ended'), (error: Refusal) => error.code === 'JK802');
});

test('law.rule holds one rule a day and no hole: two are refused exactly where their days overlap or leave one between them', async () => {
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
        () => null,
        (error: unknown) => databaseFault(error)?.constraint,
      );
      const overlap = a.from < endOf(b) && b.from < endOf(a);
      const together = a.from === endOf(b) || b.from === endOf(a);
      assert.equal(refused, overlap ? 'one_rule_a_day' : together ? null : 'no_hole');
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
