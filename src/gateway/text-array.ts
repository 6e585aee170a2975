/** Arrays of text as a Bind carries them: read, and made anew with sealed values in the place of its elements. */
import { Refusal } from '../platform/mod.ts';
import { elementsOf, sealedArrayText } from './finder-text.ts';
import { utf8 } from './typed-text.ts';

/** PostgreSQL's MAXDIM. */
export const mostDimensions = 6;
/** text, varchar, bpchar, name. Beside a plain column PostgreSQL takes no other: the bytes of a number would be looked for as a text, and be a miss. */
const texts: ReadonlySet<number> = new Set([25, 1043, 1042, 19]);

/**
 * The elements of an array of one dimension in text (0) or binary (1) format, of a binary one also in up to `dimensions`. Throws JK513 for any other and for
 * elements that are not texts, JK522 for more than `most` elements, JK528 for bytes that are not UTF-8.
 */
export function readArray(
  value: Buffer,
  format: number,
  { most = Number.POSITIVE_INFINITY, dimensions = 1 } = {},
): readonly (string | null)[] {
  if (format === 0) return elementsOf(utf8(value), most);
  const elements: (string | null)[] = [];
  const start = headEnd(value, dimensions);
  if (!texts.has(value.readUInt32BE(8))) throw new Refusal('JK513');
  for (let at = start; at < value.length; ) {
    const size = at + 4 <= value.length ? value.readInt32BE(at) : -2;
    if (size < -1 || at + 4 + size > value.length) throw new Refusal('JK513');
    elements.push(size === -1 ? null : utf8(value.subarray(at + 4, at + 4 + size)));
    if (elements.length > most) throw new Refusal('JK522', { rows: elements.length, most });
    at += 4 + Math.max(size, 0);
  }
  return elements;
}

/** The same array with these elements, of the sealed type whose OID is given. */
export function writeArray(
  value: Buffer,
  format: number,
  elements: readonly (Buffer | null)[],
  sealed: number,
): Buffer {
  if (format === 0) return Buffer.from(sealedArrayText(elements));
  const head = Buffer.from(value.subarray(0, headEnd(value, mostDimensions)));
  head.writeUInt32BE(sealed, 8);
  const pieces: Buffer[] = [head];
  for (const element of elements) {
    const length = Buffer.alloc(4);
    length.writeInt32BE(element === null ? -1 : element.length);
    pieces.push(length, element ?? Buffer.alloc(0));
  }
  return Buffer.concat(pieces);
}

function headEnd(array: Buffer, dimensions: number): number {
  const end = array.length < 12 ? 0 : 12 + array.readInt32BE(0) * 8;
  if (end < 12 || end > array.length || array.readInt32BE(0) > dimensions) throw new Refusal('JK513');
  return end;
}
