import { createHmac } from 'node:crypto';
import { TERM_BYTES } from './envelope-header.ts';
import { readSubjectId, writeSubjectId } from './subject-id.ts';

/**
 * The pseudonym by which equal values of one group are found: the first 16 bytes of HMAC-SHA-256 (RFC 2104; truncated as RFC 2104,
 * section 5 allows) of the normalised value's UTF-8 under the group's key. Equal spellings need `normalise` first.
 */
export function termOf(groupKey: Buffer, normalised: string): Buffer {
  return createHmac('sha256', groupKey).update(normalised, 'utf8').digest().subarray(0, TERM_BYTES);
}

/**
 * What tells a request from another without telling what is in it: a hash that nobody without the key can try values against. No text holds
 * a zero, so that under the same key none of these is ever a term.
 */
export function digestUnder(groupKey: Buffer, request: Buffer): Buffer {
  return createHmac('sha256', groupKey).update('\0request\0', 'latin1').update(request).digest();
}

/** The id of the nth new subject of a request: as good as random to whoever has not the key, and the same each time that it is asked for. A version 8 uuid (RFC 9562). */
export function subjectUnder(groupKey: Buffer, session: string, batch: number, nth: number): string {
  const request = Buffer.alloc(24);
  writeSubjectId(session, request, 0);
  request.writeUInt32BE(batch, 16);
  request.writeUInt32BE(nth, 20);
  const id = createHmac('sha256', groupKey).update('\0subject\0', 'latin1').update(request).digest().subarray(0, 16);
  id[6] = ((id[6] as number) & 0x0f) | 0x80;
  id[8] = ((id[8] as number) & 0x3f) | 0x80;
  return readSubjectId(id);
}
