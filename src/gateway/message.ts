/**
 * Names of the messages of the PostgreSQL protocol, version 3, and the one way in which a malformed one is refused.
 * Source: PostgreSQL 18 documentation, "Frontend/Backend Protocol", sections "Message Formats" and "SSL Session Encryption".
 */
import { type Phrase, Refusal } from '../platform/mod.ts';

/** Type bytes of what a client says. `response` is the answer to an authentication request (password or SASL). */
export const frontend = {
  bind: 0x42, // B
  close: 0x43, // C
  copyData: 0x64, // d
  copyDone: 0x63, // c
  copyFail: 0x66, // f
  describe: 0x44, // D
  execute: 0x45, // E
  flush: 0x48, // H
  functionCall: 0x46, // F
  parse: 0x50, // P
  query: 0x51, // Q
  response: 0x70, // p
  sync: 0x53, // S
  terminate: 0x58, // X
} as const;

/** Messages that begin what a Sync ends. */
export const opensGroup: ReadonlySet<number> = new Set([
  frontend.parse,
  frontend.bind,
  frontend.describe,
  frontend.execute,
  frontend.close,
  frontend.flush,
]);

/** Type bytes of what a server says. */
export const backend = {
  authentication: 0x52, // R
  backendKeyData: 0x4b, // K
  bindComplete: 0x32, // 2
  closeComplete: 0x33, // 3
  commandComplete: 0x43, // C
  copyBothResponse: 0x57, // W
  copyData: 0x64, // d
  copyDone: 0x63, // c
  copyInResponse: 0x47, // G
  copyOutResponse: 0x48, // H
  dataRow: 0x44, // D
  emptyQueryResponse: 0x49, // I
  errorResponse: 0x45, // E
  functionCallResponse: 0x56, // V
  negotiateProtocolVersion: 0x76, // v
  noData: 0x6e, // n
  noticeResponse: 0x4e, // N
  notificationResponse: 0x41, // A
  parameterDescription: 0x74, // t
  parameterStatus: 0x53, // S
  parseComplete: 0x31, // 1
  portalSuspended: 0x73, // s
  readyForQuery: 0x5a, // Z
  rowDescription: 0x54, // T
} as const;

/** Codes that stand where a start-up packet has its protocol version. */
export const request = { cancel: 80877102, ssl: 80877103, gssenc: 80877104 } as const;

/** Kinds of the message Authentication. */
export const authentication = { ok: 0, sasl: 10, saslContinue: 11, saslFinal: 12 } as const;

/** The state of a transaction as ReadyForQuery tells it: idle, in a transaction, in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** What Describe and Close speak of. */
export type Target = 'statement' | 'portal';

/** JK400. `message` is a name of the protocol or a phrase, `fault` a phrase: never bytes of the message. */
export function malformed(message: string, fault: Phrase): Refusal {
  return new Refusal('JK400', { message, fault });
}
