/** Looks at a live database and says what is personal in it. Reads only; of the values nothing but counts is kept. */
import type pg from 'pg';
import { Refusal, databaseFault, machineNow } from '../../platform/mod.ts';
import { classify } from './classify.ts';
import { type Table, classOf, fullNameOf } from './column.ts';
import type { Discovery, Looked, Unread } from './discovery.ts';
import { inherit } from './inherit.ts';
import { type Observed, observe } from './observe.ts';
import { sampleTable, settle } from './sample.sql.ts';
import { readServer, readTables } from './survey.sql.ts';

export type Progress = (done: number, of: number, table: string) => void;

/** Throws JK614 for a server that `adopt` would not take, JK652 where there is no table, JK653 where none of them may be read. */
export async function discover(client: pg.ClientBase, onProgress: Progress): Promise<Discovery> {
  await settle(client);
  const server = await readServer(client);
  if (server === undefined || server.version < 160_000) throw new Refusal('JK614', { version: server?.words ?? '-' });
  const tables = await readTables(client);
  if (tables.length === 0) throw new Refusal('JK652', { database: server.database });
  if (!tables.some((table) => table.mayRead))
    throw new Refusal('JK653', { database: server.database, user: server.user });
  const year = machineNow().toZonedDateTimeISO('UTC').year;
  const looked: Looked[] = [];
  const unread: Unread[] = [];
  for (const table of tables) {
    onProgress(looked.length, tables.length, fullNameOf(table));
    const observed = await look(client, table, year, (why) => unread.push({ table: fullNameOf(table), why }));
    looked.push({
      table: { ...table, rows: observed?.there ?? table.rows },
      columns: classify(table, observed?.columns ?? null),
      sampled: observed?.rows ?? null,
    });
  }
  onProgress(tables.length, tables.length, '');
  return { server, tables: inherit(looked), unread };
}

/** Counts of each column; null where the table could not be read, which does not end the whole. */
async function look(
  client: pg.ClientBase,
  table: Table,
  year: number,
  onUnread: (why: string) => void,
): Promise<{ rows: number; there: number; columns: Map<string, Observed> } | null> {
  if (!table.mayRead) {
    onUnread('42501');
    return null;
  }
  const telling = table.columns.filter((column) => !['other', 'sealed'].includes(classOf(column.base)));
  try {
    const { values, rows: there } = await sampleTable(client, table, telling);
    const columns = new Map(
      telling.map((column) => [column.name, observe(values.get(column.name) ?? [], classOf(column.base), year)]),
    );
    return { rows: Math.max(0, ...[...values.values()].map((list) => list.length)), there, columns };
  } catch (error) {
    const fault = databaseFault(error);
    if (fault === undefined || /^(?:57P|08)/.test(fault.sqlstate)) throw error;
    onUnread(fault.sqlstate);
    return null;
  }
}
