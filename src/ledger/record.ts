import { randomBytes } from 'node:crypto';
import type { Tx } from '../platform/mod.ts';
import { type Body, bodyLeaf } from './entry.ts';
import { insertAct } from './record.sql.ts';

/** Something that happened, said by a room: its kind (`grant.approved`) and ids. Each room types its own in `facts.ts`. */
export type Fact = { readonly kind: string; readonly body: Body };

/**
 * The one way to say that something happened: in the transaction that made it happen. The sequencer numbers the entry after commit.
 * Returns the entry's id.
 */
export async function record(tx: Tx, fact: Fact): Promise<string> {
  const salt = randomBytes(32);
  return insertAct(tx, { kind: fact.kind, body: fact.body, salt, content: bodyLeaf(salt, fact.body) });
}
