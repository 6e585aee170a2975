/**
 * Rows as COPY TO writes them, in text or CSV format: byte for byte what PostgreSQL makes of the same values.
 * Source: PostgreSQL 18, src/backend/commands/copyto.c, CopyAttributeOutText and CopyAttributeOutCSV. Client encoding UTF-8 alone: there no byte of a
 * longer character is one that is escaped.
 */
import { visitDataRow } from './backend-parsers.ts';
import { FrameWriter } from './frame-writer.ts';
import { backend } from './message.ts';

export type CopyText = {
  readonly csv: boolean;
  /** One byte, as `quote` and `escape`, which are empty in text format. */
  readonly delimiter: string;
  readonly null: string;
  readonly header: boolean;
  readonly quote: string;
  readonly escape: string;
  /** Names of the columns whose values are always quoted. */
  readonly forceQuote: '*' | readonly string[];
};

export const plainText: CopyText = {
  csv: false,
  delimiter: '\t',
  null: '\\N',
  header: false,
  quote: '',
  escape: '',
  forceQuote: [],
};
export const csvText: CopyText = { ...plainText, csv: true, delimiter: ',', null: '', quote: '"', escape: '"' };

/** Bytes that are escaped, by their value: what stands behind the escape. 0: the byte stays as it is. */
type Marks = Uint8Array;

const letters = ['\bb', '\ff', '\nn', '\rr', '\tt', '\vv', '\\\\'];
const [backslash, lineFeed, carriageReturn] = [0x5c, 0x0a, 0x0d];
const alone = Buffer.from('\\.');
const end = Buffer.from('\n');

export class CopyWriter {
  readonly #format: CopyText;
  readonly #names: readonly string[];
  readonly #forced: readonly boolean[];
  readonly #delimiter: Buffer;
  readonly #null: Buffer;
  readonly #quote: number;
  readonly #escape: number;
  readonly #marks: Marks = new Uint8Array(256);
  /** Rows that the server gave. */
  rows = 0;

  /** `names`: of the columns. */
  constructor(format: CopyText, names: readonly string[]) {
    const { forceQuote } = format;
    this.#format = format;
    this.#names = names;
    // of several of one name the first alone, as CopyGetAttnums finds it
    this.#forced = names.map(
      (name, at) => forceQuote === '*' || (forceQuote.includes(name) && names.indexOf(name) === at),
    );
    this.#delimiter = Buffer.from(format.delimiter);
    this.#null = Buffer.from(format.null);
    this.#quote = format.quote.charCodeAt(0);
    this.#escape = format.csv ? format.escape.charCodeAt(0) : backslash;
    const marked = format.csv ? [format.quote, format.escape] : [format.delimiter, ...letters];
    for (const pair of marked) this.#marks[pair.charCodeAt(0)] = pair.charCodeAt(pair.length - 1);
  }

  /** Whether each column that is always quoted is there. */
  get fits(): boolean {
    const { forceQuote } = this.#format;
    return forceQuote === '*' || forceQuote.every((name) => this.#names.includes(name));
  }

  /** CopyOutResponse, and the header where one is asked for. */
  begin(): Buffer {
    const out = new FrameWriter().begin(backend.copyOutResponse).byte(0).count(this.#names.length);
    for (let column = 0; column < this.#names.length; column++) out.int16(0);
    out.end();
    if (!this.#format.header) return out.take();
    out.begin(backend.copyData);
    for (const [column, name] of this.#names.entries()) {
      if (column > 0) out.raw(this.#delimiter);
      this.#value(out, Buffer.from(name), false);
    }
    return out.raw(end).end().take();
  }

  /** The DataRow frames from `start` to before `stop`, with values as text, as CopyData. */
  data(bytes: Buffer, start = 0, stop = bytes.length): Buffer {
    const out = new FrameWriter(stop - start + 64);
    for (let at = start; at < stop; ) {
      const next = at + 1 + bytes.readUInt32BE(at + 1);
      out.begin(backend.copyData);
      visitDataRow(bytes, at, next, (column, from, to) => {
        if (column > 0) out.raw(this.#delimiter);
        if (from === -1) out.raw(this.#null);
        else this.#value(out, bytes.subarray(from, to), this.#forced[column] === true);
      });
      out.raw(end).end();
      at = next;
    }
    return out.take();
  }

  /** CopyDone, and what ends the statement. */
  done(): Buffer {
    const out = new FrameWriter().begin(backend.copyDone).end();
    return out.begin(backend.commandComplete).cString(`COPY ${this.rows}`).end().take();
  }

  #value(out: FrameWriter, value: Buffer, forced: boolean): void {
    const quoted = this.#format.csv && (forced || this.#mustQuote(value));
    if (quoted) out.byte(this.#quote);
    out.raw(this.#format.csv && !quoted ? value : this.#escaped(value));
    if (quoted) out.byte(this.#quote);
  }

  /** Byte by byte and nothing else: a value of many megabytes holds up every session meanwhile. */
  #escaped(value: Buffer): Buffer {
    const marks = this.#marks;
    let escapes = 0;
    for (let at = 0; at < value.length; at++) if (marks[value[at] as number] !== 0) escapes += 1;
    if (escapes === 0) return value;
    const out = Buffer.allocUnsafe(value.length + escapes);
    let to = 0;
    for (let at = 0; at < value.length; at++) {
      const byte = value[at] as number;
      const mark = marks[byte] as number;
      if (mark !== 0) out[to++] = this.#escape;
      out[to++] = mark === 0 ? byte : mark;
    }
    return out;
  }

  #mustQuote(value: Buffer): boolean {
    if (value.equals(this.#null) || (this.#names.length === 1 && value.equals(alone))) return true;
    const delimiter = this.#delimiter[0];
    for (let at = 0; at < value.length; at++) {
      const byte = value[at];
      if (byte === delimiter || byte === this.#quote || byte === lineFeed || byte === carriageReturn) return true;
    }
    return false;
  }
}
