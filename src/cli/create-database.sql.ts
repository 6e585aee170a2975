import type pg from 'pg';
import { quoteName } from '../platform/mod.ts';

/** Makes a database unless the cluster has it. `client` is the superuser, in another database. */
export async function createDatabase(client: pg.ClientBase, name: string): Promise<void> {
  if (!(await databaseExists(client, name))) await client.query(`create database ${quoteName(name)}`);
}

export async function databaseExists(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount !== 0;
}
