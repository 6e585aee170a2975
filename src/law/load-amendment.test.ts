/** Amendments over the rules that stand: what they end, what they leave, what is refused; and against a plain model. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, Refusal, databaseFault, sql } from '../platform/mod.ts';
import { ruleFileText, ruleFiles } from './built-in-directory.ts';
import { loadRuleFile } from './load-amendment.ts';
import { loadRules } from './load-rules.ts';
import { type StandingRule, planTopic } from './plan-rules.ts';
import { ruleInForce, rulesAsOf, versionsOf } from './read-rules.ts';
import { type WrittenRule, readRuleFile } from './written-rules.ts';

let installation: Installation;
let db: Db;
const by = { person: '019a0000-0000-7000-8000-000000000001', holding: '019a0000-0000-7000-8000-000000000002' };
before(async () => {
  installation = await testInstallation();
  db = installation.db('office');
  await loadRules(db);
});
after(() => installation?.stop());

const head = 'version: 1\njurisdiction: kr\nsources:\n  L: { title: the Act, kind: primary }\nrules:\n';
function rule(topic: string, from: string, params: string, to?: string): string {
  return `  - topic: ${topic}
    from: ${from}
${to === undefined ? '' : `    to: ${to}\n`}    article: { ko: 고시 제9조의9, en: "Notice Art. 9-9" }
    source: L
    confirmed: true
    text: { ko: 고쳤습니다., en: Amended. }
    params: ${params}
`;
}

const load = (text: string, dryRun = false) => loadRuleFile(db, { file: 'amendment.yaml', text, dryRun }, by);

async function refused(text: string, pattern: RegExp): Promise<void> {
  const before = await count();
  await assert.rejects(load(text), (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'JK803', String(error));
    assert.match(error.say('en')[0], pattern);
    return true;
  });
  assert.deepEqual(await count(), before);
}

async function count(): Promise<{ rules: number; acts: number; days: string }> {
  const { rows } = await sql<{ rules: number; acts: number; days: string }>`
    select (select count(*) from law.rule) as rules, (select count(*) from ledger.act) as acts,
      (select string_agg(effective::text, ' ' order by jurisdiction, topic, effective) from law.rule) as days
  `.execute(db);
  return rows[0] ?? assert.fail();
}

test('loadRuleFile does nothing with the files that a start loaded', async () => {
  const before = await count();
  for (const name of ruleFiles()) {
    const { added, ended } = await load(ruleFileText(name));
    assert.deepEqual([added, ended], [[], []], name);
  }
  assert.deepEqual(await count(), before);
});

const amendment = head + rule('handling.request', '2027-03-09', '{ days: 7 }');

test('loadRuleFile of a dry run says what it would change, and changes nothing', async () => {
  const before = await count();
  const { added, ended } = await load(amendment, true);
  assert.deepEqual([added.length, ended], [1, [{ topic: 'handling.request', from: '2023-09-15', to: '2027-03-09' }]]);
  assert.deepEqual(await count(), before);
});

test('loadRuleFile ends what an amendment ends and begins the new from its day, on record; again it does nothing', async () => {
  await load(amendment);
  assert.equal((await ruleInForce(db, 'handling.request', '2027-03-08')).params.days, 10);
  assert.equal((await ruleInForce(db, 'handling.request', '2027-03-09')).params.days, 7);
  assert.deepEqual(
    (await versionsOf(db, 'handling.request')).map(({ from, to }) => [from, to]),
    [
      ['2023-09-15', '2027-03-09'],
      ['2027-03-09', null],
    ],
  );
  const { rows } = await sql<{ kind: string; body: Record<string, unknown> }>`
    select kind, body from ledger.act where body ->> 'by' = ${by.person} order by id
  `.execute(db);
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['rule.ended', 'rule.enacted', 'rules.loaded'],
  );
  assert.equal(rows[2]?.body['file'], 'amendment.yaml');
  const before = await count();
  const again = await load(amendment);
  assert.deepEqual([again.added, again.ended], [[], []]);
  await load(ruleFileText('handling.yaml'));
  await loadRules(db);
  assert.deepEqual(await count(), before);
});

test('a decision of before keeps its rule, and no amendment ends it', async () => {
  await sql`
    insert into law.applied (decision_id, jurisdiction, topic, text_hash, day)
    values (gen_random_uuid(), 'kr', 'handling.consent.child', 'h', '[2027-05-04,2027-05-05)')
  `.execute(db);
  const at = (day: string) => head + rule('handling.consent.child', day, '{ age: 15 }');
  await refused(at('2027-05-04'), /line 7: rules\.0\.from would end a rule on which a decision of 2027-05-04 rests\.$/);
  await load(at('2027-05-05'));
  assert.equal((await ruleInForce(db, 'handling.consent.child', '2027-05-04')).params.age, 14);
});

test('loadRuleFile refuses what does not fit to the rules that stand, with its line, and loads nothing of the file', async () => {
  const good = rule('handling.usage_notice', '2027-01-01', '{ times_a_year: 2 }');
  await refused(
    head + good + rule('handling.request', '2023-09-15', '{ days: 5 }'),
    /line 14: rules\.1\.from says other than the rule that stands from this day; a rule never changes\.$/,
  );
  await refused(
    head + good + rule('handling.request', '2026-01-01', '{ days: 5 }'),
    /line 14: rules\.1\.from overlaps the rule that begins on 2026-01-01\.$/,
  );
  await refused(
    head + good + rule('handling.request', '2020-01-01', '{ days: 5 }', '2023-01-01'),
    /line 14: rules\.1\.from leaves a hole: no rule about the topic holds from 2023-01-01 to 2023-09-14\.$/,
  );
  await refused(
    head + good + rule('handling.request', '2026-01-01', '{ days: 5 }', '2026-02-01'),
    /line 14: rules\.1\.from leaves a hole: no rule about the topic holds from 2026-02-01 to 2027-03-08\.$/,
  );
});

test('ruleInForce refuses a day without a rule, and rulesAsOf has the rules of that day alone', async () => {
  await assert.rejects(
    ruleInForce(db, 'governance.certification', '2027-06-30'),
    (error: Refusal) => error.code === 'JK802' && error.say('en')[0].includes('2027-06-30'),
  );
  assert.equal((await ruleInForce(db, 'safety.notice', '2026-11-30')).params.notice, '2026-9');
  const topics = async (day: string) => (await rulesAsOf(db, day, 'governance')).map(({ topic }) => topic);
  assert.ok((await topics('2027-07-01')).includes('governance.certification'));
  assert.ok(!(await topics('2026-09-10')).includes('governance.ceo'));
  assert.equal((await rulesAsOf(db, '2019-12-31')).length, 0);
});

type Range = { readonly from: number; readonly to: number | null };
const dayOf = (n: number) => Temporal.PlainDate.from('2027-01-01').add({ days: n }).toString();
const days = ({ from, to }: Range) => ({ from: dayOf(from), to: to === null ? null : dayOf(to) });

/** Plain: which of the rules, numbered, each of 60 days has. */
function table(ranges: readonly Range[]): number[][] {
  return Array.from({ length: 60 }, (_, day) =>
    ranges.flatMap(({ from, to }, n) => (from <= day && (to === null || day < to) ? [n] : [])),
  );
}

