/**
 * Builds `custody.disclosed`, the index by person, behind the records: it follows the leaves in their order.
 *
 * BEHIND at leaf n → (portion: the next leaves, bounded) → rows and the new n in one transaction, or neither. Killed at any moment it goes
 * on where it was. A question about a person reads the index up to n and the entries after n, in one snapshot, so that nothing is missed
 * while it is behind. It is derived: emptied and begun at -1 it comes out the same.
 */
import { type Db, transact } from '../platform/mod.ts';
import { addPortion, lockBehind, moveBehind } from './index-disclosed.sql.ts';

const mostLeaves = 500;
const mostSubjects = 50_000;

/** Adds one portion. False where there is nothing left to add. */
export async function indexPortion(db: Db): Promise<boolean> {
  return transact(db, async (tx) => {
    const last = await addPortion(tx, await lockBehind(tx), mostLeaves, mostSubjects);
    if (last === null) return false;
    await moveBehind(tx, last);
    return true;
  });
}

/** Adds portions until the index is up to date or `most` were added, so that numbering, which shares its process, is never starved. */
export async function indexDisclosed(db: Db, most = 4): Promise<void> {
  for (let portion = 0; portion < most; portion++) if (!(await indexPortion(db))) return;
}
