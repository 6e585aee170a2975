import { type Db, Refusal, type Tx } from '../platform/mod.ts';
import { type RuleRow, dayNow, houseNumber, rulesWhere } from './law.sql.ts';
import { type ParamsOf, type Topic, topics } from './topics.ts';

/** A rule of the law with its parameters as its topic has them. */
export type RuleInForce<T extends Topic> = Omit<RuleRow, 'params'> & { readonly params: ParamsOf<T> };

/** The rule of the law about a topic on a day, in Seoul (2027-03-09). A day without one is refused (JK802). */
export async function ruleInForce<T extends Topic>(db: Db | Tx, topic: T, day: string): Promise<RuleInForce<T>> {
  const rule = (await rulesWhere(db, { jurisdiction: 'kr', topic, day })).find((one) => one.topic === topic);
  if (rule === undefined) throw new Refusal('JK802', { topic, day });
  return { ...rule, params: topics[topic].parse(rule.params) as ParamsOf<T> };
}

/** Every rule that holds on a day, of the law and of the house; of a topic and those below it where one is named. */
export async function rulesAsOf(db: Db | Tx, day: string, topic: string | null = null): Promise<RuleRow[]> {
  return rulesWhere(db, { topic, day });
}

/** Every rule about exactly this topic, the first first; the law before the house. */
export async function versionsOf(db: Db | Tx, topic: string): Promise<RuleRow[]> {
  return (await rulesWhere(db, { topic })).filter((one) => one.topic === topic);
}

/** The number of a house rule in force today. A topic without a rule is refused (JK802), never zero. */
export async function numberInForce(db: Db | Tx, topic: string): Promise<number> {
  const number = await houseNumber(db, topic);
  if (number === null) throw new Refusal('JK802', { topic, day: await dayNow(db) });
  return number;
}
