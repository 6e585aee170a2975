/**
 * What a session needs of the probe: to bind the values that are compared with sealed columns, and to be told what it may not send.
 */
import { isAscii } from 'node:buffer';
import { Refusal } from '../platform/mod.ts';
import { checkTextLength } from './checked-length.ts';
import { finderArrayText, finderText } from './finder-text.ts';
import type { DescribeError } from './inference.ts';
import type { Replacement } from './literals.ts';
import { type Prepared, type Probe, type SealedParameter, isPlain } from './probe.ts';
import type { SideConnection } from './side-connection.ts';
import type { SealedTypes } from './shape.ts';

export type Bound = {
  readonly text: string;
  /** What made this text of the client's. */
  readonly replacements: readonly Replacement[];
  readonly oids: readonly number[];
  /** Parameters whose values must be bound. */
  readonly parameters: readonly SealedParameter[];
};

/** PostgreSQL's own words about a statement that the probe could not have described. */
export class StatementFault extends Error {
  readonly sqlstate: string;
  /** In characters of the statement, from 1. */
  readonly position: number | undefined;
  readonly hint: string | undefined;

  constructor({ code, message, hint, position }: DescribeError) {
    super(message);
    this.sqlstate = code;
    this.hint = hint;
    this.position = position;
  }
}

export type BinderOptions = {
  readonly probe: Probe;
  readonly types: SealedTypes;
  readonly role: string;
  readonly side: SideConnection;
  /** Asks the custodian; `statement` is for the record. */
  readonly compare: (value: string, statement: string) => Promise<Buffer>;
};

export class Binder {
  readonly #options: BinderOptions;
  readonly #prepared = new Map<string, readonly SealedParameter[]>();
  /** As the client has it; a literal would be read otherwise than the server reads it. */
  standardStrings = true;
  /** Whether the client's bytes are UTF-8; in another encoding a value beyond ASCII would be another value. */
  unicode = true;

  constructor(options: BinderOptions) {
    this.#options = options;
  }

  /** False only where nothing in the statement can be a value beside a sealed column. */
  mayBind(text: string): boolean {
    return !isPlain(text);
  }

  /** The statement with its literals bound. Throws the refusal, or PostgreSQL's words, that the client is to see. */
  async bind(text: string, oids: readonly number[], searchPath: string): Promise<Bound> {
    if (!this.standardStrings && text.includes('\\')) throw new Refusal('JK443');
    if (!this.unicode && !isAscii(Buffer.from(text))) throw new Refusal('JK438');
    const { probe, types, role, side, compare } = this.#options;
    const probed = await probe.run(
      { text, oids },
      {
        role,
        searchPath,
        sealed: types.sealed,
        sealedArray: types.array,
        describe: side.describeUnder(searchPath),
        finder: (value) => compare(value, text),
        prepared: this.#prepared,
      },
    );
    if (probed.kind === 'fails') throw new StatementFault(probed);
    for (const { name, parameters } of probed.prepared) this.#keep({ name, parameters });
    const { text: bound, replacements, oids: declared, parameters } = probed;
    return { text: bound, replacements, oids: declared, parameters };
  }

  /** A parameter's value as a finder, in the format that it came in. */
  async parameter(value: Buffer, format: number, parameter: SealedParameter, statement: string): Promise<Buffer> {
    if (parameter.longest !== undefined) checkTextLength(value.toString('utf8'), parameter.longest);
    if (parameter.place === 'showing') return value;
    if (!this.unicode && !isAscii(value)) throw new Refusal('JK438');
    const finderOf = (text: string) => this.#options.compare(text, statement);
    if (!parameter.array) {
      const finder = await finderOf(value.toString('utf8'));
      return format === 1 ? finder : Buffer.from(finderText(finder));
    }
    if (format === 0) return Buffer.from(await finderArrayText(value.toString('utf8'), finderOf));
    return binaryFinders(value, this.#options.types.sealed, finderOf);
  }

  #keep({ name, parameters }: Prepared): void {
    this.#prepared.set(name, parameters);
  }
}

/** A binary array of text with each element's finder in its place, as an array of the sealed type. */
async function binaryFinders(
  array: Buffer,
  sealed: number,
  finderOf: (text: string) => Promise<Buffer>,
): Promise<Buffer> {
  if (array.length < 12) throw new Refusal('JK513');
  const headEnd = 12 + array.readInt32BE(0) * 8;
  if (headEnd < 12 || headEnd > array.length) throw new Refusal('JK513');
  const head = Buffer.from(array.subarray(0, headEnd));
  head.writeUInt32BE(sealed, 8);
  const pieces: Buffer[] = [head];
  for (let at = headEnd; at < array.length; ) {
    const size = at + 4 <= array.length ? array.readInt32BE(at) : -2;
    if (size < -1 || at + 4 + size > array.length) throw new Refusal('JK513');
    const length = Buffer.alloc(4);
    const finder = size === -1 ? null : await finderOf(array.toString('utf8', at + 4, at + 4 + size));
    length.writeInt32BE(finder === null ? -1 : finder.length);
    pieces.push(length, ...(finder === null ? [] : [finder]));
    at += 4 + Math.max(size, 0);
  }
  return Buffer.concat(pieces);
}