test('planTopic accepts an amendment exactly when no day has two rules or none, and keeps every day before it', () => {
  const standing = fc
    .tuple(
      fc.integer({ min: 5, max: 10 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
    )
    .map(([first, lengths, open]) =>
      lengths.map((length, n): Range => {
        const from = first + lengths.slice(0, n).reduce((sum, one) => sum + one, 0);
        return { from, to: open && n === lengths.length - 1 ? null : from + length };
      }),
    );
  const amending = fc.record({
    from: fc.integer({ min: 0, max: 40 }),
    length: fc.option(fc.integer({ min: 1, max: 20 })),
  });
  const [template] = readRuleFile(ruleFileText('handling.yaml'), 'f').rules;
  assert.ok(template);
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(standing, amending, (old, { from, length }) => {
      const wanted: Range = { from, to: length === null ? null : from + length };
      const rules: StandingRule[] = old.map((one) => ({ ...days(one), textHash: 'old', used: null }));
      const written: WrittenRule = { ...template, ...days(wanted), textHash: 'new' };
      const { add, end, faults } = planTopic(rules, [written]);

      // What holds on its first day ends there; whoever begins on that day or later stays.
      const cut = old.map((one) =>
        one.from < from && (one.to === null || from < one.to) ? { ...one, to: from } : one,
      );
      const after = table([...cut, wanted]);
      const whole =
        after.every((one) => one.length <= 1) && /^0*1+0*$/.test(after.map((one) => Math.min(one.length, 1)).join(''));
      const same = old.some((one) => one.from === from);
      assert.equal(faults.length === 0, whole && !same);
      seen[whole && !same ? 'taken' : 'refused']++;
      if (!whole || same) return;
      assert.equal(add.length, 1);
      assert.deepEqual(
        end.map((one) => one.to),
        cut.some((one, n) => one !== old[n]) ? [dayOf(from)] : [],
      );
      assert.deepEqual(after.slice(0, from), table(old).slice(0, from));
    }),
    { numRuns: 1000 },
  );
  assert.ok(seen.taken > 100 && seen.refused > 100, JSON.stringify(seen));
});

test('two amendments at the same time leave a whole law', async () => {
  const one = head + rule('handling.automated_decision', '2027-02-01', '{ days: 20, more_days: 20, times: 1 }');
  const other = head + rule('handling.automated_decision', '2027-02-01', '{ days: 25, more_days: 20, times: 1 }');
  const outcomes = await Promise.allSettled([load(one), load(other)]);
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(failed.length, 1);
  assert.equal(Refusal.from(failed[0]?.reason).code, 'JK803');
  assert.equal((await versionsOf(db, 'handling.automated_decision')).length, 2);
});

test('law.rule takes no statute in one language, whoever writes it', async () => {
  const statement = sql`
    insert into law.rule (jurisdiction, topic, effective, article, source, text_hash, confirmed, params)
    values ('kr', 'test.one', '[2027-01-01,)', '1', 'test', 'h', true, '{}')
  `.execute(installation.db('owner'));
  await assert.rejects(statement, (error: unknown) => databaseFault(error)?.constraint === 'statute_in_both_languages');
});
