/**
 * The rows of COPY … FROM STDIN, in text or CSV format, out of a stream that is cut anywhere. Source: PostgreSQL 18, COPY, "File Formats".
 */
import { isUtf8 } from 'node:buffer';
import { Refusal } from '../platform/mod.ts';

export type CopyFormat = {
  readonly csv: boolean;
  /** One character. */
  readonly delimiter: string;
  /** What stands for NULL, unquoted. */
  readonly null: string;
  readonly header: boolean;
  /** The columns that the header must name, where the statement wants that. */
  readonly names?: readonly string[];
  readonly quote: string;
  readonly escape: string;
};

export const textFormat: CopyFormat = {
  csv: false,
  delimiter: '\t',
  null: '\\N',
  header: false,
  quote: '',
  escape: '',
};
export const csvFormat: CopyFormat = { csv: true, delimiter: ',', null: '', header: false, quote: '"', escape: '"' };

export type CopyRow = readonly (string | null)[];

/** Characters of one row. */
const longestRow = 64 * 1024 * 1024;

export class CopyRows {
  readonly #format: CopyFormat;
  /** The first bytes of a character that is cut. */
  #cut: Buffer = Buffer.alloc(0);
  /** What is here of the row that has not ended: few pieces, each longer than the next, so that a row of many chunks is not copied for each of them. */
  #pieces: string[] = [];
  #length = 0;
  /** Whether the next character stands inside quotes, and whether the one before takes its meaning away. */
  #quoted = false;
  #escaped = false;
  /** Whether the row says `\.`: the end, where it says nothing else. */
  #marked = false;
  /** A carriage return that must be followed by a line feed. */
  #returned = false;
  /** How rows end: as the first one did. */
  #end: '\n' | '\r\n' | null = null;
  #header: boolean;
  #ended = false;

  constructor(format: CopyFormat) {
    this.#format = format;
    this.#header = format.header;
  }

  /** The rows that are whole now. Throws JK523 for bytes that are not UTF-8 or a row that is not one. */
  push(chunk: Buffer): CopyRow[] {
    const rows: CopyRow[] = [];
    const bytes = this.#cut.length === 0 ? chunk : Buffer.concat([this.#cut, chunk]);
    const whole = wholeCharacters(bytes);
    this.#cut = Buffer.from(bytes.subarray(whole));
    for (const piece of this.#parts(bytes.subarray(0, whole))) {
      if (this.#ended) break; // behind the end nothing is looked at
      this.#read(piece, rows);
    }
    return rows;
  }

  /** All at once, or where that is not UTF-8 line by line: the end may stand before what is not. */
  *#parts(bytes: Buffer): Generator<Buffer> {
    if (this.#format.csv || isUtf8(bytes)) return yield bytes;
    for (let start = 0; start < bytes.length; ) {
      const feed = bytes.indexOf(0x0a, start);
      const end = feed < 0 ? bytes.length : feed + 1;
      yield bytes.subarray(start, end);
      start = end;
    }
  }

  #read(piece: Buffer, rows: CopyRow[]): void {
    if (!isUtf8(piece)) throw new Refusal('JK523');
    const text = piece.toString('utf8');
    let start = 0;
    for (let end = this.#endOfRow(text, 0); end >= 0; end = this.#endOfRow(text, start)) {
      this.#keep(text.slice(start, end));
      start = end + 1;
      this.#take(rows);
    }
    this.#keep(text.slice(start));
  }

