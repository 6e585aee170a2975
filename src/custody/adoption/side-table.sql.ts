/** The statements around `pii.adoption` and `pii.adopting`: what was sealed and waits to take its place. */
import type pg from 'pg';
import { quoteName, quoteText } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import { rowKey, rowVersion } from './owners.sql.ts';
import { afterCursor, passwordCells } from './password-rows.sql.ts';
import { quoteTable } from '../table-name.ts';

export type State = 'sealing' | 'sealed' | 'clean';

/** By table oid; empty in a database that was never adopted. */
export async function tableStates(client: pg.ClientBase): Promise<ReadonlyMap<number, State>> {
  const there = await client.query<{ there: boolean }>(`select to_regclass('pii.adoption') is not null as there`);
  if (there.rows[0]?.there !== true) return new Map();
  const { rows } = await client.query<{ oid: number; state: State }>('select tbl::oid as oid, state from pii.adoption');
  return new Map(rows.map((row) => [row.oid, row.state]));
}

export type Counts = { rows: number; unowned: number; shared: number; sharedKeys: string[] };

/** How many rows there are, and how many of them lead to nobody or to several persons; the keys of ten of the latter. */
export async function countRows(client: pg.ClientBase, table: CheckedTable, owners: string): Promise<Counts> {
  const { rows } = await client.query<Counts>(`
    select count(*)::int as rows, count(*) filter (where n = 0)::int as unowned, count(*) filter (where n > 1)::int as shared,
      coalesce((array_agg(key) filter (where n > 1))[1:10], '{}') as "sharedKeys"
    from (select ${rowKey(table, 't')} as key, (select count(distinct w.person) from (${owners}) w(person)) as n from ${quoteTable(table.mapped.name)} t) one`);
  return rows[0] ?? { rows: 0, unowned: 0, shared: 0, sharedKeys: [] };
}

/**
 * Begins or resumes a table. What another map sealed of it, in other columns, or wrapped by another scheme, is thrown away. `passwords`: each column as the
 * map tells it.
 */
export async function beginTable(
  client: pg.ClientBase,
  oid: number,
  fields: readonly number[],
  passwords: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ fields: number[]; passwords: string[]; state: State }>(
    'select fields, passwords, state from pii.adoption where tbl = $1::oid',
    [oid],
  );
  const known = rows[0];
  const same =
    known?.state === 'sealing' &&
    known.fields.join() === fields.join() &&
    known.passwords.join('\n') === passwords.join('\n');
  if (same) return;
  await client.query('begin');
  await client.query('delete from pii.adopting where tbl = $1::oid', [oid]);
  await client.query(
    `insert into pii.adoption (tbl, fields, passwords, state) values ($1::oid, $2, $3, 'sealing')
     on conflict (tbl) do update set fields = excluded.fields, passwords = excluded.passwords, state = 'sealing'`,
    [oid, fields, passwords],
  );
  await client.query('commit');
}

export type Row = {
  readonly key: string;
  readonly version: string;
  /** Keys of the persons to whom it leads. */
  readonly persons: readonly string[];
  /** Subject of its envelopes, where it has some. */
  readonly subject: string | null;
  /** The values to seal, in order; null where there is none. */
  readonly texts: readonly (string | null)[];
  /** What stands in the password columns that are still to be wrapped, and the salts beside them. */
  readonly passwords: readonly (string | null)[];
  readonly salts: readonly (string | null)[];
  /** Whether this very version was sealed already. */
  readonly done: boolean;
  /** The primary key, to go on from. */
  readonly cursor: readonly string[];
};

