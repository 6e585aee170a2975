/**
 * Rows with sealed columns, collected until the custodian is asked about all of their envelopes at once. Rows keep the bytes that the server
 * sent; opening replaces the sealed cells and nothing else.
 */
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { visitDataRow } from './backend-parsers.ts';
import { type SealedArray, renderArray, readSealedArray } from './sealed-array.ts';
import { readSealed } from './sealed-value.ts';
import type { SealedColumn, Shape } from './shape.ts';

/** What stands for a sealed cell: the number of its envelope in the batch, text that is there already, or an array of both. */
type Source = number | Buffer | SealedArray;

/** Where in its row a sealed cell lies. */
type Spot = { readonly from: number; readonly to: number; readonly column: SealedColumn; readonly source: Source };

/** `spots`: how many of the batch's spots are this row's. */
type Row = { readonly bytes: Buffer; readonly start: number; readonly end: number; readonly spots: number };

const mostEnvelopes = 4096;
const mostBytes = 1024 * 1024;
/** What one row may bring: more would hold up everybody's batches, and at the end not fit into a frame of the custodian's channel. */
const mostInRow = 16_384;
const mostRowBytes = 16 * 1024 * 1024;

export class Batch {
  readonly #shape: Shape;
  readonly envelopes: Buffer[] = [];
  readonly #rows: Row[] = [];
  readonly #spots: Spot[] = [];
  readonly #take = (envelope: Buffer): number => {
    this.#inRow += 1;
    this.#inRowBytes += envelope.length;
    if (this.#inRow > mostInRow || this.#inRowBytes > mostRowBytes)
      throw new Refusal('JK444', { most: mostInRow, megabytes: mostRowBytes / 1024 / 1024 });
    return this.envelopes.push(envelope) - 1;
  };
  #inRow = 0;
  #inRowBytes = 0;
  #rowBytes = 0;
  /** Bytes held: rows and envelopes. */
  size = 0;

  constructor(shape: Shape) {
    this.#shape = shape;
  }

  get full(): boolean {
    return this.envelopes.length >= mostEnvelopes || this.size >= mostBytes;
  }

  /**
   * Takes a DataRow frame; it must stay unchanged until the batch is delivered. Throws JK430 for a finder and JK444 for too many envelopes, and
   * then has taken nothing.
   */
  add(bytes: Buffer, start: number, end: number): void {
    const envelopes = this.envelopes.length;
    const spots = this.#spots.length;
    this.#inRow = 0;
    this.#inRowBytes = 0;
    try {
      this.#findSpots(bytes, start, end);
    } catch (error) {
      this.envelopes.length = envelopes;
      this.#spots.length = spots;
      throw error;
    }
    this.#rows.push({ bytes, start, end, spots: this.#spots.length - spots });
    this.#rowBytes += end - start;
    this.size += end - start;
    for (let n = envelopes; n < this.envelopes.length; n++) this.size += this.envelopes[n]?.length ?? 0;
  }

  #findSpots(bytes: Buffer, start: number, end: number): void {
    const { sealed, formats } = this.#shape;
    let next = 0;
    visitDataRow(bytes, start, end, (column, from, to) => {
      const found = sealed[next];
      if (found === undefined || found.column !== column) return;
      next += 1;
      if (from === -1) return;
      const source = this.#sourceOf(found, formats[column] ?? 0, bytes, from, to);
      this.#spots.push({ from, to, column: found, source });
    });
  }

  #sourceOf(column: SealedColumn, format: number, bytes: Buffer, from: number, to: number): Source {
    if (column.kind === 'array') return readSealedArray(bytes, from, to, format, this.#take);
    const value = readSealed(bytes, from, to, format);
    return value.kind === 'text' ? value.bytes : this.#take(value.bytes);
  }

  /** The rows as the client sees them; names of columns in which a cell was withheld are added to `withheld`. */
  deliver(opened: Opened, withheld: Set<string>): Buffer {
    const cells: (Buffer | null)[] = [];
    let size = this.#rowBytes;
    for (const spot of this.#spots) {
      const cell = render(spot.source, opened);
      if (cell === null) withheld.add(spot.column.name);
      size += (cell?.length ?? 0) - (spot.to - spot.from);
      cells.push(cell);
    }
    const out = Buffer.allocUnsafe(size);
    let at = 0;
    let first = 0;
    for (const row of this.#rows) {
      at = this.#write(row, first, cells, out, at);
      first += row.spots;
    }
    return out;
  }

  /** `first`: which of the batch's spots and cells is the row's first. Returns where the row ends in `out`. */
  #write(row: Row, first: number, cells: readonly (Buffer | null)[], out: Buffer, begin: number): number {
    let at = begin;
    let copied = row.start;
    for (let n = first; n < first + row.spots; n++) {
      const spot = this.#spots[n] as Spot;
      const cell = cells[n] ?? null;
      at += row.bytes.copy(out, at, copied, spot.from - 4);
      at = out.writeInt32BE(cell === null ? -1 : cell.length, at);
      if (cell !== null) at += cell.copy(out, at);
      copied = spot.to;
    }
    at += row.bytes.copy(out, at, copied, row.end);
    out.writeInt32BE(at - begin - 1, begin + 1);
    return at;
  }
}

function render(source: Source, opened: Opened): Buffer | null {
  if (typeof source === 'number') return opened[source] ?? null;
  return Buffer.isBuffer(source) ? source : renderArray(source, opened);
}
