/**
 * The sequencer: gives every committed entry a dense number and extends the tree.
 *
 * WAITING → (tick of at most 100 ms) → LOCKED (advisory lock; another sequencer waits) → NUMBERED (pending rows
 * deleted, leaves, head) → committed at once, or nothing of it. Its failure row: sequencer down → openings go on, the unnumbered tail grows, `doctor` shows it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, type Tx, isConnectionFault, transact } from '../platform/mod.ts';
import { append, rootOf } from './merkle.ts';
import { insertHead, lastHead, lockSequence, numberTaken, prepareMonths } from './sequence.sql.ts';

const tickMs = 100;
const mostATick = 5000;
/** Ticks until the months to come are prepared anew; and where that failed, tried again. */
const monthsTicks = 36_000;
const againTicks = 10;

/** Numbers what waits, once. Returns how many entries were numbered. */
export async function sequenceOnce(db: Db): Promise<number> {
  return transact(db, numberPending);
}

/** The same within a transaction, which must be the sequencer's only one: the numbers are given when it commits. */
export async function numberPending(tx: Tx): Promise<number> {
  if (!(await lockSequence(tx))) return 0;
  const head = await lastHead(tx);
  const leaves = await numberTaken(tx, head.size, mostATick);
  if (leaves.length === 0) return 0;
  const edge = append({ size: head.size, roots: head.roots }, leaves);
  await insertHead(tx, edge.size, rootOf(edge), edge.roots);
  return leaves.length;
}

/** Runs until `signal` aborts. `afterNumbering` follows what was numbered (derived indexes). Faults are told to `onFault` and tried again. */
export async function runSequencer(
  db: Db,
  options: { signal: AbortSignal; afterNumbering: () => Promise<void>; onFault: (error: unknown) => void },
): Promise<void> {
  let monthsDue = 0;
  for (let tick = 0; !options.signal.aborted; tick++) {
    try {
      if (tick >= monthsDue) {
        monthsDue = tick + againTicks;
        await prepareMonths(db);
        monthsDue = tick + monthsTicks;
      }
      const numbered = await sequenceOnce(db);
      await options.afterNumbering();
      if (numbered === mostATick) continue;
    } catch (error) {
      options.onFault(error);
      if (isConnectionFault(error)) await sleep(500);
    }
    await sleep(tickMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
