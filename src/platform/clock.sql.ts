import { type Db, type Tx, sql } from './database.ts';

/** What time it is for every decision: the database's clock, moved only in a home made for drills. */
export async function now(db: Db | Tx): Promise<Temporal.Instant> {
  const { rows } = await sql<{ now: Temporal.Instant }>`select platform.now() as now`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('platform.clock has no row');
  return row.now;
}
