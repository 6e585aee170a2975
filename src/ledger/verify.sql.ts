import { type Db, sql } from '../platform/mod.ts';

export type LeafRow = {
  leaf: number;
  entryId: string;
  hash: Buffer;
  /** Null, as all that follows, where no entry has that id any more. */
  kind: string | null;
  body: Record<string, unknown> | null;
  salt: Buffer | null;
  content: Buffer | null;
  /** Microseconds since 2000-01-01 UTC, as text. */
  micros: string | null;
};

/** A page of leaves in order, from number `from` and below `below`, each with its entry. */
export async function leavesFrom(db: Db, from: number, below: number, most: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select l.leaf, l.entry_id as "entryId", l.hash, e.kind, e.body, e.salt, e.content,
      (extract(epoch from (e.at - timestamptz '2000-01-01 00:00:00+00')) * 1000000)::bigint::text as micros
    from ledger.leaf l
    left join (select id, kind, body, salt, content, at from ledger.act union all select id, kind, body, salt, content, at from ledger.opening) e
      on e.id = l.entry_id
    where l.leaf >= ${from} and l.leaf < ${below} order by l.leaf limit ${most}
  `.execute(db);
  return rows;
}

export type HeadRow = { size: number; root: Buffer; edge: Buffer[] };

/** Heads above size `after`, up to and including `upTo`, in order. */
export async function headsFrom(db: Db, after: number, upTo: number): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    select size, root, edge from ledger.head where size > ${after} and size <= ${upTo} order by size
  `.execute(db);
  return rows;
}

/** Entries that have neither a number nor a place in the queue: inserted past the trigger, or their leaf was removed. */
export async function strayEntries(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id from ledger.act union all select id from ledger.opening) e
    where not exists (select from ledger.leaf l where l.entry_id = e.id) and not exists (select from ledger.pending p where p.entry_id = e.id)
    limit 20
  `.execute(db);
  return rows.map((row) => row.id);
}

export async function pendingState(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
    select count(*)::int as waiting, coalesce(extract(epoch from platform.now() - min(at)), 0)::float8 as "oldestSeconds" from ledger.pending
  `.execute(db);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

/** Of one moment: leaves and heads are committed together, so that the two sizes agree. */
export async function historySize(db: Db): Promise<{ leaves: number; headSize: number }> {
  const { rows } = await sql<{ leaves: number; headSize: number }>`
    select (select count(*) from ledger.leaf) as leaves, coalesce((select max(size) from ledger.head), 0) as "headSize"
  `.execute(db);
  return rows[0] ?? { leaves: 0, headSize: 0 };
}
