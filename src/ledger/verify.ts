/**
 * Checks the whole history: every entry against its commitment, every leaf against its entry, the numbers without a gap, and every tree head
 * against the leaves. Finds what was changed, removed, inserted or put in another order behind the product's back. It cannot find that the
 * newest entries were cut off together with their heads, nor a history that somebody rewrote whole: that is what the witness is for.
 */
import type { Db } from '../platform/mod.ts';
import { commitmentOf, openingContent } from './entry.ts';
import { HeadCheck } from './head-check.ts';
import { append, emptyEdge, leafHash, rootOf } from './merkle.ts';
import { type LeafRow, headsFrom, historySize, leavesFrom, pendingState, strayEntries } from './verify.sql.ts';

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

/** What the room that keeps the disclosures knows of them; this one lies left of it and is told. */
export type Disclosures = {
  /** Subjects of each part in order, as uuids, of those of these entries that disclose something. */
  readonly partsOf: (entryIds: readonly string[]) => Promise<ReadonlyMap<string, readonly (readonly string[])[]>>;
  /** Disclosures that no entry tells, or that say another thing than their entry. */
  readonly strays: () => Promise<readonly Fault[]>;
};

export type VerifyOptions = Disclosures & {
  /** Told how many of how many entries were checked. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
};

const page = 2000;
const mostFaults = 100;

/** Reads the history page by page, as long as it was when it began; memory does not grow with it. At most a hundred faults are named: with that many it stops where it is. */
export async function verify(db: Db, { partsOf, strays, onProgress }: VerifyOptions): Promise<Verdict> {
  const { leaves, headSize } = await historySize(db);
  const faults: Fault[] = [];
  const heads = new HeadCheck();
  let edge = emptyEdge;
  let next = 0;
  while (next < headSize && faults.length < mostFaults) {
    const rows = await leavesFrom(db, next, headSize, page);
    const last = rows.at(-1);
    if (last === undefined) break;
    heads.expect(await headsFrom(db, edge.size, edge.size + rows.length));
    const parts = await partsOf(
      rows
        .filter(({ kind }) => kind === 'opening' || kind === 'question' || kind === 'writing')
        .map((row) => row.entryId),
    );
    for (const row of rows) {
      if (faults.length >= mostFaults) break;
      if (row.leaf !== next) faults.push(gap(next, row.leaf));
      next = row.leaf + 1;
      const fault = entryFault(row, parts.get(row.entryId) ?? []);
      if (fault !== undefined) faults.push(fault);
      edge = append(edge, [row.hash]);
      heads.compare(edge);
    }
    onProgress?.(next, leaves);
  }
  if (faults.length < mostFaults) {
    if (next < headSize) faults.push(gap(next, headSize));
    if (leaves > headSize) faults.push(beyond(headSize, leaves));
    faults.push(...heads.faults());
    for (const entry of await strayEntries(db))
      faults.push({ kind: 'inserted', leaf: null, entry, detail: 'an entry that was never numbered' });
    faults.push(...(await strays()));
  }
  const { waiting, oldestSeconds } = await pendingState(db);
  const root = rootOf(edge).toString('hex');
  return {
    entries: edge.size,
    heads: heads.seen,
    root,
    waiting,
    oldestWaitingSeconds: oldestSeconds,
    faults: faults.slice(0, mostFaults),
  };
}

function gap(from: number, to: number): Fault {
  const detail = to - from === 1 ? `number ${from} is missing` : `numbers ${from} to ${to - 1} are missing`;
  return { kind: 'gap', leaf: from, entry: null, detail };
}

function beyond(headSize: number, leaves: number): Fault {
  const detail = `${leaves - headSize} numbers stand beyond the last tree head, of size ${headSize}`;
  return { kind: 'inserted', leaf: headSize, entry: null, detail };
}

/** What is wrong with one numbered entry, read from the row and from what it discloses. */
function entryFault(row: LeafRow, parts: readonly (readonly string[])[]): Fault | undefined {
  const at = { leaf: row.leaf, entry: row.entryId };
  const { kind, body, salt, micros } = row;
  if (kind === null || body === null || salt === null || row.content === null || micros === null)
    return { kind: 'removed', ...at, detail: 'the entry of this number is gone' };
  const named = parts.map((subjects) => ({ subjects: subjects.map((subject) => subject.replaceAll('-', '')) }));
  const content = openingContent(salt, body, named);
  if (!content.equals(row.content))
    return { kind: 'changed', ...at, detail: 'what it says, or whom it names, is not what was recorded' };
  if (!leafHash(commitmentOf(row.entryId, BigInt(micros), content, kind)).equals(row.hash))
    return { kind: 'changed', ...at, detail: 'its id, time, kind or hash is not what was numbered' };
  return undefined;
}
