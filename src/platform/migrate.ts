import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { appliedMigrations, migrationTable, runMigration } from './migrate.sql.ts';
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
 * used by a newer Jikimi. Returns the names that were run. `last`: the migration to stop at, for the check of an upgrade.
 */
export async function migrate(db: Kysely<unknown>, kind: 'jikimi' | 'members', last?: string): Promise<string[]> {
  const names = migrationNames(kind);
  const unknown = (await appliedMigrations(db)).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Refusal('JK010', { migration: unknown });
  const migrations = names.map((name) => {
    const up = (tx: Kysely<unknown>) => runMigration(tx, migrationText(kind, name));
    return [name, { up }] as const;
  });
  const migrator = new Migrator({
    db,
    migrationTableSchema: migrationTable.schema,
    migrationTableName: migrationTable.name,
    migrationLockTableName: migrationTable.lock,
    provider: { getMigrations: async () => Object.fromEntries(migrations) },
  });
  const { error, results } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error !== undefined) throw error;
  return (results ?? []).map((one) => one.migrationName);
}
