/**
 * The search path of a client's session, under which its statements are read: the gateway must know it, and `pii`, where the operators of
 * sealed columns live, must be in it.
 *
 * PostgreSQL 18 reports it as a setting whenever it changed. An older server does not, and a function, a savepoint or the end of a transaction
 * may change it unseen: there the gateway asks after each answer that is whole, and what the client says next waits for what it hears.
 */

/** Never fails but in a failed transaction, whose end is asked about again. */
export const showPath = 'show search_path';

/** Whether names of `pii` are found under it. */
export function findsPii(path: string): boolean {
  return /(?:^|,\s*)"?pii"?\s*(?:,|$)/.test(path);
}

/** The same with `pii` behind. */
export function withPii(path: string): string {
  return path === '' ? 'pii' : `${path}, pii`;
}
