import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { record } from '../ledger/mod.ts';
import { Refusal, type Tx } from '../platform/mod.ts';
import { houseRules } from './built-in-directory.ts';
import { type By, ruleEnacted, ruleEnded } from './facts.ts';
import { dutyOf, unitOf } from './house-rules.ts';
import { type Broken, brokenBy, dayNow, endRule, insertRule, lockRules, standingRules } from './law.sql.ts';
import type { InBoth } from './written-rules.ts';

export type HouseNumber = {
  readonly topic: string;
  readonly number: number;
  /** The first day on which it holds, in Seoul: today or later. */
  readonly from: string;
  readonly article: InBoth;
  /** The resolution or policy that fixes it. */
  readonly source: string;
};

/**
 * Enacts a house number from a day on, on record, in the caller's transaction; what holds until then ends the day before. One that is laxer than the law on any
 * day from then on is refused (JK804). Throws JK003 for a topic that is none, JK002 for a day that is past, JK801 where one was enacted from that day or later.
 */
export async function enact(tx: Tx, { topic, number, from, article, source }: HouseNumber, by: By): Promise<void> {
  const known = houseRules().find((one) => one.topic === topic);
  if (known === undefined) throw new Refusal('JK003', { what: 'rule', name: topic });
  await lockRules(tx);
  if (from < (await dayNow(tx))) throw new Refusal('JK002', { path: 'from', fault: 'is past' });
  const [broken] = await brokenBy(tx, topic, number, from);
  if (broken !== undefined) throw laxer(broken);
  const last = (await standingRules(tx, 'house', [topic])).get(topic)?.at(-1);
  if (last !== undefined) {
    if (last.from >= from || last.to !== null || (last.used ?? '') >= from) throw new Refusal('JK801');
    const days = { from: last.from, to: from };
    await endRule(tx, 'house', topic, days);
    await record(tx, ruleEnded('house', topic, days, by));
  }
  const rule = {
    jurisdiction: 'house',
    topic,
    from,
    to: null,
    article,
    source,
    textHash: hash('sha256', canonicalize({ topic, number, article, source }) ?? ''),
    confirmed: true,
    text: known.text,
    params: { number },
  };
  await insertRule(tx, rule);
  await record(tx, ruleEnacted(rule, by));
}

/** What the law wants in place of a house number, in words. */
export function dutyBroken({ topic, statute, param, bound }: Broken): InBoth {
  return dutyOf(houseRules(), topic, statute, param, bound);
}

function laxer(broken: Broken): Refusal {
  const { ko, en } = dutyBroken(broken);
  return new Refusal('JK804', {
    dutyKo: ko,
    dutyEn: en,
    articleKo: broken.article,
    articleEn: broken.articleEn,
    unconfirmed: broken.confirmed ? '' : ', unconfirmed',
    value: unitOf(broken.topic, broken.number),
    number: broken.number,
    since: broken.since,
    statute: broken.statute,
  });
}
