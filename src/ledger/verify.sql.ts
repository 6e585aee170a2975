import { type Db, sql } from '../platform/mod.ts';

export type LeafRow = {
  leaf: number;
  entryId: string;
  hash: Buffer;
  /** Null where no entry has that id any more. */
  kind: string | null;
  body: Record<string, unknown> | null;
  salt: Buffer | null;
  content: Buffer | null;
  /** Microseconds since 2000-01-01 UTC, as text. */
  micros: string | null;
  /** Subjects of each part in order, as uuids; only for openings. */
  parts: string[][] | null;
};

/** A page of leaves in order, each with its entry and what it discloses. */
export async function leavesFrom(db: Db, from: number, most: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select l.leaf, l.entry_id as "entryId", l.hash, e.kind, e.body, e.salt, e.content,
      (extract(epoch from (e.at - timestamptz '2000-01-01 00:00:00+00')) * 1000000)::bigint::text as micros,
      case when e.kind in ('opening', 'question') then coalesce((
        select json_agg(p.subjects order by p.n) from custody.disclosure d
        join custody.disclosure_part p using (session_id, batch) where d.entry_id = l.entry_id), '[]') end as parts
    from ledger.leaf l
    left join (select id, kind, body, salt, content, at from ledger.act union all select id, kind, body, salt, content, at from ledger.opening) e
      on e.id = l.entry_id
    where l.leaf >= ${from} order by l.leaf limit ${most}
  `.execute(db);
  return rows;
}

export async function headsFrom(db: Db, after: number, upTo: number): Promise<{ size: number; root: Buffer }[]> {
  const { rows } = await sql<{ size: number; root: Buffer }>`
    select size, root from ledger.head where size > ${after} and size <= ${upTo} order by size
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

/** Disclosures without an entry of the history, which only a hand in the database can make. */
export async function strayDisclosures(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.entry_id as id from custody.disclosure d where not exists (select from ledger.opening o where o.id = d.entry_id) limit 20
  `.execute(db);
  return rows.map((row) => row.id);
}

export async function pendingState(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
    select count(*)::int as waiting, coalesce(extract(epoch from platform.now() - min(at)), 0)::float8 as "oldestSeconds" from ledger.pending
  `.execute(db);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

export async function historySize(db: Db): Promise<{ leaves: number; headSize: number }> {
  const { rows } = await sql<{ leaves: number; headSize: number }>`
    select (select count(*) from ledger.leaf) as leaves, coalesce((select max(size) from ledger.head), 0) as "headSize"
  `.execute(db);
  return rows[0] ?? { leaves: 0, headSize: 0 };
}
