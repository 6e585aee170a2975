import { record } from '../ledger/mod.ts';
import { type Db, transact } from '../platform/mod.ts';
import { grantLapsed } from './facts.ts';
import { takeLapses } from './lapses.sql.ts';

const atOnce = 200;

/**
 * Writes into the history which grants ended by themselves, each once and dated then, however late it looks; several may look at once. It ends nothing: a life ends
 * by its own days. Returns how many it told.
 */
export async function tellLapses(db: Db): Promise<number> {
  let told = 0;
  for (;;) {
    const count = await transact(db, async (tx) => {
      const lapses = await takeLapses(tx, atOnce);
      for (const { grant, as, at } of lapses) await record(tx, grantLapsed(grant, as, at));
      return lapses.length;
    });
    told += count;
    if (count < atOnce) return told;
  }
}
