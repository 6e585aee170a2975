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

const letters = new Map(
  ['\bb', '\ff', '\nn', '\rr', '\tt', '\vv'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);
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
  /** Rows that the server gave. */
  rows = 0;

  /** `names`: of the columns. */
  constructor(format: CopyText, names: readonly string[]) {
    const { forceQuote } = format;
    this.#format = format;
    this.#names = names;
    this.#forced = names.map((name) => forceQuote === '*' || forceQuote.includes(name));
    this.#delimiter = Buffer.from(format.delimiter);
    this.#null = Buffer.from(format.null);
    this.#quote = format.quote.charCodeAt(0);
    this.#escape = format.escape.charCodeAt(0);
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
    if (this.#format.csv) this.#csv(out, value, forced);
    else this.#text(out, value);
  }

  #text(out: FrameWriter, value: Buffer): void {
    const delimiter = this.#delimiter[0];
    let from = 0;
    for (let at = 0; at < value.length; at++) {
      const byte = value[at] ?? 0;
      const letter = letters.get(byte);
      if (letter === undefined && byte !== backslash && byte !== delimiter) continue;
      out
        .raw(value.subarray(from, at))
        .byte(backslash)
        .byte(letter ?? byte);
      from = at + 1;
    }
    out.raw(value.subarray(from));
  }

  #csv(out: FrameWriter, value: Buffer, forced: boolean): void {
    if (!forced && !this.#mustQuote(value)) {
      out.raw(value);
      return;
    }
    out.byte(this.#quote);
    let from = 0;
    for (let at = 0; at < value.length; at++) {
      if (value[at] !== this.#quote && value[at] !== this.#escape) continue;
      out.raw(value.subarray(from, at)).byte(this.#escape);
      from = at;
    }
    out.raw(value.subarray(from)).byte(this.#quote);
  }

  #mustQuote(value: Buffer): boolean {
    if (value.equals(this.#null) || (this.#names.length === 1 && value.equals(alone))) return true;
    const delimiter = this.#delimiter[0];
    return value.some(
      (byte) => byte === delimiter || byte === this.#quote || byte === lineFeed || byte === carriageReturn,
    );
  }
}
