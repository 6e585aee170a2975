/** The fingerprint of a statement that stands on record: never its literals. */
import { hash } from 'node:crypto';
import { fingerprint } from 'libpg-query';
import { BoundedCache } from './bounded-cache.ts';

/** By a hash of the text: what somebody looks for stands in it, and is not to stay in memory. */
const kept = new BoundedCache<Buffer>(2000);

/** SHA-256 of the parser's fingerprint, the same for all statements of one form; of a text that does not parse, of its shape. */
export async function fingerprintOf(text: string): Promise<Buffer> {
  const key = hash('sha256', text, 'base64');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = hash('sha256', await formOf(text), 'buffer');
  kept.set(key, made);
  return made;
}

async function formOf(text: string): Promise<string> {
  try {
    return await fingerprint(text);
  } catch {
    return text.replace(/'(?:[^']|'')*'/g, "''").replace(/\d+/g, '0');
  }
}
