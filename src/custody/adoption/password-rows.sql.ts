/** Reading old hashes: pages of a table by its primary key, with the salt that stands beside each. */
import type pg from 'pg';
import { quoteName } from '../../platform/mod.ts';
import { quoteTable } from '../table-name.ts';
import type { CheckedTable } from './check-map.ts';
import type { MappedPassword } from './old-hash.ts';
import { rowKey } from './owners.sql.ts';

export type PasswordRow = {
  readonly key: string;
  readonly values: readonly (string | null)[];
  readonly salts: readonly (string | null)[];
  readonly cursor: readonly string[];
};

/** Two arrays of a row of alias `t`: the values of these columns, and their salts where they stand in columns of their own. */
export function passwordCells(passwords: readonly MappedPassword[]): { values: string; salts: string } {
  const text = (column: string) => `t.${quoteName(column)}::text`;
  const salts = passwords.map(({ salt }) => (salt?.from.kind === 'column' ? text(salt.from.column) : 'null'));
  return {
    values: `array[${passwords.map((one) => text(one.column)).join(', ')}]::text[]`,
    salts: `array[${salts.join(', ')}]::text[]`,
  };
}

/** What a page begins after: `where (key) > (…)`, the cursor's texts being the parameters; everything where there is none. */
export function afterCursor(table: CheckedTable, cursor: readonly string[] | null): string {
  if (cursor === null) return '';
  const key = table.live.key ?? [];
  const typed = key.map(
    (column, n) => `$${n + 1}::text::${table.live.columns.find((one) => one.name === column)?.type ?? 'text'}`,
  );
  return `where (${key.map((column) => `t.${quoteName(column)}`).join(', ')}) > (${typed.join(', ')})`;
}

/** The next rows that have a value in one of the password columns still to be guarded. */
export async function nextPasswords(
  client: pg.ClientBase,
  table: CheckedTable,
  cursor: readonly string[] | null,
  most: number,
): Promise<PasswordRow[]> {
  const key = (table.live.key ?? []).map((column) => `t.${quoteName(column)}`);
  const { values, salts } = passwordCells(table.guard);
  const { rows } = await client.query<PasswordRow>(
    `select ${rowKey(table, 't')} as key, ${values} as values, ${salts} as salts, array[${key.map((one) => `${one}::text`).join(', ')}] as cursor
     from ${quoteTable(table.mapped.name)} t ${afterCursor(table, cursor)} order by ${key.join(', ')} limit ${most}`,
    cursor === null ? [] : [...cursor],
  );
  return rows;
}
