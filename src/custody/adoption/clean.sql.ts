/** What is left of the plaintext inside the cluster's files once the columns are sealed. */
import type pg from 'pg';
import { quoteTable, type TableName } from '../table-name.ts';

/**
 * Statistics held the most frequent values and histograms of each column: their tables are written anew, so that not even dead rows keep them; then
 * a checkpoint unlinks the files of the tables as they were. May be run again. What it cannot reach: WAL, replicas, backups, copies.
 */
export async function clean(client: pg.ClientBase, tables: readonly TableName[]): Promise<void> {
  await client.query('vacuum full pg_catalog.pg_statistic');
  await client.query('vacuum full pg_catalog.pg_statistic_ext_data');
  for (const table of tables) await client.query(`analyze ${quoteTable(table)}`);
  await client.query('analyze pii.subject');
  await client.query('vacuum full pii.adopting');
  await client.query('checkpoint');
  await client.query(`update pii.adoption set state = 'clean' where state = 'sealed'`);
}

/** Facts for the note on what stays elsewhere. */
export async function remains(
  client: pg.ClientBase,
): Promise<{ walArchived: boolean; standbys: number; slots: number }> {
  const { rows } = await client.query<{ walArchived: boolean; standbys: number; slots: number }>(`
    select current_setting('archive_mode') <> 'off' as "walArchived", (select count(*)::int from pg_stat_replication) as standbys,
      (select count(*)::int from pg_replication_slots) as slots`);
  return rows[0] ?? { walArchived: false, standbys: 0, slots: 0 };
}

/** What PostgreSQL keeps of the gateway role's password; null where there is no such role or it has none. */
export async function gatewayRoleSecret(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ secret: string | null }>(
    `select rolpassword as secret from pg_authid where rolname = 'jikimi_gateway'`,
  );
  return rows[0]?.secret ?? null;
}
