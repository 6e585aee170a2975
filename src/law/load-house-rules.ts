import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, transact } from '../platform/mod.ts';
import { houseNumber, insertRule } from './law.sql.ts';

const file = z.array(z.strictObject({ topic: z.string(), number: z.number(), article: z.string() }));
const firstDay = '2020-01-01';

/** Loads the house rules that are not there yet, on record. Run at every start; a rule that stands is left as it is. */
export async function loadHouseRules(db: Db): Promise<void> {
  const rules = file.parse(parse(readFileSync(new URL('house.yaml', import.meta.url), 'utf8')));
  await transact(db, async (tx) => {
    for (const { topic, number, article } of rules) {
      const textHash = hash('sha256', JSON.stringify({ topic, number, article }));
      const rule = {
        jurisdiction: 'house',
        topic,
        from: firstDay,
        article,
        source: 'house.yaml',
        textHash,
        confirmed: true,
        params: { number },
      };
      if (await insertRule(tx, rule))
        await record(tx, { kind: 'rule.enacted', body: { jurisdiction: 'house', topic, textHash, from: firstDay } });
    }
  });
}

/** The number of a house rule in force today. A topic without a rule is refused (JK802), never zero. */
export async function numberInForce(db: Db | Tx, topic: string): Promise<number> {
  const number = await houseNumber(db, topic);
  if (number === null) throw new Refusal('JK802', { topic });
  return number;
}
