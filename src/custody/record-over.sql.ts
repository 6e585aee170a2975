import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { type Fact, record } from '../ledger/mod.ts';
import { sql, transact } from '../platform/mod.ts';

/** Records one act, durable when it resolves, over the pool that the hot path has. */
export async function recordOver(pool: pg.Pool, fact: Fact): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  await transact(db, async (tx) => {
    await sql`set local synchronous_commit = on`.execute(tx);
    await record(tx, fact);
  });
}
