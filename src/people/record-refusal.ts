import { record } from '../ledger/mod.ts';
import { type Code, type Db, transact } from '../platform/mod.ts';
import type { Actor } from './actor.ts';
import { refused } from './facts.ts';

/** Puts on record what the office refused to somebody who is signed in. `route` is a pattern (`/grants/:name`), never an address. */
export async function recordRefusal(db: Db, actor: Actor, code: Code, route: string): Promise<void> {
  await transact(db, async (tx) => {
    await record(tx, refused(actor.person, code, route));
  });
}
