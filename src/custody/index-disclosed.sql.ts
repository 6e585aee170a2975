import { type Db, type Tx, sql } from '../platform/mod.ts';

/** How far the index is, held until the transaction ends, so that two that build it go one after the other. */
export async function lockBehind(tx: Tx): Promise<number> {
  const { rows } = await sql<{ leaf: number }>`select leaf from custody.behind for update`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('custody.behind has no row');
  return row.leaf;
}

/**
 * Adds the disclosures of the next leaves: at most `leaves`, and no more than one after `subjects` rows are reached. Returns the last leaf
 * that is in the index now; null where there was none to add.
 */
export async function addPortion(tx: Tx, after: number, leaves: number, subjects: number): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`
    with next as (
      select l.leaf, d.session_id, d.batch, d.at,
        coalesce((select sum(cardinality(p.subjects)) from custody.disclosure_part p where p.session_id = d.session_id and p.batch = d.batch), 0) as size
      from ledger.leaf l left join custody.disclosure d on d.entry_id = l.entry_id
      where l.leaf > ${after} order by l.leaf limit ${leaves}),
    portion as (select * from (select *, sum(size) over (order by leaf) - size as before from next) n where before < ${subjects}),
    added as (
      insert into custody.disclosed (subject, at, session_id, batch)
      select distinct s, x.at, x.session_id, x.batch
      from portion x join custody.disclosure_part p on p.session_id = x.session_id and p.batch = x.batch, unnest(p.subjects) s
      order by s) -- in the order of the index: its pages are met once, not once a row
    select max(leaf) as last from portion
  `.execute(tx);
  return rows[0]?.last ?? null;
}

export async function moveBehind(tx: Tx, leaf: number): Promise<void> {
  await sql`update custody.behind set leaf = ${leaf}`.execute(tx);
}

/** Leaves that the index does not have yet. */
export async function leavesBehind(db: Db): Promise<number> {
  const { rows } = await sql<{ behind: number }>`
    select coalesce((select max(leaf) from ledger.leaf), -1) - (select leaf from custody.behind) as behind
  `.execute(db);
  return rows[0]?.behind ?? 0;
}
