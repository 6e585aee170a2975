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

/** Takes up to `most` entries out of the queue, oldest id first: a range of the key, which no statistics can turn into a scan for each. */
export async function takePending(tx: Tx, most: number): Promise<{ entryId: string; commitment: Buffer }[]> {
  const { rows } = await sql<{ entryId: string; commitment: Buffer }>`
    with taken as (
      delete from ledger.pending where entry_id <= coalesce(
        (select entry_id from ledger.pending order by entry_id offset ${most - 1} limit 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      returning entry_id, commitment
    )
    select entry_id as "entryId", commitment from taken order by entry_id
  `.execute(tx);
  return rows;
}

export async function insertLeaves(
  tx: Tx,
  from: number,
  leaves: readonly { entryId: string; hash: Buffer }[],
): Promise<void> {
  await sql`
    insert into ledger.leaf (leaf, entry_id, hash)
    select ${from} + n - 1, entry_id, hash
    from unnest(${leaves.map((leaf) => leaf.entryId)}::uuid[], ${leaves.map((leaf) => leaf.hash)}::bytea[]) with ordinality as x(entry_id, hash, n)
  `.execute(tx);
}

export async function insertHead(tx: Tx, size: number, root: Buffer, edge: readonly Buffer[]): Promise<void> {
  await sql`insert into ledger.head (size, root, edge) values (${size}, ${root}, ${edge}::bytea[])`.execute(tx);
}

export async function prepareMonths(db: Db): Promise<void> {
  await sql`
    select ledger.prepare_month((date_trunc('month', platform.now()) + make_interval(months => n))::date) from generate_series(0, 3) n
  `.execute(db);
}
