/**
 * The server's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677; channel binding tls-server-end-point, RFC 5929), as
 * two pure steps:
 *
 *     client-first ─ scramChallenge ─▶ server-first + ScramExchange
 *     client-final + ScramExchange ─ scramProof ─▶ server-final, and the client is known
 *
 * A step that throws ends the exchange: JK400 malformed · JK403 wrong user or password, never telling which · JK406 the client
 * thinks that we cannot bind the channel, although we offered it (somebody removed the offer) · JK407 the client saw another
 * certificate · JK408 a mechanism or a binding that we do not offer. As in PostgreSQL, the user is the one of the start-up message;
 * the name in client-first is ignored.
 */
import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../platform/mod.ts';
import { malformed } from './message.ts';
import { hmac, readBase64, type ScramVerifier, sha256, xor } from './scram-verifier.ts';

export const SCRAM = 'SCRAM-SHA-256';
export const SCRAM_PLUS = 'SCRAM-SHA-256-PLUS';

/** Hash of our certificate (`serverEndPoint`); undefined without TLS, or where the certificate defines none: then PLUS is not offered. */
export type Binding = Buffer | undefined;

/** What the second step needs of the first. */
export type ScramExchange = {
  readonly verifier: ScramVerifier;
  readonly clientFirstBare: string;
  readonly serverFirst: string;
  readonly nonce: string;
  /** The `c=` that the client must send: base64 of its own header and, bound, of our certificate's hash. */
  readonly channel: string;
};

/** What to put into AuthenticationSASL. */
export function scramMechanisms(binding: Binding): readonly string[] {
  return binding === undefined ? [SCRAM] : [SCRAM_PLUS, SCRAM];
}

/** `serverNonce` is fresh for each exchange (`makeNonce`); `verifier` comes from `verifierOrMock`. */
export function scramChallenge(
  mechanism: string,
  clientFirst: string,
  offer: { readonly verifier: ScramVerifier; readonly binding: Binding; readonly serverNonce: string },
): { readonly message: string; readonly exchange: ScramExchange } {
  if (!scramMechanisms(offer.binding).includes(mechanism)) throw new Refusal('JK408');
  const parts =
    /^(([nyp])(?:=([A-Za-z0-9.-]+))?,([^,]*),)(n=[^,]*,r=([\x21-\x2b\x2d-\x7e]+)(?:,[A-Za-z]=[^,]*)*)$/.exec(
      clientFirst,
    );
  if (parts === null) throw malformed('The first SCRAM message', 'has another form than RFC 5802 gives it');
  const [, header = '', flag = '', bindingName, authorizeAs, clientFirstBare = '', clientNonce = ''] = parts;
  if (authorizeAs !== '') throw malformed('The first SCRAM message', 'asks to act as another user');
  checkFlag(mechanism, flag, bindingName, offer.binding);

  const { verifier } = offer;
  const nonce = clientNonce + offer.serverNonce;
  const message = `r=${nonce},s=${verifier.salt.toString('base64')},i=${verifier.iterations}`;
  const bound = mechanism === SCRAM_PLUS && offer.binding !== undefined ? offer.binding : Buffer.alloc(0);
  const channel = Buffer.concat([Buffer.from(header), bound]).toString('base64');
  return { message, exchange: { verifier, clientFirstBare, serverFirst: message, nonce, channel } };
}

/** Returns server-final once the client has proven the password. */
export function scramProof(exchange: ScramExchange, clientFinal: string): string {
  const parts = /^(c=([^,]+),r=([^,]+)(?:,[A-Za-z]=[^,]*)*),p=([^,]+)$/.exec(clientFinal);
  if (parts === null) throw malformed('The last SCRAM message', 'has another form than RFC 5802 gives it');
  const [, withoutProof = '', channel = '', nonce = '', proofText = ''] = parts;
  const proof = readBase64(proofText);
  if (proof?.length !== 32) throw malformed('The last SCRAM message', 'has a proof of another length');
  if (!same(nonce, exchange.nonce)) throw malformed('The last SCRAM message', 'has another nonce');
  if (!same(channel, exchange.channel)) throw new Refusal('JK407');

  const { storedKey, serverKey } = exchange.verifier;
  const told = `${exchange.clientFirstBare},${exchange.serverFirst},${withoutProof}`;
  const clientKey = xor(proof, hmac(storedKey, told));
  if (!timingSafeEqual(sha256(clientKey), storedKey)) throw new Refusal('JK403');
  return `v=${hmac(serverKey, told).toString('base64')}`;
}

/** RFC 5802, section 6: `p` binds; `n` cannot bind; `y` could, but believes that we cannot. */
function checkFlag(mechanism: string, flag: string, bindingName: string | undefined, binding: Binding): void {
  if ((flag === 'p') !== (mechanism === SCRAM_PLUS) || (flag === 'p') !== (bindingName !== undefined)) {
    throw malformed('The first SCRAM message', 'contradicts the mechanism chosen');
  }
  if (flag === 'p' && bindingName !== 'tls-server-end-point') throw new Refusal('JK408');
  if (flag === 'y' && binding !== undefined) throw new Refusal('JK406');
}

function same(left: string, right: string): boolean {
  return timingSafeEqual(sha256(Buffer.from(left)), sha256(Buffer.from(right)));
}
