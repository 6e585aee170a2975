/** Codes of an authenticator app: TOTP (RFC 6238) with SHA-1, 30 seconds and 6 digits, which every app understands. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
/** Steps before and after this one that are taken too: clocks differ, and people type slowly (RFC 6238, 5.2). */
const drift = 1;

/**
 * The secret of an authenticator, 20 bytes (RFC 4226, R6). It is kept nowhere: it follows from the office's key, the person and the nonce, so that
 * a copy of the database has none, and nothing needs to be decrypted.
 */
export function secretOf(key: string, person: string, nonce: Buffer): Buffer {
  return createHmac('sha256', key).update(`jikimi totp\0${person}\0`).update(nonce).digest().subarray(0, 20);
}

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE((mac[mac.length - 1] ?? 0) & 0x0f) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function stepAt(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 1000 / stepSeconds);
}

/** The step whose code this is; undefined where it is none of those that are taken now. */
export function stepOf(secret: Buffer, code: string, now: Temporal.Instant): number | undefined {
  if (!isOneTimeCode(code)) return undefined;
  let found: number | undefined;
  for (let step = stepAt(now) - drift; step <= stepAt(now) + drift; step++)
    if (timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code))) found ??= step;
  return found;
}

export function isOneTimeCode(code: string): boolean {
  return code.length === digits && /^[0-9]+$/.test(code);
}

/** What an app reads, from a picture or typed (Key Uri Format of Google Authenticator). */
export function authenticatorUri(account: string, secret: Buffer): string {
  const query = `secret=${base32(secret)}&issuer=Jikimi&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
  return `otpauth://totp/Jikimi:${account}?${query}`;
}

/** The secret in such a text, as an app reads it; undefined where there is none. */
export function secretFrom(uri: string): Buffer | undefined {
  const text = /[?&]secret=([A-Z2-7]+)(?:&|$)/.exec(uri)?.[1];
  if (text === undefined) return undefined;
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(
    Array.from({ length: Math.floor(bits.length / 8) }, (_, n) => Number.parseInt(bits.slice(8 * n, 8 * n + 8), 2)),
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, section 6, without padding; of whole groups of five bits. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replaceAll(/.{5}/g, (five) => alphabet[Number.parseInt(five, 2)] ?? '');
}
