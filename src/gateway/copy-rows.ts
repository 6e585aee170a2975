/**
 * The rows of COPY … FROM STDIN, in text or CSV format, out of a stream that is cut anywhere. Source: PostgreSQL 18, COPY, "File Formats".
 */
import { Refusal } from '../platform/mod.ts';

export type CopyFormat = {
  readonly csv: boolean;
  /** One character. */
  readonly delimiter: string;
  /** What stands for NULL, unquoted. */
  readonly null: string;
  readonly header: boolean;
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
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #rest = '';
  /** How much of the rest was searched for an end, and whether that stands inside quotes. */
  #searched = 0;
  #quoted = false;
  #header: boolean;
  #ended = false;

  constructor(format: CopyFormat) {
    this.#format = format;
    this.#header = format.header;
  }

  /** The rows that are whole now. Throws JK523 for bytes that are not UTF-8 or a row that is not one. */
  push(chunk: Buffer): CopyRow[] {
    this.#rest += this.#decoded(chunk, true);
    if (this.#rest.length > longestRow) throw new Refusal('JK523');
    const rows: CopyRow[] = [];
    for (let end = this.#endOfRow(); end >= 0; end = this.#endOfRow()) this.#take(end, rows);
    return rows;
  }

  /** What is left when the client has sent everything: a last row without an end. */
  done(): CopyRow[] {
    this.#rest += this.#decoded(Buffer.alloc(0), false);
    if (this.#quoted) throw new Refusal('JK523');
    const rows: CopyRow[] = [];
    if (this.#rest !== '') this.#take(this.#rest.length, rows);
    return rows;
  }

  #decoded(chunk: Buffer, stream: boolean): string {
    try {
      return this.#decoder.decode(chunk, { stream });
    } catch (error) {
      throw new Refusal('JK523', {}, error);
    }
  }

  /** The place of the line feed that ends the first row; −1 where it has not come yet. */
  #endOfRow(): number {
    const { csv, quote, escape } = this.#format;
    const text = this.#rest;
    let at = this.#searched;
    for (; at < text.length; at++) {
      const one = text[at];
      if (csv && this.#quoted && one === escape && escape !== quote) at++;
      else if (csv && one === quote) this.#quoted = !this.#quoted;
      else if (!csv && one === '\\') {
        if (at + 1 >= text.length) break; // what it escapes is yet to come
        at++;
      } else if (one === '\n' && !this.#quoted) return at;
    }
    this.#searched = Math.min(at, text.length);
    return -1;
  }

  #take(end: number, rows: CopyRow[]): void {
    const line = this.#rest.slice(0, end).replace(/\r$/, '');
    this.#rest = this.#rest.slice(end + 1);
    this.#searched = 0;
    if (this.#ended) return;
    if (!this.#format.csv && line === '\\.') this.#ended = true;
    else if (this.#header) this.#header = false;
    else rows.push(this.#format.csv ? csvRow(line, this.#format) : textRow(line, this.#format));
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function textRow(line: string, { delimiter, null: none }: CopyFormat): CopyRow {
  const cells: (string | null)[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (line[at] === '\\') at++;
    else if (at === line.length || line[at] === delimiter) {
      const raw = line.slice(start, at);
      cells.push(raw === none ? null : unescape(raw));
      start = at + 1;
    }
  }
  return cells;
}

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  const bytes: Buffer[] = [];
  const pattern = /\\x([0-9a-fA-F]{1,2})|\\([0-7]{1,3})|\\([\s\S])|([^\\]+)/g;
  for (const [, hex, octal, one, plain] of raw.matchAll(pattern)) {
    if (hex !== undefined) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
    else if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 0xff]));
    else bytes.push(Buffer.from(one === undefined ? (plain ?? '') : (escapes[one] ?? one)));
  }
  return Buffer.concat(bytes).toString('utf8');
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
