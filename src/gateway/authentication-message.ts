/**
 * Reads the messages that carry a SASL exchange, in both directions: what the membership database asks of the gateway, and what a
 * client answers to it. Malformed ones are refused with JK400.
 */
import { FrameCursor } from './frame-cursor.ts';
import { authentication, backend, frontend } from './message.ts';

/** `other` is a way to sign in that the gateway does not take part in (clear text, MD5, GSS …). */
export type Authentication =
  | { readonly kind: 'ok' }
  | { readonly kind: 'sasl'; readonly mechanisms: readonly string[] }
  | { readonly kind: 'sasl_continue'; readonly data: string }
  | { readonly kind: 'sasl_final'; readonly data: string }
  | { readonly kind: 'other'; readonly code: number };

export function readAuthentication(bytes: Buffer, start: number, end: number): Authentication {
  const cursor = FrameCursor.body('Authentication', backend.authentication, bytes, start, end);
  const code = cursor.int32();
  switch (code) {
    case authentication.ok:
      cursor.done();
      return { kind: 'ok' };
    case authentication.sasl: {
      const mechanisms: string[] = [];
      for (let name = cursor.cString(); name !== ''; name = cursor.cString()) mechanisms.push(name);
      cursor.done();
      return { kind: 'sasl', mechanisms };
    }
    case authentication.saslContinue:
      return { kind: 'sasl_continue', data: cursor.text(cursor.remaining) };
    case authentication.saslFinal:
      return { kind: 'sasl_final', data: cursor.text(cursor.remaining) };
    default:
      return { kind: 'other', code };
  }
}

/** `data` is empty where the client sent none, which no mechanism of ours allows. */
export function readSaslInitialResponse(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly mechanism: string; readonly data: string } {
  const cursor = FrameCursor.body('SASLInitialResponse', frontend.response, bytes, start, end);
  const mechanism = cursor.cString();
  const size = cursor.int32();
  const data = size === -1 ? '' : cursor.text(size);
  cursor.done();
  return { mechanism, data };
}

export function readSaslResponse(bytes: Buffer, start: number, end: number): string {
  const cursor = FrameCursor.body('SASLResponse', frontend.response, bytes, start, end);
  return cursor.text(cursor.remaining);
}
