/** What the rows of a statement look like as far as the gateway cares: which columns are sealed. */
import { readRowDescription } from './backend-parsers.ts';

export type SealedTypes = { readonly sealed: number; readonly array: number };

export type SealedColumn = { readonly column: number; readonly name: string; readonly kind: 'cell' | 'array' };

export type Shape = {
  /** Sealed columns in order; empty for most statements. */
  readonly sealed: readonly SealedColumn[];
  /** Format code of every column: 0 text, 1 binary. */
  readonly formats: readonly number[];
};

export const noRows: Shape = { sealed: [], formats: [] };

const text = 25;
const textArray = 1009;
const places = 16;
const longestKept = 4096;

/**
 * Reads the RowDescriptions of one session. One without a sealed column is known by its bytes when it comes again; each is kept in a place of
 * its length and first letters, until another needs that place.
 */
export class ShapeReader {
  readonly #types: SealedTypes;
  readonly #plain: ({ readonly bytes: Buffer; readonly shape: Shape } | undefined)[] = Array.from({ length: places });

  constructor(types: SealedTypes) {
    this.#types = types;
  }

  /** In place, presents sealed columns as text and their arrays as text[]; the frame must be ours to write to. */
  present(bytes: Buffer, start: number, end: number): Shape {
    const length = end - start;
    const place = (length + 17 * (bytes[start + 7] ?? 0) + 31 * (bytes[start + 8] ?? 0)) % places;
    const kept = this.#plain[place];
    if (kept !== undefined && kept.bytes.length === length && kept.bytes.compare(bytes, start, end) === 0)
      return kept.shape;
    const shape = presentAsText(bytes, start, end, this.#types);
    if (shape.sealed.length === 0 && length <= longestKept)
      this.#plain[place] = { bytes: Buffer.from(bytes.subarray(start, end)), shape };
    return shape;
  }
}

function presentAsText(bytes: Buffer, start: number, end: number, types: SealedTypes): Shape {
  const sealed: SealedColumn[] = [];
  const fields = readRowDescription(bytes, start, end);
  fields.forEach((field, column) => {
    if (field.typeOid === types.sealed) sealed.push({ column, name: field.name, kind: 'cell' });
    else if (field.typeOid === types.array) sealed.push({ column, name: field.name, kind: 'array' });
    else return;
    bytes.writeUInt32BE(field.typeOid === types.sealed ? text : textArray, field.typeOidAt);
  });
  return { sealed, formats: fields.map((field) => field.format) };
}

/**
 * The shape of a portal: the columns of its statement in the formats that Bind asked for (none: text, one: all, else one each). Where no column
 * is sealed, nobody looks at formats.
 */
export function inFormats(shape: Shape, formats: readonly number[]): Shape {
  if (shape.sealed.length === 0) return shape;
  const count = shape.formats.length;
  const all = formats.length <= 1 ? Array.from({ length: count }, () => formats[0] ?? 0) : formats;
  return { sealed: shape.sealed, formats: all };
}

/** Presents sealed parameters in a ParameterDescription, in place: as the type that the client declared, else as text. */
export function presentParameters(
  bytes: Buffer,
  oids: readonly number[],
  oidsAt: number,
  types: SealedTypes,
  declared: readonly number[],
): void {
  oids.forEach((oid, n) => {
    if (oid !== types.sealed && oid !== types.array) return;
    bytes.writeUInt32BE(declared[n] || (oid === types.sealed ? text : textArray), oidsAt + 4 * n);
  });
}
