/**
 * The layout of an envelope and what its header says, for whoever has no key. See docs/design.md, section 5.
 *
 * Big-endian: magic 4 · term group 2 · term 16 · field id 2 · suite 1 · reserved 1 · subject key id 16 · nonce 12 · ciphertext · tag 16.
 */
import { ENVELOPE_MAGIC, hasMagic } from './magic.ts';
import { readSubjectId } from './subject-id.ts';

/** Bytes of a term. */
export const TERM_BYTES = 16;
export const GROUP_AT = 4;
export const TERM_AT = 6;
export const FIELD_AT = 22;
export const SUITE_AT = 24;
export const RESERVED_AT = 25;
export const SUBJECT_AT = 26;
/** Also the length of the header, which is the associated data. */
export const NONCE_AT = 42;
export const CIPHERTEXT_AT = 54;
export const TAG_BYTES = 16;
export const SHORTEST_ENVELOPE = CIPHERTEXT_AT + TAG_BYTES;

/** The one suite so far: AES-256-GCM. */
export const SUITE_AES_256_GCM = 1;
/** The group of a field that is not findable. */
export const NO_GROUP = 0;

export type Addressed = {
  readonly field: number;
  /** Subject key id as a lowercase uuid. */
  readonly subject: string;
};

export type Header = Addressed & {
  /** Term group, 0 where the field is not findable. */
  readonly group: number;
  /** 16 bytes, all zero where the field is not findable. A view into the envelope, not a copy. */
  readonly term: Buffer;
};

/**
 * Whether the bytes claim to be an envelope, by their magic alone: what claims to be one and cannot be read is refused, never shown
 * as text. No UTF-8 text begins so.
 */
export function isEnvelope(bytes: Buffer): boolean {
  return hasMagic(bytes, ENVELOPE_MAGIC);
}

/** What the header says, unauthenticated until the envelope is opened. Null where magic, length, suite or the reserved byte are wrong. */
export function readHeader(bytes: Buffer): Header | null {
  if (!isReadable(bytes)) return null;
  return {
    group: ((bytes[GROUP_AT] as number) << 8) | (bytes[GROUP_AT + 1] as number),
    term: bytes.subarray(TERM_AT, FIELD_AT),
    field: fieldOf(bytes),
    subject: readSubjectId(bytes, SUBJECT_AT),
  };
}

/** What is decided by: field and subject. Envelopes of one subject that follow one another share its string. */
export function readHeaders(envelopes: readonly Buffer[]): (Addressed | null)[] {
  const headers: (Addressed | null)[] = [];
  let before: { readonly bytes: Buffer; readonly subject: string } | null = null;
  for (const bytes of envelopes) {
    if (!isReadable(bytes)) {
      headers.push(null);
      continue;
    }
    if (before === null || !haveOneSubject(before.bytes, bytes))
      before = { bytes, subject: readSubjectId(bytes, SUBJECT_AT) };
    headers.push({ field: fieldOf(bytes), subject: before.subject });
  }
  return headers;
}

function haveOneSubject(one: Buffer, other: Buffer): boolean {
  for (let at = SUBJECT_AT; at < NONCE_AT; at++) if (one[at] !== other[at]) return false;
  return true;
}

function fieldOf(bytes: Buffer): number {
  return ((bytes[FIELD_AT] as number) << 8) | (bytes[FIELD_AT + 1] as number);
}

/** Whether magic, length, suite and the reserved byte are those of an envelope. */
export function isReadable(bytes: Buffer): boolean {
  return (
    bytes.length >= SHORTEST_ENVELOPE &&
    isEnvelope(bytes) &&
    bytes[SUITE_AT] === SUITE_AES_256_GCM &&
    bytes[RESERVED_AT] === 0
  );
}