  /** What is left when the client has sent everything: a last row without an end. */
  done(): CopyRow[] {
    if (this.#ended) return [];
    if (this.#cut.length > 0) throw new Refusal('JK523');
    const passed = this.#header && this.#format.names === undefined;
    if (this.#quoted && !passed) throw new Refusal('JK523');
    const rows: CopyRow[] = [];
    if (this.#length > 0) {
      if (!this.#returned) this.#end = null; // the last row needs no end
      this.#take(rows);
    }
    return rows;
  }

  #keep(piece: string): void {
    if (piece === '') return;
    this.#length += piece.length;
    if (this.#length > longestRow) throw new Refusal('JK523');
    let last = piece;
    for (let before = this.#pieces.at(-1); before !== undefined && before.length <= last.length; ) {
      last = [this.#pieces.pop(), last].join('');
      before = this.#pieces.at(-1);
    }
    this.#pieces.push(last);
  }

  /** The place of the line feed that ends the row, from `from` on; −1 where it has not come yet. */
  #endOfRow(text: string, from: number): number {
    const { csv, quote, escape } = this.#format;
    for (let at = from; at < text.length; at++) {
      const one = text[at];
      if (this.#escaped) {
        this.#escaped = false;
        this.#marked ||= !csv && one === '.';
      } else if (this.#returned && one !== '\n') throw new Refusal('JK523');
      else if (csv ? this.#quoted && one === escape && escape !== quote : one === '\\') this.#escaped = true;
      else if (csv && one === quote) this.#quoted = !this.#quoted;
      else if (one === '\r' && !this.#quoted) this.#returned = true;
      else if (one === '\n' && !this.#quoted) return at;
    }
    return -1;
  }

  #take(rows: CopyRow[]): void {
    const whole = this.#pieces.join('');
    const end = this.#returned ? '\r\n' : '\n';
    this.#end ??= end;
    if (this.#end !== end && !this.#ended) throw new Refusal('JK523');
    const line = this.#returned ? whole.slice(0, -1) : whole;
    this.#pieces = [];
    this.#length = 0;
    this.#returned = false;
    this.#escaped = false;
    if (this.#ended) return;
    const marked = this.#marked;
    this.#marked = false;
    if (marked && line !== '\\.') throw new Refusal('JK523');
    if (marked) {
      this.#ended = true;
      return;
    }
    const { csv, names } = this.#format;
    if (this.#header && names === undefined) {
      this.#header = false; // passed over, whatever it says
      return;
    }
    const row = csv ? csvRow(line, this.#format) : textRow(line, this.#format);
    if (!this.#header) rows.push(row);
    else if (names?.length !== row.length || names.some((name, n) => name !== row[n])) throw new Refusal('JK523');
    this.#header = false;
  }
}

/** How many of the bytes are before a character that is cut at their end. */
function wholeCharacters(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= 0 && at >= bytes.length - 3; at--) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue; // inside a character
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return at + length > bytes.length ? at : bytes.length;
  }
  return bytes.length;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function textRow(line: string, { delimiter, null: none }: CopyFormat): CopyRow {
  const cells: (string | null)[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (line[at] === '\\' && at + 1 < line.length) at++;
    else if (at === line.length || line[at] === delimiter) {
      const raw = line.slice(start, at);
      cells.push(raw === none ? null : unescape(raw));
      start = at + 1;
    }
  }
  return cells;
}

/** Throws JK523 where it stands for bytes that are not UTF-8. A backslash at the very end says nothing. */
function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  const bytes: Buffer[] = [];
  const pattern = /\\x([0-9a-fA-F]{1,2})|\\([0-7]{1,3})|\\([\s\S])|([^\\]+)/gu;
  for (const [, hex, octal, one, plain] of raw.matchAll(pattern)) {
    if (hex !== undefined) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
    else if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 0xff]));
    else bytes.push(Buffer.from(one === undefined ? (plain ?? '') : (escapes[one] ?? one)));
  }
  const whole = Buffer.concat(bytes);
  if (!isUtf8(whole)) throw new Refusal('JK523');
  return whole.toString('utf8');
}

function csvRow(line: string, { delimiter, null: none, quote, escape }: CopyFormat): CopyRow {
  const cells: (string | null)[] = [];
  let cell = '';
  let wasQuoted = false;
  let inside = false;
  const end = () => {
    cells.push(!wasQuoted && cell === none ? null : cell);
    cell = '';
    wasQuoted = false;
  };
  for (let at = 0; at < line.length; at++) {
    const one = line[at] ?? '';
    const next = line[at + 1];
    if (inside && one === escape && (next === quote || next === escape)) {
      cell += next;
      at++;
    } else if (one === quote) {
      inside = !inside;
      wasQuoted = true;
    } else if (one === delimiter && !inside) end();
    else cell += one;
  }
  if (inside) throw new Refusal('JK523');
  end();
  return cells;
}
