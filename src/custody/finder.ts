/**
 * The finder: what stands for a value that somebody looks for. It can be compared with envelopes, never stored, never shown.
 * Big-endian: magic 4, then one pair for each group: group 2 · term 16. See docs/design.md, section 5.
 */
import { FINDER_MAGIC, hasMagic, MAGIC_BYTES } from './magic.ts';
import { TERM_BYTES } from './envelope-header.ts';

const PAIR_BYTES = 2 + TERM_BYTES;

export type FinderPair = {
  /** 1 to 65,535. */
  readonly group: number;
  /** 16 bytes. */
  readonly term: Buffer;
};

/** Throws a TypeError or RangeError where there is no pair, a group comes twice or is 0, or a term is not 16 bytes: a caller's fault. */
export function buildFinder(pairs: readonly FinderPair[]): Buffer {
  const finder = Buffer.alloc(MAGIC_BYTES + pairs.length * PAIR_BYTES);
  finder.writeUInt32BE(FINDER_MAGIC, 0);
  let at = MAGIC_BYTES;
  for (const { group, term } of pairs) {
    if (term.length !== TERM_BYTES) throw new TypeError('A term has 16 bytes.');
    finder.writeUInt16BE(group, at);
    term.copy(finder, at + 2);
    at += PAIR_BYTES;
  }
  if (parseFinder(finder) === null)
    throw new TypeError('A finder has at least one pair, and each group once and not 0.');
  return finder;
}

/** Whether the bytes claim to be a finder, by their magic alone. */
export function isFinder(bytes: Buffer): boolean {
  return hasMagic(bytes, FINDER_MAGIC);
}

/** The pairs, their terms as views into `bytes`; null where the bytes are no finder, of a wrong length, or name a group twice or 0. */
export function parseFinder(bytes: Buffer): readonly FinderPair[] | null {
  const length = bytes.length - MAGIC_BYTES;
  if (!isFinder(bytes) || length === 0 || length % PAIR_BYTES !== 0) return null;
  const pairs: FinderPair[] = [];
  for (let at = MAGIC_BYTES; at < bytes.length; at += PAIR_BYTES) {
    const group = bytes.readUInt16BE(at);
    if (group === 0 || pairs.some((pair) => pair.group === group)) return null;
    pairs.push({ group, term: bytes.subarray(at + 2, at + PAIR_BYTES) });
  }
  return pairs;
}
