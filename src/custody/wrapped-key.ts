import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TAG_AT = NONCE_BYTES + KEY_BYTES;
export const WRAPPED_BYTES = TAG_AT + TAG_BYTES;

const CIPHER = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/**
 * One 32-byte key under another, by AES-256-GCM (NIST SP 800-38D): nonce 12 · ciphertext 32 · tag 16. `associated` says what the key is and
 * whose; it is not stored. Throws a RangeError where a key has not 32 bytes: a caller's fault.
 */
export function wrapKey(key: Buffer, under: Buffer, associated: Buffer): Buffer {
  if (key.length !== KEY_BYTES) throw new RangeError('A key has 32 bytes.');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, under, nonce, OPTIONS);
  cipher.setAAD(associated);
  const ciphertext = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()], WRAPPED_BYTES);
}

/** The key, the caller's own copy; null where it cannot be unwrapped: wrapped under another key, as something else, or changed. */
export function unwrapKey(wrapped: Buffer, under: Buffer, associated: Buffer): Buffer | null {
  if (wrapped.length !== WRAPPED_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, under, wrapped.subarray(0, NONCE_BYTES), OPTIONS);
  decipher.setAAD(associated);
  decipher.setAuthTag(wrapped.subarray(TAG_AT));
  const key = decipher.update(wrapped.subarray(NONCE_BYTES, TAG_AT));
  try {
    decipher.final();
    return key;
  } catch {
    key.fill(0);
    return null;
  }
}
