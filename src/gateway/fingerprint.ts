/** The fingerprint of a statement that stands on record: never its literals. */
import { createHash } from 'node:crypto';
import { fingerprint } from 'libpg-query';

const kept = new Map<string, Buffer>();
const mostKept = 2000;

/** SHA-256 of the parser's fingerprint, the same for all statements of one form; of a text that does not parse, of its shape. */
export async function fingerprintOf(text: string): Promise<Buffer> {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = createHash('sha256')
    .update(await formOf(text))
    .digest();
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, made);
  return made;
}

async function formOf(text: string): Promise<string> {
  try {
    return await fingerprint(text);
  } catch {
    return text.replace(/'(?:[^']|'')*'/g, "''").replace(/\d+/g, '0');
  }
}
