import { type Db, type Tx, sql } from '../platform/mod.ts';

/** Only one sequencer at a time: the lock is held until the transaction ends. False where another has it. */
export async function lockSequence(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    won: boolean;
  }>`select pg_try_advisory_xact_lock(hashtext('jikimi.sequencer')) as won`.execute(tx);
  return rows[0]?.won ?? false;
}

export async function lastHead(db: Db | Tx): Promise<{ size: number; roots: Buffer[] }> {
  const { rows } = await sql<{ size: number; roots: Buffer[] }>`
    select size, edge as roots from ledger.head order by size desc limit 1
  `.execute(db);
  return rows[0] ?? { size: 0, roots: [] };
}

/**
 * Takes up to `most` entries out of the queue, oldest id first, and gives them the numbers from `from` on; their leaf hashes in that order
 * (RFC 6962, `leafHash` of the commitment). A range of the key, which no statistics can turn into a scan for each.
 */
export async function numberTaken(tx: Tx, from: number, most: number): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    with taken as (
      delete from ledger.pending where entry_id <= coalesce(
        (select entry_id from ledger.pending order by entry_id offset ${most - 1} limit 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      returning entry_id, commitment
    ), numbered as (
      select row_number() over (order by entry_id) as n, entry_id, sha256('\\x00'::bytea || commitment) as hash from taken
    ), entered as (
      insert into ledger.leaf (leaf, entry_id, hash) select ${from}::bigint + n - 1, entry_id, hash from numbered
    )
    select hash from numbered order by n
  `.execute(tx);
  return rows.map((row) => row.hash);
}

export async function insertHead(tx: Tx, size: number, root: Buffer, edge: readonly Buffer[]): Promise<void> {
  await sql`insert into ledger.head (size, root, edge) values (${size}, ${root}, ${edge}::bytea[])`.execute(tx);
}

export async function prepareMonths(db: Db): Promise<void> {
  await sql`
    select ledger.prepare_month((date_trunc('month', platform.now()) + make_interval(months => n))::date) from generate_series(0, 3) n
  `.execute(db);
}
