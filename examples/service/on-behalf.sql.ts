import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For the whole connection, before the transaction: a rollback must not take it back, and the next piece of work says its own. */
export async function sayOnBehalf(connection: Kysely<Tables>, whom: string): Promise<void> {
  await sql`set jikimi.on_behalf = ${sql.lit(whom)}`.execute(connection);
}
