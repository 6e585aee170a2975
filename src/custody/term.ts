import { createHmac } from 'node:crypto';
import { TERM_BYTES } from './envelope-header.ts';

/**
 * The pseudonym by which equal values of one group are found: the first 16 bytes of HMAC-SHA-256 (RFC 2104; truncated as RFC 2104,
 * section 5 allows) of the normalised value's UTF-8 under the group's key. Equal spellings need `normalise` first.
 */
export function termOf(groupKey: Buffer, normalised: string): Buffer {
  return createHmac('sha256', groupKey).update(normalised, 'utf8').digest().subarray(0, TERM_BYTES);
}
