/**
 * Rows with sealed columns, collected until the custodian is asked about all of their envelopes at once. Rows keep the bytes that the server
 * sent; opening replaces the sealed cells and nothing else.
 */
import type { Opened } from '../custody/mod.ts';
import { visitDataRow } from './backend-parsers.ts';
import { renderArray, readSealedArray } from './sealed-array.ts';
import { readSealed } from './sealed-value.ts';
import type { Shape } from './shape.ts';

/** Where in the row a sealed cell lies, and what stands for it. */
type Spot = {
  readonly from: number;
  readonly to: number;
  readonly render: (opened: Opened) => Buffer | null;
  readonly column: number;
};

type Row = { readonly bytes: Buffer; readonly start: number; readonly end: number; readonly spots: readonly Spot[] };

export class Batch {
  readonly shape: Shape;
  readonly envelopes: Buffer[] = [];
  readonly #rows: Row[] = [];
  /** Bytes held: rows and envelopes. */
  size = 0;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  /** Takes a DataRow frame; it must stay unchanged until the batch is delivered. Throws JK430 for a finder. */
  add(bytes: Buffer, start: number, end: number): void {
    const spots: Spot[] = [];
    let next = 0;
    visitDataRow(bytes, start, end, (column, from, to) => {
      const sealed = this.shape.sealed[next];
      if (sealed === undefined || sealed.column !== column) return;
      next += 1;
      if (from !== -1) spots.push(this.#spot(sealed.kind, column, bytes, from, to));
    });
    this.#rows.push({ bytes, start, end, spots });
    this.size += end - start;
  }

  #spot(kind: 'cell' | 'array', column: number, bytes: Buffer, from: number, to: number): Spot {
    const format = this.shape.formats[column] ?? 0;
    if (kind === 'cell') {
      const source = readSealed(bytes, from, to, format);
      if (source.kind === 'text') return { from, to, column, render: () => source.bytes };
      const index = this.#take(source.bytes);
      return { from, to, column, render: (opened) => opened[index] ?? null };
    }
    const array = readSealedArray(bytes, from, to, format, (envelope) => this.#take(envelope));
    return { from, to, column, render: (opened) => renderArray(array, opened) };
  }

  #take(envelope: Buffer): number {
    this.size += envelope.length;
    return this.envelopes.push(envelope) - 1;
  }

  /** The rows as the client sees them; names of columns in which a cell was withheld are added to `withheld`. */
  deliver(opened: Opened, withheld: Set<string>): Buffer {
    const cells = this.#rows.map((row) => row.spots.map((spot) => spot.render(opened)));
    let size = 0;
    this.#rows.forEach((row, n) => {
      size += row.end - row.start;
      row.spots.forEach((spot, k) => (size += (cells[n]?.[k]?.length ?? 0) - (spot.to - spot.from)));
    });
    const out = Buffer.allocUnsafe(size);
    let at = 0;
    this.#rows.forEach((row, n) => {
      at = this.#write(row, cells[n] ?? [], out, at, withheld);
    });
    return out;
  }

  #write(row: Row, cells: readonly (Buffer | null)[], out: Buffer, begin: number, withheld: Set<string>): number {
    let at = begin;
    let copied = row.start;
    row.spots.forEach((spot, k) => {
      const cell = cells[k] ?? null;
      at += row.bytes.copy(out, at, copied, spot.from - 4);
      at = out.writeInt32BE(cell === null ? -1 : cell.length, at);
      if (cell === null) withheld.add(this.shape.sealed.find((one) => one.column === spot.column)?.name ?? '');
      else at += cell.copy(out, at);
      copied = spot.to;
    });
    at += row.bytes.copy(out, at, copied, row.end);
    out.writeInt32BE(at - begin - 1, begin + 1);
    return at;
  }
}
