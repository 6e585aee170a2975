import type pg from 'pg';
import { quoteName } from '../platform/mod.ts';

/** Makes a database unless the cluster has it. `client` is the superuser, in another database. */
export async function createDatabase(client: pg.ClientBase, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${quoteName(name)}`);
}
