/**
 * The rehearsal: the tables that are to be sealed without their rows, and the views over them, made in schemas of their own inside a transaction that
 * is taken back. PostgreSQL itself so says which views can be made and which of their columns come out sealed.
 */
import type pg from 'pg';
import { migrationNames, migrationText, quoteName } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { LiveView } from './survey.sql.ts';
import { fullName, quoteTable } from '../table-name.ts';
import { moveRelations } from './view-use.ts';

export const rehearsalSchema = (schema: string): string => `jikimi_rehearsal_${schema}`.slice(0, 63);

/** A generated column that goes, by the oid of its table. */
export type Gone = { readonly oid: number; readonly column: string };

/** Runs `work` on a stage with the sealed tables on it, then takes everything back. */
export async function onStage<T>(
  client: pg.ClientBase,
  tables: readonly CheckedTable[],
  views: readonly LiveView[],
  goes: readonly Gone[],
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ there: boolean; path: string[] }>(
    `select to_regtype('pii.sealed') is not null as there, coalesce((select array_agg(s) from unnest(current_schemas(false)) s), '{}')::text[] as path`,
  );
  await client.query('begin');
  try {
    await client.query('set local session_replication_role = replica'); // event triggers of the owner are not asked about what is taken back
    if (rows[0]?.there !== true)
      for (const name of migrationNames('members')) await client.query(migrationText('members', name));
    const named = tables.flatMap((one) => [one.live, ...one.partitions]);
    const schemas = new Set([...named, ...views].map((one) => one.schema));
    for (const schema of schemas) await client.query(`create schema ${quoteName(rehearsalSchema(schema))}`);
    const usual = await client.query<{ path: string }>(
      `select reset_val as path from pg_settings where name = 'search_path'`,
    );
    const stage = new Stage(client, [...schemas], usual.rows[0]?.path ?? 'public');
    for (const table of tables) if (table.todo.length > 0) await stage.setTable(table, goes);
    return await work(stage);
  } finally {
    await client.query('rollback');
  }
}

export class Stage {
  readonly #client: pg.ClientBase;
  readonly #schemas: readonly string[];
  readonly #path: string;
  readonly #moved = new Set<string>();

  constructor(client: pg.ClientBase, schemas: readonly string[], path: string) {
    this.#client = client;
    this.#schemas = schemas;
    this.#path = path;
  }

  /** The table, and each of its partitions as a table of its own. */
  async setTable({ live, partitions, todo }: CheckedTable, goes: readonly Gone[]): Promise<void> {
    for (const one of [live, ...partitions]) {
      const copy = quoteTable({ schema: rehearsalSchema(one.schema), table: one.table });
      await this.#client.query(`create table ${copy} (like ${quoteTable(one)})`);
      for (const { column } of todo) {
        await this.#client.query(
          `alter table ${copy} alter column ${quoteName(column)} drop default, alter column ${quoteName(column)} type pii.sealed using null`,
        );
      }
      for (const { column } of goes.filter(({ oid }) => oid === live.oid))
        await this.#client.query(`alter table ${copy} drop column ${quoteName(column)}`);
      if (live.key !== null)
        await this.#client.query(`alter table ${copy} add primary key (${live.key.map(quoteName).join(', ')})`);
      this.#moved.add(fullName(one));
    }
  }

  /** Names of its columns that come out sealed, or what PostgreSQL has against it. */
  async setView(
    view: LiveView,
    sql: string,
  ): Promise<{ readonly sealed: readonly string[] } | { readonly fault: string }> {
    const copy = quoteTable({ schema: rehearsalSchema(view.schema), table: view.name });
    await this.#client.query('savepoint view');
    try {
      const moved = this.#move(sql);
      await this.#client.query(
        `set local search_path = ${[...this.#schemas.map((one) => quoteName(rehearsalSchema(one))), this.#path, 'pii'].join(', ')}`,
      );
      await this.#client.query(
        view.materialized ? `create materialized view ${copy} as ${moved}` : `create view ${copy} as ${moved}`,
      );
      if (!view.materialized) await this.#client.query(`select * from ${copy}`);
    } catch (error) {
      await this.#client.query('rollback to savepoint view');
      return { fault: error instanceof Error ? error.message : String(error) };
    }
    await this.#client.query(`set local search_path = ''`);
    this.#moved.add(`${view.schema}.${view.name}`);
    const { rows } = await this.#client.query<{ name: string }>(
      `select attname::text as name from pg_catalog.pg_attribute where attrelid = $1::regclass and attnum > 0 and atttypid = 'pii.sealed'::regtype`,
      [copy],
    );
    return { sealed: rows.map((row) => row.name) };
  }

  /** What PostgreSQL has against a statement that makes something on tables and views of the stage; null where nothing. Nothing of it stays. */
  async faultOf(sql: string): Promise<string | null> {
    await this.#client.query('savepoint statement');
    try {
      await this.#client.query(this.#move(sql));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await this.#client.query('rollback to savepoint statement');
    }
  }

  #move(sql: string): string {
    return moveRelations(sql, (schema, relation) =>
      this.#moved.has(`${schema}.${relation}`) ? rehearsalSchema(schema) : undefined,
    );
  }
}
