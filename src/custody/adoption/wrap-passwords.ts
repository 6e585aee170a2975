/** The values that take the place of what stands in the password columns of some rows. */
import { Refusal } from '../../platform/mod.ts';
import { wrapAll } from './argon2-pool.ts';
import type { CheckedTable } from './check-map.ts';
import { type OldHash, readOldHash } from './old-hash.ts';
import { isOneWay } from './password-form.ts';

export type Passwords = {
  readonly passwords: readonly (string | null)[];
  readonly salts: readonly (string | null)[];
};

/** What is hashed one-way already stays as it is. Throws JK627 where a row came meanwhile that the plan would have refused. */
export async function wrapPasswords(table: CheckedTable, rows: readonly Passwords[]): Promise<(string | null)[][]> {
  const olds: OldHash[] = [];
  const cells = rows.map(({ passwords, salts }) =>
    table.wrap.map((password, n) => {
      const value = passwords[n] ?? null;
      if (value === null || isOneWay(value)) return value;
      const old = readOldHash(password, value, salts[n] ?? null);
      if (typeof old === 'string') throw new Refusal('JK627');
      return olds.push(old) - 1;
    }),
  );
  const wrapped = await wrapAll(olds);
  return cells.map((row) => row.map((cell) => (typeof cell === 'number' ? (wrapped[cell] ?? null) : cell)));
}
