/**
 * Each data subject has a random key of their own, kept wrapped under an epoch key: without the epoch no copy of the row opens. The
 * wrapping is bound to subject key id (16 bytes) and epoch (u32, big-endian), so that a wrapped key moved to another person's row, or said
 * to be of another epoch, does not unwrap.
 */
import { randomBytes } from 'node:crypto';
import { SUBJECT_ID_BYTES, writeSubjectId } from './subject-id.ts';
import { KEY_BYTES, unwrapKey, wrapKey } from './wrapped-key.ts';

/** What a wrapped key is bound to. */
export type Binding = {
  /** Subject key id, a lowercase uuid. */
  readonly subject: string;
  /** Number of the epoch whose key wraps it, 1 to 4,294,967,295. */
  readonly epoch: number;
};

/** 32 random bytes. */
export function newSubjectKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** 60 bytes (`wrapped-key.ts`). Throws where the subject key is not 32 bytes or the binding is malformed: a caller's fault. */
export function wrapSubjectKey(subjectKey: Buffer, epochKey: Buffer, binding: Binding): Buffer {
  return wrapKey(subjectKey, epochKey, associated(binding));
}

/** The subject key, or null where it cannot be unwrapped: another epoch's key, another subject, or changed bytes. */
export function unwrapSubjectKey(wrapped: Buffer, epochKey: Buffer, binding: Binding): Buffer | null {
  return unwrapKey(wrapped, epochKey, associated(binding));
}

function associated({ subject, epoch }: Binding): Buffer {
  const bytes = Buffer.alloc(SUBJECT_ID_BYTES + 4);
  writeSubjectId(subject, bytes);
  bytes.writeUInt32BE(epoch, SUBJECT_ID_BYTES);
  return bytes;
}
