import { hash } from 'node:crypto';
import { record } from '../ledger/mod.ts';
import { type Db, type Tx, transact } from '../platform/mod.ts';
import { houseRules, statutoryRules } from './built-in-directory.ts';
import { ruleEnacted } from './facts.ts';
import { boundsOf } from './house-rules.ts';
import { brokenBy, checkNow, insertBound, insertRule, lockRules, standingRules } from './law.sql.ts';
import { carryOut, planAll } from './load-amendment.ts';

const firstDay = '2020-01-01';

/**
 * Loads the rules that come with Jikimi and are not there yet, on record. Run at every start, so it refuses nothing: a topic about which a file that somebody
 * loaded says otherwise is left as it stands, and a house number that the law in force forbids is not enacted; `jikimi doctor` names what is missing then.
 */
export async function loadRules(db: Db): Promise<void> {
  await transact(db, async (tx) => {
    await lockRules(tx);
    for (const { topic, plan } of await planAll(tx, statutoryRules()))
      if (plan.faults.length === 0) await carryOut(tx, topic, plan, null);
    await loadHouseRules(tx);
    await checkNow(tx);
  });
}

async function loadHouseRules(tx: Tx): Promise<void> {
  const rules = houseRules();
  const standing = await standingRules(
    tx,
    'house',
    rules.map(({ topic }) => topic),
  );
  for (const house of rules) {
    const { topic, number, article, text } = house;
    for (const bound of boundsOf(house)) await insertBound(tx, { houseTopic: topic, ...bound });
    if (standing.has(topic)) continue;
    if ((await brokenBy(tx, topic, number, firstDay)).length > 0) continue;
    const rule = {
      jurisdiction: 'house',
      topic,
      from: firstDay,
      to: null,
      article: { ko: article.replace(/^House rule (\d+).*$/, '내부 규칙 $1'), en: article },
      source: 'house.yaml',
      textHash: hash('sha256', JSON.stringify({ topic, number, article })),
      confirmed: true,
      text,
      params: { number },
    };
    await insertRule(tx, rule);
    await record(tx, ruleEnacted(rule, null));
  }
}
