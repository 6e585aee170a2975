/**
 * What is kept of a password for SCRAM-SHA-256 (RFC 5802, RFC 7677), and the arithmetic that both roles share.
 *
 * SASLprep is not applied: every password here is a token that we made, of printable ASCII, on which SASLprep changes nothing. A
 * password that a person chose must not come this way.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** `storedKey` and `serverKey` are 32 bytes; whoever has them can check a password and prove to know it, but not say it. */
export type ScramVerifier = {
  readonly salt: Buffer;
  readonly iterations: number;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
};

/** As in PostgreSQL, and the least that RFC 7677 allows: our tokens are random, so that stretching adds nothing but time. */
export const ITERATIONS = 4096;
const SALT_BYTES = 16;

/** Takes about 2 ms of one core. `salt` is given by tests only. Throws a plain Error for a password that is not printable ASCII. */
export function makeVerifier(password: string, salt: Buffer = randomBytes(SALT_BYTES)): ScramVerifier {
  const salted = saltPassword(password, salt, ITERATIONS);
  return {
    salt,
    iterations: ITERATIONS,
    storedKey: sha256(clientKeyOf(salted)),
    serverKey: serverKeyOf(salted),
  };
}

/**
 * The verifier to go on with, whether or not the user exists: without it, user names could be probed by whether, and with what salt,
 * the exchange goes on. The mock of a name is always the same, no password fits it, and it is computed also where it is not needed,
 * so that both cases take the same time.
 *
 * `secret`: at least 32 random bytes that all replicas of the gateway share and nobody else knows.
 */
export function verifierOrMock(found: ScramVerifier | undefined, user: string, secret: Buffer): ScramVerifier {
  const part = (purpose: string): Buffer => hmac(secret, `jikimi scram mock ${purpose}\0${user}`);
  const mock: ScramVerifier = {
    salt: part('salt').subarray(0, SALT_BYTES),
    iterations: ITERATIONS,
    storedKey: part('stored key'),
    serverKey: part('server key'),
  };
  return found ?? mock;
}

/**
 * The verifier as PostgreSQL writes it in `pg_authid`: a role minted with it (`password 'SCRAM-SHA-256$…'`) gets its password
 * without any statement, or server log, having held it.
 */
export function verifierText(verifier: ScramVerifier): string {
  const [salt, stored, server] = [verifier.salt, verifier.storedKey, verifier.serverKey].map((b) =>
    b.toString('base64'),
  );
  return `SCRAM-SHA-256$${verifier.iterations}:${salt}$${stored}:${server}`;
}

/** Reads what `verifierText` wrote; undefined for anything else. */
export function readVerifier(text: string): ScramVerifier | undefined {
  const parts = /^SCRAM-SHA-256\$([1-9]\d{0,8}):([^$:]+)\$([^$:]+):([^$:]+)$/.exec(text);
  if (parts === null) return undefined;
  const [salt, storedKey, serverKey] = [parts[2], parts[3], parts[4]].map((part) => readBase64(part ?? ''));
  if (salt === undefined || storedKey?.length !== 32 || serverKey?.length !== 32) return undefined;
  return { salt, iterations: Number(parts[1]), storedKey, serverKey };
}

export function saltPassword(password: string, salt: Buffer, iterations: number): Buffer {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('a SCRAM password of ours is printable ASCII');
  return pbkdf2Sync(password, salt, iterations, 32, 'sha256');
}

export function clientKeyOf(salted: Buffer): Buffer {
  return hmac(salted, 'Client Key');
}

export function serverKeyOf(salted: Buffer): Buffer {
  return hmac(salted, 'Server Key');
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Both of the same length. */
export function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, at) => byte ^ (right[at] as number)));
}

/** A nonce of 18 random bytes, as in PostgreSQL; base64 has no comma. */
export function makeNonce(): string {
  return randomBytes(18).toString('base64');
}

/** Strict: undefined where the text is not the one base64 of some bytes, which `Buffer.from` would overlook. */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}
