import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Refusal } from './refusal.ts';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Names of the migrations of one kind of database, in order. */
export function migrationNames(kind: 'jikimi' | 'members'): string[] {
  return readdirSync(join(folder, kind))
    .filter((file) => file.endsWith('.sql'))
    .sort();
}

/** Text of one migration; for the tests that walk constraints. */
export function migrationText(kind: 'jikimi' | 'members', name: string): string {
  return readFileSync(join(folder, kind, name), 'utf8');
}

/**
 * Brings a database up to date; each migration is one transaction. Throws JK010, with nothing changed, where the database was last
 * used by a newer Jikimi. Returns the names that were run.
 */
export async function migrate(db: Kysely<unknown>, kind: 'jikimi' | 'members'): Promise<string[]> {
  const names = migrationNames(kind);
  const migrator = new Migrator({
    db,
    migrationTableSchema: 'public',
    migrationTableName: `jikimi_migration`,
    migrationLockTableName: `jikimi_migration_lock`,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          names.map((name) => [name, { up: async (tx: Kysely<unknown>) => void (await sql.raw(migrationText(kind, name)).execute(tx)) }]),
        ),
    },
  });
  const applied = (await migrator.getMigrations()).filter((one) => one.executedAt !== undefined);
  const unknown = await appliedElsewhere(db, names);
  if (unknown !== undefined) throw new Refusal('JK010', { migration: unknown });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  void applied;
  return (results ?? []).map((one) => one.migrationName);
}

async function appliedElsewhere(db: Kysely<unknown>, names: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from public.jikimi_migration order by name`
    .execute(db)
    .catch((): { rows: { name: string }[] } => ({ rows: [] }));
  return rows.map((row) => row.name).find((name) => !names.includes(name));
}
