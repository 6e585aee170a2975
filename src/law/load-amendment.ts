import { hash } from 'node:crypto';
import { record } from '../ledger/mod.ts';
import { type Db, type Tx, refusePersonalText, transact } from '../platform/mod.ts';
import { type By, ruleEnacted, ruleEnded, rulesLoaded } from './facts.ts';
import { type Broken, checkNow, endRule, insertRule, lockRules, standingRules, tooLax } from './law.sql.ts';
import { type TopicPlan, planTopic } from './plan-rules.ts';
import { type WrittenRule, readRuleFile } from './written-rules.ts';

export type Loaded = {
  readonly added: readonly WrittenRule[];
  /** Rules that stood and now end earlier. */
  readonly ended: readonly { readonly topic: string; readonly from: string; readonly to: string }[];
  /** House numbers that do not keep the law now or on a day to come, and must follow it. */
  readonly tooLax: readonly Broken[];
};

/**
 * Loads a file of statutory rules, whole or not at all, on record: adds what is new, ends what an amendment ends, leaves what stands. The same file
 * again does nothing. Throws JK803 with the line of each fault. A dry run does it all and takes it back.
 */
export async function loadRuleFile(
  db: Db,
  { file, text, dryRun }: { readonly file: string; readonly text: string; readonly dryRun: boolean },
  by: By,
): Promise<Loaded> {
  refusePersonalText(file, 'file');
  const { rules, refusal } = readRuleFile(text, file);
  const load = async (tx: Tx): Promise<Loaded> => {
    await lockRules(tx);
    const plans = await planAll(tx, rules);
    const faults = plans.flatMap(({ plan }) => plan.faults);
    if (faults.length > 0) throw refusal(faults);
    for (const { topic, plan } of plans) await carryOut(tx, topic, plan, by);
    const added = plans.flatMap(({ plan }) => plan.add);
    const ended = plans.flatMap(({ topic, plan }) => plan.end.map((one) => ({ topic, ...one })));
    if (added.length + ended.length > 0)
      await record(tx, rulesLoaded(file, hash('sha256', text), added.length, ended.length, by));
    await checkNow(tx);
    return { added, ended, tooLax: await tooLax(tx) };
  };
  return dryRun ? undone(db, load) : transact(db, load);
}

/** What loading these rules would change, by topic. */
export async function planAll(
  tx: Tx,
  rules: readonly WrittenRule[],
): Promise<{ readonly topic: string; readonly plan: TopicPlan }[]> {
  const written = Map.groupBy(rules, (rule) => rule.topic);
  const standing = await standingRules(tx, 'kr', [...written.keys()]);
  return [...written].map(([topic, ofTopic]) => ({ topic, plan: planTopic(standing.get(topic) ?? [], ofTopic) }));
}

/** First what ends, since one day has one rule. */
export async function carryOut(tx: Tx, topic: string, { add, end }: TopicPlan, by: By): Promise<void> {
  for (const days of end) {
    await endRule(tx, 'kr', topic, days);
    await record(tx, ruleEnded('kr', topic, days, by));
  }
  for (const rule of add) {
    await insertRule(tx, rule);
    await record(tx, ruleEnacted(rule, by));
  }
}

/** Does the work in a transaction that is taken back, and gives its result. */
async function undone<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const back = new Error('taken back');
  const done: T[] = [];
  await transact(db, async (tx) => {
    done.push(await work(tx));
    throw back;
  }).catch((error: unknown) => {
    if (error !== back) throw error;
  });
  return done[0] as T;
}
