/** Signing in, and what only who signs in anew may change: the own password and the own recovery codes. */
import { record } from '../ledger/mod.ts';
import { type Db } from '../platform/mod.ts';
import { passwordSet, recoveryMade } from './facts.ts';
import { hashPassword } from './password-hash.ts';
import { refusePassword } from './password-rule.ts';
import { type Means, prove } from './prove.ts';
import { makeRecoveryCodes, recoveryHash } from './recovery-code.ts';
import { endSessionsOf } from './session.sql.ts';
import { beginSession } from './session.ts';
import { replaceRecoveryCodes, setPassword } from './sign-in.sql.ts';

export type Signed = {
  readonly account: string;
  readonly display: string;
  readonly session: string;
  readonly token: string;
};

/** Opens a session for who proves who they are, on record with how and from where. Throws as `prove`. */
export async function signIn(db: Db, means: Means, label: string, key: string): Promise<Signed> {
  return prove(db, means, key, async (tx, { id, account, display }, by) => {
    const { id: session, token } = await beginSession(tx, { person: id, label, source: means.source, by });
    return { account, display, session, token };
  });
}

/** Sets another password for oneself, by the old one and a code; every other session ends, and how many is returned. Throws JK112, and as `prove`. */
export async function changePassword(
  db: Db,
  means: Means & { readonly session: string },
  password: string,
  key: string,
): Promise<number> {
  refusePassword(password, means.account);
  const hash = await hashPassword(password);
  return prove(db, means, key, async (tx, { id }) => {
    await setPassword(tx, id, hash);
    const ended = await endSessionsOf(tx, id, { but: means.session });
    await record(tx, passwordSet(id, ended));
    return ended;
  });
}

/** Ten new recovery codes for oneself; those of before are over. Throws as `prove`. */
export async function renewRecoveryCodes(db: Db, means: Means, key: string): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await prove(db, means, key, async (tx, { id }) => {
    await replaceRecoveryCodes(tx, id, codes.map(recoveryHash));
    await record(tx, recoveryMade(id, codes.length));
  });
  return codes;
}
