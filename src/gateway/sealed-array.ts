/** Arrays of sealed values: read into elements, and written again as text[] with each element opened, in the format that they came in. */
import type { Opened } from '../custody/mod.ts';
import { malformed } from './message.ts';
import { readSealed } from './sealed-value.ts';

/** An element: which envelope of the batch stands for it, text that is there already, or null. */
type Element = number | Buffer | null;

export type SealedArray =
  | {
      readonly format: 'text' /** The literal between elements: brackets, commas, bounds. */;
      readonly between: readonly string[];
      readonly elements: readonly Element[];
    }
  | { readonly format: 'binary'; readonly head: Buffer; readonly elements: readonly Element[] };

/** `take` is given each envelope and returns its number in the batch. */
export function readSealedArray(
  bytes: Buffer,
  from: number,
  to: number,
  format: number,
  take: (envelope: Buffer) => number,
): SealedArray {
  return format === 1 ? readBinary(bytes, from, to, take) : readText(bytes.toString('utf8', from, to), take);
}

/** The array as text[]. A withheld element is null. */
export function renderArray(array: SealedArray, opened: Opened): Buffer {
  const values = array.elements.map((element) => (typeof element === 'number' ? (opened[element] ?? null) : element));
  if (array.format === 'text') {
    const pieces = values.map(
      (value, n) => `${array.between[n] ?? ''}${value === null ? 'NULL' : quoteElement(value.toString('utf8'))}`,
    );
    return Buffer.from(`${pieces.join('')}${array.between.at(-1) ?? ''}`, 'utf8');
  }
  const size = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), array.head.length);
  const out = Buffer.allocUnsafe(size);
  let at = array.head.copy(out, 0);
  for (const value of values) {
    at = out.writeInt32BE(value === null ? -1 : value.length, at);
    if (value !== null) at += value.copy(out, at);
  }
  out.writeInt32BE(values.includes(null) ? 1 : out.readInt32BE(4), 4);
  out.writeUInt32BE(25, 8);
  return out;
}

function element(bytes: Buffer, from: number, to: number, format: number, take: (envelope: Buffer) => number): Element {
  const source = readSealed(bytes, from, to, format);
  return source.kind === 'envelope' ? take(source.bytes) : source.bytes;
}

/** Dimensions i32, has-null i32, element type u32, then per dimension length and lower bound, then elements. */
function readBinary(bytes: Buffer, from: number, to: number, take: (envelope: Buffer) => number): SealedArray {
  if (to - from < 12) throw malformed('An array', 'ends too early');
  const dimensions = bytes.readInt32BE(from);
  const headEnd = from + 12 + dimensions * 8;
  if (dimensions < 0 || dimensions > 6 || headEnd > to) throw malformed('An array', 'has impossible dimensions');
  const elements: Element[] = [];
  for (let at = headEnd; at < to; ) {
    const size = at + 4 <= to ? bytes.readInt32BE(at) : -2;
    if (size < -1 || at + 4 + size > to) throw malformed('An array', 'ends too early');
    elements.push(size === -1 ? null : element(bytes, at + 4, at + 4 + size, 1, take));
    at += 4 + Math.max(size, 0);
  }
  return { format: 'binary', head: Buffer.from(bytes.subarray(from, headEnd)), elements };
}

/** An array literal as array_out writes it: elements quoted with backslash escapes, or bare; NULL bare. */
function readText(text: string, take: (envelope: Buffer) => number): SealedArray {
  const between: string[] = [];
  const elements: Element[] = [];
  const bounds = text.startsWith('[') ? text.indexOf('=') + 1 : 0; // [2:3]=, and nowhere else
  if (bounds === 0 && !text.startsWith('{')) throw malformed('An array', 'ends too early');
  let gap = text.slice(0, bounds);
  for (let at = bounds; at < text.length; ) {
    const sign = text[at] ?? '';
    if (sign === '"') {
      const [value, end] = quotedElement(text, at);
      between.push(gap);
      gap = '';
      const raw = Buffer.from(value, 'utf8');
      elements.push(element(raw, 0, raw.length, 0, take));
      at = end;
    } else if ('{},'.includes(sign)) {
      gap += sign;
      at += 1;
    } else {
      const end = /[{},]/.exec(text.slice(at))?.index ?? text.length - at;
      const raw = Buffer.from(text.slice(at, at + end), 'utf8');
      between.push(gap);
      gap = '';
      elements.push(raw.toString('utf8') === 'NULL' ? null : element(raw, 0, raw.length, 0, take));
      at += end;
    }
  }
  return { format: 'text', between: [...between, gap], elements };
}

function quotedElement(text: string, quote: number): [value: string, end: number] {
  let value = '';
  for (let at = quote + 1; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '"') return [value, at + 1];
    value += sign === '\\' ? (text[++at] ?? '') : sign;
  }
  throw malformed('An array', 'has an open quote');
}

function quoteElement(value: string): string {
  const bare = value !== '' && value.toUpperCase() !== 'NULL' && !/[{},"\\\s]/.test(value);
  return bare ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
