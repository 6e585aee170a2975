/** Signing in from a test: somebody with a password and an authenticator, by the product's own verbs. */
import { claim, lookAtLink } from '../../src/people/link.ts';
import { codeAt, secretFrom, stepAt } from '../../src/people/one-time-code.ts';
import { type Db, now } from '../../src/platform/mod.ts';

export const signInKey = 'a key of the tests';
export const password = 'four plain words here';

export type Member = {
  readonly account: string;
  readonly secret: Buffer;
  readonly recoveryCodes: readonly string[];
  readonly token: string;
  /** The step of the code that was taken last. */
  readonly step: number;
};

/** Uses a link. */
export async function claimLink(db: Db, link: string, key = signInKey): Promise<Member> {
  const { account, authenticator, nonce } = await lookAtLink(db, link, key);
  const secret = secretFrom(authenticator) ?? Buffer.alloc(0);
  const step = stepAt(await now(db));
  const asked = { link, password, nonce, code: codeAt(secret, step), source: '192.0.2.1', label: 'a test' };
  const { recoveryCodes, token } = await claim(db, asked, key);
  return { account, secret, recoveryCodes, token, step };
}

/** An address that nobody came from before. */
export function freshAddress(): string {
  next++;
  return `198.${18 + (next >> 16)}.${(next >> 8) & 255}.${next & 255}`;
}
let next = 0;
