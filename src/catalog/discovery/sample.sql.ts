/** Reads a few values of a table, in a transaction that cannot write, and takes nothing that would hold anybody up. */
import type pg from 'pg';
import { quoteName } from '../../platform/mod.ts';
import { type Column, type Table, classOf } from './column.ts';

/** Bounds of what is read from one table. */
const mostRows = 500;
const mostCharacters = 4 * 1024 * 1024;
export const longestValue = 2000;
/** Rows are counted so far where nobody ever analysed the table. */
const mostCounted = 20_000;
const tableMs = 5_000;
const lockMs = 1_000;

/** For the connection: nothing writes, nothing waits long, and texts come out the same whatever the database is set to. */
export async function settle(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set default_transaction_read_only = on; set statement_timeout = '${tableMs}ms'; set lock_timeout = '${lockMs}ms';
    set idle_in_transaction_session_timeout = '60s'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex'; set client_min_messages = error;
    set standard_conforming_strings = on; set extra_float_digits = 1; set max_parallel_workers_per_gather = 0; set search_path = ''`);
}

export type Sample = { readonly values: ReadonlyMap<string, (string | null)[]>; readonly rows: number };

/** Values by column, as texts, and how many rows there are. Throws the database's own error where it may not be read or takes too long. */
export async function sampleTable(client: pg.ClientBase, table: Table, columns: readonly Column[]): Promise<Sample> {
  if (columns.length === 0) return { values: new Map(), rows: table.rows };
  const each = Math.max(64, Math.min(longestValue, Math.floor(mostCharacters / (mostRows * columns.length))));
  const rows = Math.max(20, Math.min(mostRows, Math.floor(mostCharacters / (each * columns.length))));
  const list = columns.map((column) => `left(${asText(column)}, ${each})`).join(', ');
  const name = `${quoteName(table.schema)}.${quoteName(table.name)}`;
  await client.query('begin transaction isolation level repeatable read, read only');
  try {
    let read = await take(client, `select ${list} from ${name}${spread(table, rows)} limit ${rows}`);
    if (read.length < Math.min(rows, 50) && spread(table, rows) !== '')
      read = await take(client, `select ${list} from ${name} limit ${rows}`);
    const values = new Map(columns.map((column, n) => [column.name, read.map((row) => row[n] ?? null)]));
    if (table.rows >= 0) return { values, rows: table.rows };
    return { values, rows: read.length < rows ? read.length : await count(client, name) };
  } finally {
    await client.query('rollback');
  }
}

async function count(client: pg.ClientBase, name: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from (select from ${name} limit ${mostCounted}) counted`,
  );
  return rows[0]?.n ?? 0;
}

/** Pages from all over a large table: its first rows are its oldest. */
function spread(table: Table, rows: number): string {
  if (table.kind === 'foreign' || table.rows < rows * 10) return '';
  const percent = Math.min(100, (100 * rows * 4) / table.rows);
  return ` tablesample system (${percent.toFixed(6)}) repeatable (1)`;
}

/** Bytes that are no hash are not read whole; arrays come as JSON, whatever their elements are. */
function asText(column: Column): string {
  const name = quoteName(column.name);
  switch (classOf(column.base)) {
    case 'bytes':
      return `encode(substring(${name} from 1 for 128), 'hex')`;
    case 'array':
      return `to_json(${name})::text`;
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'network':
    case 'geometry':
    case 'json':
    case 'sealed':
    case 'other':
      return `${name}::text`;
  }
}

async function take(client: pg.ClientBase, text: string): Promise<(string | null)[][]> {
  const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array' });
  return rows;
}
