/** What the map of `adopt` can say of a column of password hashes (docs/passwords.md). */
import type { PasswordKind } from './fit-password.ts';
import type { Observed } from './observe.ts';

/** Kinds whose values tell everything that is needed to make them again; the map calls them by the same names. */
const whole: readonly PasswordKind[] = ['argon2id', 'bcrypt', 'crypt', 'pbkdf2-django'];
const digests: readonly PasswordKind[] = ['md5', 'sha1', 'sha256', 'sha512'];

/**
 * What stands behind the column's name in the map. `sure`: every value that was looked at has one form, and the form tells all. A bare digest may have been
 * made with a salt on either side, or twice: what is taken over wrongly lets nobody sign in again, so that a person must try it first.
 */
export function schemeOf(
  observed: Observed | null,
  salt: string | null,
): { readonly scheme: string; readonly sure: boolean } | null {
  const [kind, count] = [...(observed?.kinds ?? [])].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  if (observed === null || kind === undefined || count !== observed.filled) return null;
  if (whole.includes(kind)) return { scheme: `{ scheme: ${kind} }`, sure: true };
  if (!digests.includes(kind)) return null;
  const encoding = observed.hex === observed.filled ? '' : ', encoding: base64';
  const salted = salt === null ? '' : `, salt: { column: ${/^[\w가-힣]+$/.test(salt) ? salt : '…'}, place: before }`;
  return { scheme: `{ scheme: ${kind}${encoding}${salted} }`, sure: false };
}