/** The next rows of a table by primary key, after `cursor`. */
export async function nextRows(
  client: pg.ClientBase,
  table: CheckedTable,
  owners: string,
  cursor: readonly string[] | null,
  most: number,
): Promise<Row[]> {
  const key = table.live.key ?? [];
  const cells = passwordCells(table.wrap);
  const envelopes = table.sealed.map((column) => `pii.subject_of(t.${quoteName(column)})`);
  const { rows } = await client.query<Row>(
    `select r.*, exists (select from pii.adopting a where a.tbl = ${quoteText(quoteTable(table.mapped.name))}::regclass and a.row_key = r.key and a.version = r.version) as done
     from (select ${rowKey(table, 't')} as key, ${rowVersion(owners, 't')} as version,
       array(select distinct w.person from (${owners}) w(person)) as persons,
       ${envelopes.length === 0 ? 'null::uuid' : `coalesce(${envelopes.join(', ')})`} as subject,
       array[${table.todo.map(({ column }) => `t.${quoteName(column)}::text`).join(', ')}]::text[] as texts, ${cells.values} as passwords, ${cells.salts} as salts,
       array[${key.map((column) => `t.${quoteName(column)}::text`).join(', ')}] as cursor
       from ${quoteTable(table.mapped.name)} t ${afterCursor(table, cursor)} order by ${key.map((column) => `t.${quoteName(column)}`).join(', ')} limit ${most}) r`,
    cursor === null ? [] : [...cursor],
  );
  return rows;
}

/** The next persons that have no subject yet. */
export async function personsWithout(
  client: pg.ClientBase,
  table: string,
  quoted: string,
  key: string,
  most: number,
): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `select p.${quoteName(key)}::text as key from ${quoted} p where p.${quoteName(key)} is not null and not exists (
       select from pii.subject s where s.person_table = $1 and s.person_key = p.${quoteName(key)}::text) limit ${most}`,
    [table],
  );
  return rows.map((row) => row.key);
}

/** Subjects by the key of their row. */
export async function subjectsOf(
  client: pg.ClientBase,
  table: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ key: string; subject: string }>(
    'select person_key as key, subject from pii.subject where person_table = $1 and person_key = any($2::text[])',
    [table, keys],
  );
  return new Map(rows.map((row) => [row.key, row.subject]));
}

export async function addSubjects(
  client: pg.ClientBase,
  kind: 'person' | 'unowned',
  table: string,
  keys: readonly string[],
  subjects: readonly string[],
): Promise<void> {
  await client.query(
    `insert into pii.subject (subject, kind, person_table, person_key) select s, $1, $2, k from unnest($3::uuid[], $4::text[]) as x(s, k)`,
    [kind, table, subjects, keys],
  );
}

/** Puts envelopes and wrapped passwords beside their rows and reads back the envelopes that now lie there, row by row. */
export async function putCells(
  client: pg.ClientBase,
  oid: number,
  rows: readonly {
    readonly key: string;
    readonly version: string;
    readonly cells: readonly (Buffer | null)[];
    readonly wrapped: readonly (string | null)[];
  }[],
): Promise<Map<string, (Buffer | null)[]>> {
  const width = rows[0]?.cells.length ?? 0;
  const columns = Array.from({ length: width }, (_, n) => rows.map(({ cells }) => hex(cells[n] ?? null)));
  const names = columns.map((_, n) => `c${n}`);
  const passwords = (rows[0]?.wrapped ?? []).map((_, n) => rows.map(({ wrapped }) => wrapped[n] ?? null));
  const words = passwords.map((_, n) => `w${n}`);
  const lists = [
    ...columns.map((_, n) => `$${n + 4}::pii.sealed[]`),
    ...passwords.map((_, n) => `$${columns.length + n + 4}::text[]`),
  ];
  const { rows: back } = await client.query<{ key: string; cells: (string | null)[] }>(
    `insert into pii.adopting as a (tbl, row_key, version, cells, wrapped)
     select $1::oid, k, v, array[${names.join(', ')}]::pii.sealed[], array[${words.join(', ')}]::text[]
     from unnest(${['$2::text[]', '$3::text[]', ...lists].join(', ')}) as x(${['k', 'v', ...names, ...words].join(', ')})
     on conflict (tbl, row_key) do update set version = excluded.version, cells = excluded.cells, wrapped = excluded.wrapped
     returning a.row_key as key, (select coalesce(array_agg(pii.slice(c, 1, 2147483647)::text order by n), '{}') from unnest(a.cells) with ordinality as u(c, n)) as cells`,
    [oid, rows.map((row) => row.key), rows.map((row) => row.version), ...columns, ...passwords],
  );
  return new Map(
    back.map(({ key, cells }) => [
      key,
      cells.map((cell) => (cell === null ? null : Buffer.from(cell.slice(2), 'hex'))),
    ]),
  );
}

function hex(envelope: Buffer | null): string | null {
  return envelope === null ? null : `\\x${envelope.toString('hex')}`;
}
