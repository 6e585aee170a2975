/** Looks at every value of the password columns before anything is changed: what is no hash of the scheme that the map tells is refused by number. */
import type pg from 'pg';
import { type Code, Refusal } from '../../platform/mod.ts';
import { fullName } from '../table-name.ts';
import { type CheckedTable, listed } from './check-map.ts';
import { type HashFault, readOldHash } from './old-hash.ts';
import { isOneWay } from './password-form.ts';
import { nextPasswords } from './password-rows.sql.ts';

export type PlannedPassword = {
  readonly column: string;
  readonly scheme: string;
  /** Old hashes that will be wrapped. */
  readonly old: number;
  /** Values that stay: hashed by the service, or wrapped by an earlier run. */
  readonly kept: number;
};

const codeOf: Readonly<Record<HashFault, Code>> = { another: 'JK640', plain: 'JK641', salt: 'JK642' };
const faults = ['plain', 'another', 'salt'] as const;
const page = 2000;
const mostKeys = 10;

/** Throws JK640, JK641 or JK642 with how many values and the keys of the first ten rows; never a value. */
export async function inspectPasswords(client: pg.ClientBase, table: CheckedTable): Promise<PlannedPassword[]> {
  const seen = table.guard.map(() => ({
    old: 0,
    kept: 0,
    wrong: { another: noRows(), plain: noRows(), salt: noRows() },
  }));
  for (let cursor: readonly string[] | null = null; ; ) {
    const rows = await nextPasswords(client, table, cursor, page);
    for (const { key, values, salts } of rows)
      table.guard.forEach((password, n) => {
        const value = values[n] ?? null;
        const column = seen[n];
        if (value === null || column === undefined) return;
        if (isOneWay(value)) return void column.kept++;
        const old = readOldHash(password, value, salts[n] ?? null);
        if (typeof old !== 'string') return void column.old++;
        column.wrong[old].count++;
        if (column.wrong[old].keys.length < mostKeys) column.wrong[old].keys.push(key);
      });
    if (rows.length < page) break;
    cursor = rows.at(-1)?.cursor ?? null;
  }
  return table.guard.map(({ column, scheme }, n) => {
    const { old = 0, kept = 0, wrong } = seen[n] ?? {};
    const worst = faults.find((fault) => (wrong?.[fault].count ?? 0) > 0);
    if (worst === undefined) return { column, scheme, old, kept };
    throw new Refusal(codeOf[worst], {
      count: wrong?.[worst].count ?? 0,
      column: `${fullName(table.mapped.name)}.${column}`,
      scheme,
      key: (table.live.key ?? []).join(', '),
      rows: listed(wrong?.[worst].keys ?? []),
    });
  });
}

function noRows(): { count: number; readonly keys: string[] } {
  return { count: 0, keys: [] };
}
