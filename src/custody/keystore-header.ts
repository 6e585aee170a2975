/**
 * `store.json` of the file key store: how the passphrase becomes a key, and the master key wrapped under that. All other files are wrapped
 * under the master key. A checksum tells damage from a wrong passphrase, which the tag alone cannot.
 */
import { argon2, createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Refusal } from '../platform/mod.ts';
import { KEY_BYTES, unwrapKey, wrapKey } from './wrapped-key.ts';

export const HEADER_FILE = 'store.json';

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const Terms = z.strictObject({
  format: z.literal(1),
  /** Random; each file of the store is bound to it. */
  id: hex.length(32),
  /** Argon2id. The least and most keep an altered file from weakening the key or filling the memory. */
  kdf: z.strictObject({
    salt: hex.length(32),
    memoryKiB: z.int().min(19_456).max(1_048_576),
    passes: z.int().min(2).max(16),
    parallelism: z.int().min(1).max(16),
  }),
});
const Header = z.strictObject({ terms: Terms, master: hex.length(120), sha256: hex.length(64) });
type Terms = z.infer<typeof Terms>;

export type Unlocked = { readonly id: string; readonly master: Buffer };

/** A new header as JSON, and what it unlocks. The second choice of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes. JK302 no passphrase. */
export async function newHeader(
  passphrase: string | Buffer,
): Promise<{ readonly json: Buffer; readonly unlocked: Unlocked }> {
  const id = randomBytes(16).toString('hex');
  const terms: Terms = {
    format: 1,
    id,
    kdf: { salt: randomBytes(16).toString('hex'), memoryKiB: 65_536, passes: 3, parallelism: 4 },
  };
  const master = randomBytes(KEY_BYTES);
  const key = await derive(passphrase, terms);
  const wrapped = wrapKey(master, key, associated(terms)).toString('hex');
  key.fill(0);
  const header = { terms, master: wrapped, sha256: checksum(terms, wrapped) };
  return { json: Buffer.from(`${JSON.stringify(header, null, 2)}\n`), unlocked: { id, master } };
}

/** JK303 damaged; JK302 no passphrase or the wrong one. */
export async function unlockHeader(json: Buffer, passphrase: string | Buffer): Promise<Unlocked> {
  const header = parse(json);
  const key = await derive(passphrase, header.terms);
  const master = unwrapKey(Buffer.from(header.master, 'hex'), key, associated(header.terms));
  key.fill(0);
  if (master === null) throw new Refusal('JK302');
  return { id: header.terms.id, master };
}

function parse(json: Buffer): z.infer<typeof Header> {
  try {
    const header = Header.parse(JSON.parse(json.toString('utf8')));
    if (header.sha256 === checksum(header.terms, header.master)) return header;
  } catch (cause) {
    throw new Refusal('JK303', { file: HEADER_FILE }, cause);
  }
  throw new Refusal('JK303', { file: HEADER_FILE });
}

async function derive(passphrase: string | Buffer, { kdf }: Terms): Promise<Buffer> {
  if (passphrase.length === 0) throw new Refusal('JK302');
  return promisify(argon2)('argon2id', {
    message: passphrase,
    nonce: Buffer.from(kdf.salt, 'hex'),
    memory: kdf.memoryKiB,
    passes: kdf.passes,
    parallelism: kdf.parallelism,
    tagLength: KEY_BYTES,
  });
}

function associated(terms: Terms): Buffer {
  return Buffer.from(`jikimi master ${JSON.stringify(terms)}`);
}

function checksum(terms: Terms, master: string): string {
  return createHash('sha256').update(associated(terms)).update(master).digest('hex');
}
