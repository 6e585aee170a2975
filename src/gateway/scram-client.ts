/**
 * The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), for the gateway's own connection to a membership database:
 *
 *     scramHello ─▶ client-first      server-first ─ scramAnswer ─▶ client-final      server-final ─ scramVerify ─▶ proven or JK409
 *
 * The server must prove in the end that it knows the password too: one that skips server-final has not, and the caller, who sees
 * AuthenticationOk before `scramVerify` returned, refuses with JK409. No channel binding (`n`).
 */
import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../platform/mod.ts';
import { malformed } from './message.ts';
import { clientKeyOf, hmac, ITERATIONS, readBase64, saltPassword, serverKeyOf, sha256, xor } from './scram-verifier.ts';

const HEADER = 'n,,';

/** Half a second of one core: what a server may make us spend. */
const MOST_ITERATIONS = 1_000_000;

export type ScramHello = { readonly message: string; readonly bare: string; readonly nonce: string };
export type ScramAnswer = { readonly message: string; readonly serverSignature: Buffer };

/** `nonce` is fresh (`makeNonce`). PostgreSQL ignores the name here and takes the one of the start-up message. */
export function scramHello(nonce: string, user = ''): ScramHello {
  const bare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  return { message: HEADER + bare, bare, nonce };
}

/**
 * Takes as many rounds of PBKDF2 as the server says: from 4,096, below which an impostor could guess the password from our proof, to
 * 1,000,000. Throws JK400 for a malformed message and JK409 for a nonce or a count that no honest server sends.
 */
export function scramAnswer(hello: ScramHello, password: string, serverFirst: string): ScramAnswer {
  const parts = /^r=([^,]+),s=([^,]+),i=([1-9]\d{0,8})(?:,[A-Za-z]=[^,]*)*$/.exec(serverFirst);
  const salt = readBase64(parts?.[2] ?? '');
  if (parts === null || salt === undefined) {
    throw malformed('The first SCRAM message of the server', 'has another form than RFC 5802 gives it');
  }
  const nonce = parts[1] ?? '';
  const iterations = Number(parts[3]);
  if (!nonce.startsWith(hello.nonce) || nonce.length === hello.nonce.length) throw new Refusal('JK409');
  if (iterations < ITERATIONS || iterations > MOST_ITERATIONS) throw new Refusal('JK409');

  const salted = saltPassword(password, salt, iterations);
  const withoutProof = `c=${Buffer.from(HEADER).toString('base64')},r=${nonce}`;
  const told = `${hello.bare},${serverFirst},${withoutProof}`;
  const clientKey = clientKeyOf(salted);
  const proof = xor(clientKey, hmac(sha256(clientKey), told));
  return {
    message: `${withoutProof},p=${proof.toString('base64')}`,
    serverSignature: hmac(serverKeyOf(salted), told),
  };
}

/** Returns where the server has proven that it knows the password; throws JK409 otherwise. */
export function scramVerify(answer: ScramAnswer, serverFinal: string): void {
  const signature = readBase64(/^v=([^,]+)(?:,[A-Za-z]=[^,]*)*$/.exec(serverFinal)?.[1] ?? '');
  if (signature?.length !== 32 || !timingSafeEqual(signature, answer.serverSignature)) throw new Refusal('JK409');
}
