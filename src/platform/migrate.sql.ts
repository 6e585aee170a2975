import { type Kysely, sql } from 'kysely';

/** Where the names of the migrations that ran are kept. */
export const migrationTable = { schema: 'public', name: 'jikimi_migration', lock: 'jikimi_migration_lock' } as const;

/** The migrations that this database has, in order; none where it never had one. */
export async function appliedMigrations(db: Kysely<unknown>): Promise<string[]> {
  const kept = sql.table(`${migrationTable.schema}.${migrationTable.name}`);
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass(${`${migrationTable.schema}.${migrationTable.name}`}) is not null as there
  `.execute(db);
  if (tables[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from ${kept} order by name`.execute(db);
  return rows.map((row) => row.name);
}

/** Runs the text of a migration: several statements, without parameters. */
export async function runMigration(tx: Kysely<unknown>, text: string): Promise<void> {
  await sql.raw(text).execute(tx);
}
