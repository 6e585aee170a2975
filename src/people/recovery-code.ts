/** Recovery codes: ten, each for one sign-in without the authenticator. 80 bits of chance each, so that a plain hash keeps them. */
import { hash, randomBytes } from 'node:crypto';

export const recoveryCodes = 10;

/** Letters and digits that nobody takes for one another (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () =>
    [...randomBytes(16)]
      .map((byte) => alphabet[byte % 32])
      .join('')
      .replaceAll(/.{4}(?=.)/g, '$&-'),
  );
}

/** Case, blanks and hyphens do not count. */
export function recoveryHash(code: string): Buffer {
  return hash('sha256', code.toLowerCase().replaceAll(/[\s-]/g, ''), 'buffer');
}
