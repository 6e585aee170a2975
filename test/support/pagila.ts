/** The real database Pagila, as it is in the test data, in the members' cluster of an installation of the test's own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { withClient } from './cluster.ts';
import { noPsql, psql } from './psql.ts';

const data = resolve(import.meta.dirname, '../..', process.env['JIKIMI_TEST_DATA'] ?? '../shared/data', 'pagila');

/** Why a test that needs it cannot run here; false where it can. */
export const noPagila: string | false = noPsql || (existsSync(data) ? false : `${data} is not there`);

export const pagilaUri = (membersUri: string): string => membersUri.replace(/\/[^/]*$/, '/pagila');

/** Loads it with psql. What a newer PostgreSQL has no use for (`default_with_oids`, its own plpgsql) is passed over, as the README of Pagila says. */
export async function loadPagila(membersUri: string): Promise<void> {
  await withClient(membersUri, async (client) => {
    await client.query('drop database if exists pagila with (force)');
    await client.query('create database pagila');
  });
  for (const file of ['pagila-schema.sql', 'pagila-data.sql']) {
    const run = spawnSync('psql', ['-X', '-q', '-f', join(data, file), pagilaUri(membersUri)], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
  }
  await psql(pagilaUri(membersUri), 'analyze');
}

/** Everything that a schema dump would hold, and more: to see that nothing changed. */
export async function schemaOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select line from (
      select format('column %s.%s %s %s %s', c.oid::regclass, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull) as line
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname !~ '^pg_|^information' and a.attnum > 0
      union all select format('relation %s %s %s %s %s', oid::regclass, relkind, relacl, relrowsecurity, relowner) from pg_class where relnamespace = 'public'::regnamespace
      union all select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
      union all select format('index %s', indexdef) from pg_indexes where schemaname = 'public'
      union all select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'
      union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger
      union all select format('rule %s', definition) from pg_rules where schemaname = 'public'
      union all select format('policy %s %s', polname, polrelid::regclass) from pg_policy
      union all select format('schema %s %s', nspname, nspacl) from pg_namespace where nspname !~ '^pg_'
      union all select format('type %s', oid::regtype) from pg_type where typnamespace = 'public'::regnamespace
      union all select format('database %s', datacl) from pg_database where datname = current_database()
    ) as lines order by line`);
  return rows.map((row) => row.line);
}

/** How many rows each view of `public` has, by name; what it says where it cannot be read. */
export async function viewCounts(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    `select viewname::text as name from pg_views where schemaname = 'public' order by viewname`,
  );
  const counts: Record<string, string> = {};
  for (const { name } of rows) {
    counts[name] = await client.query<{ n: string }>(`select count(*) as n from (select * from "${name}") as v`).then(
      ({ rows: [row] }) => row?.n ?? '',
      (error: unknown) => String(error),
    );
  }
  return counts;
}

/** Which of these values stand in any file of the database `oid`: tables, TOAST, indexes, maps, catalogs. */
export function valuesInFiles(cluster: string, oid: number, values: readonly string[]): string[] {
  const directory = join(cluster, 'base', String(oid));
  const files = readdirSync(directory).map((file) => readFileSync(join(directory, file)));
  return values.filter((value) => files.some((bytes) => bytes.includes(value)));
}
