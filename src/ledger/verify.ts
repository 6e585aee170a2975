/**
 * Checks the whole history: every entry against its commitment, every leaf against its entry, the numbers without a gap, and every tree head
 * against the leaves. Finds what was changed, removed, inserted or put in another order behind the product's back. It cannot find a history
 * that somebody rewrote whole, heads included: that is what the witness is for.
 */
import type { Db } from '../platform/mod.ts';
import { bodyLeaf, commitmentOf, openingContent } from './entry.ts';
import { append, emptyEdge, leafHash, rootOf } from './merkle.ts';
import {
  type LeafRow,
  headsFrom,
  historySize,
  leavesFrom,
  pendingState,
  strayDisclosures,
  strayEntries,
} from './verify.sql.ts';

export type Fault = {
  readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'gap';
  /** Leaf number where there is one. */
  readonly leaf: number | null;
  readonly entry: string | null;
  readonly detail: string;
};

export type Verdict = {
  readonly entries: number;
  readonly heads: number;
  readonly root: string;
  /** Entries that wait for a number, and the age of the oldest in seconds. */
  readonly waiting: number;
  readonly oldestWaitingSeconds: number;
  readonly faults: readonly Fault[];
};

const page = 2000;
const mostFaults = 100;

/** Reads the history page by page; memory does not grow with it. `onProgress` is told how many of how many were checked. */
export async function verify(db: Db, onProgress: (done: number, of: number) => void = () => undefined): Promise<Verdict> {
  const faults: Fault[] = [];
  const { leaves, headSize } = await historySize(db);
  let edge = emptyEdge;
  let heads = 0;
  for (let from = 0; ; ) {
    const rows = await leavesFrom(db, from, page);
    const last = rows.at(-1);
    if (last === undefined) break;
    const due = await headsFrom(db, edge.size, last.leaf + 1);
    for (const row of rows) {
      if (row.leaf !== edge.size) faults.push({ kind: 'gap', leaf: edge.size, entry: null, detail: `numbers jump to ${row.leaf}` });
      const fault = entryFault(row);
      if (fault !== undefined) faults.push(fault);
      edge = append({ ...edge, size: edge.size }, [row.hash]);
      if (due[0]?.size === edge.size) {
        const head = due.shift();
        heads += 1;
        if (head !== undefined && !rootOf(edge).equals(head.root))
          faults.push({ kind: 'reordered', leaf: row.leaf, entry: row.entryId, detail: `the tree head of size ${head.size} does not match the leaves` });
      }
      if (faults.length >= mostFaults) break;
    }
    from = last.leaf + 1;
    onProgress(edge.size, leaves);
    if (faults.length >= mostFaults) break;
  }
  if (faults.length === 0 && headSize > edge.size)
    faults.push({ kind: 'removed', leaf: edge.size, entry: null, detail: `a tree head of size ${headSize} exists, the leaves end at ${edge.size}` });
  for (const entry of await strayEntries(db)) faults.push({ kind: 'inserted', leaf: null, entry, detail: 'an entry that was never numbered' });
  for (const entry of await strayDisclosures(db)) faults.push({ kind: 'removed', leaf: null, entry, detail: 'a disclosure whose entry is gone' });
  const { waiting, oldestSeconds } = await pendingState(db);
  return { entries: edge.size, heads, root: rootOf(edge).toString('hex'), waiting, oldestWaitingSeconds: oldestSeconds, faults };
}

/** What is wrong with one numbered entry, read from the row alone. */
export function entryFault(row: LeafRow): Fault | undefined {
  const at = { leaf: row.leaf, entry: row.entryId };
  if (row.body === null || row.salt === null || row.content === null || row.micros === null)
    return { kind: 'removed', ...at, detail: 'the entry of this number is gone' };
  const content =
    row.parts === null
      ? bodyLeaf(row.salt, row.body)
      : openingContent(
          row.salt,
          row.body,
          row.parts.map((subjects) => ({ subjects: subjects.map((subject) => subject.replaceAll('-', '')) })),
        );
  if (!content.equals(row.content)) return { kind: 'changed', ...at, detail: 'what it says, or whom it names, is not what was recorded' };
  if (!leafHash(commitmentOf(row.entryId, BigInt(row.micros), content)).equals(row.hash))
    return { kind: 'changed', ...at, detail: 'its id, time or hash is not what was numbered' };
  return undefined;
}
