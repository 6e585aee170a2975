/**
 * What a session needs of the probe: to bind the values that are compared with sealed columns, and to be told what it may not send.
 */
import { isAscii } from 'node:buffer';
import type { WriteCell } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { setApart } from './apart.ts';
import { checkTextLength } from './checked-length.ts';
import { positionIn } from './error-position.ts';
import { findersOf, finderText } from './finder-text.ts';
import { type DescribeError, aboutTypes } from './inference.ts';
import type { Replacement, Spliced } from './literals.ts';
import { type LoadPlan, loadPlanOf } from './load-plan.ts';
import {
  type Prepared,
  type Probe,
  type Probed,
  type SealedParameter,
  type Storing,
  checkedBytes,
  isPlain,
  tooLong,
} from './probe.ts';
import type { Sealing } from './seal-cells.ts';
import type { SealedTables } from './sealed-tables.ts';
import type { SideConnection } from './side-connection.ts';
import type { SealedTypes } from './shape.ts';
import { mostDimensions, readArray, writeArray } from './text-array.ts';
import { utf8 } from './typed-text.ts';
import type { Group } from './write-shape.ts';
import { mayWrite, writesSealed, writtenBy } from './write-shapes.ts';
import { type Spelled, Writing } from './writing.ts';

export type Bound = {
  readonly text: string;
  readonly oids: readonly number[];
  /** What made this text of the client's. */
  readonly spliced: Spliced | null;
  /** What had made the text that `writing` counts in. */
  readonly before: Spliced | null;
  /** Whose values the parameters behind the client's own carry: indices of the client's. */
  readonly copies: readonly number[];
  /** Parameters whose values must be bound. */
  readonly parameters: readonly SealedParameter[];
  /** What is sealed before it is sent: then `text` and `oids` are not what is sent. */
  readonly writing: Writing | null;
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

/** A statement on its way: `before` is what made it of the client's. */
type Given = Pick<Bound, 'copies' | 'before'> & { readonly text: string; readonly oids: readonly number[] };

export type BinderOptions = {
  readonly probe: Probe;
  readonly types: SealedTypes;
  readonly role: string;
  readonly side: SideConnection;
  /** Asks the custodian; `statement` is for the record. */
  readonly compare: (value: string, statement: string, group?: number) => Promise<Buffer>;
  /** The tables with sealed columns, as they are now. */
  readonly tables: () => Promise<SealedTables>;
  /** What the grant may write; null where it does not. */
  readonly writes: Writes | null;
};

export type Writes = {
  readonly tables: () => SealedTables;
  /** Asks the custodian to seal; `statement` is for the record. */
  readonly seal: (
    fresh: readonly ('person' | 'unowned')[],
    cells: readonly WriteCell[],
    statement: string,
  ) => Promise<readonly Buffer[]>;
};

export class Binder {
  readonly #options: BinderOptions;
  readonly #prepared = new Map<string, readonly SealedParameter[]>();
  /** As the client has it; a literal would be read otherwise than the server reads it. */
  standardStrings = true;
  /** Whether the client's bytes are UTF-8; in another encoding a value beyond ASCII would be another value. */
  unicode = true;

  constructor(options: BinderOptions) {
    const { compare } = options;
    this.#options = { ...options, compare: async (value, ...rest) => compare(comparable(value), ...rest) };
  }

  /** False only where nothing in the statement can be a value beside a sealed column. */
  mayBind(text: string): boolean {
    return !isPlain(text);
  }

  /** Of a statement in which nothing is bound: it may still put into a sealed column what cannot stand there. Throws what `writtenBy` throws. */
  checkPlain(text: string, searchPath: string): void {
    const { writes } = this.#options;
    if (writes === null || !mayWrite(text) || tooLong(text)) return; // what is not read here the column's own check refuses
    writtenBy(text, writes.tables(), searchPath);
  }

  /** The statement with its literals bound; `before` is what made it of the client's. Throws the refusal, or PostgreSQL's words, that the client is to see. */
  async bind(text: string, oids: readonly number[], searchPath: string, before: Spliced | null = null): Promise<Bound> {
    if (!this.standardStrings && text.includes('\\')) throw new Refusal('JK443');
    if (!this.unicode && !isAscii(Buffer.from(text))) throw new Refusal('JK438');
    return this.#bind({ text, oids, copies: [], before }, before?.text ?? text, searchPath);
  }

  /** `statement` is the client's. */
  async #bind({ text, oids, copies, before }: Given, statement: string, searchPath: string): Promise<Bound> {
    const { probe, types, role, side, compare, tables, writes } = this.#options;
    if (this.mayBind(text)) checkedBytes(text);
    const written = writes !== null && mayWrite(text) ? writtenBy(text, writes.tables(), searchPath) : null;
    const { groups = [], loosen = [] } = written ?? {};
    const loosened = splicedOf(text, loosen, before);
    const storing = storedBy(groups);
    // what is sealed is text, whatever the driver declares by the column's plain type
    const open = oids.map((oid, n) => (storing.parameters.has(n + 1) ? 0 : oid));
    const probed = await probe.run(
      { text: written?.text ?? text, oids: open, storing },
      {
        role,
        searchPath,
        sealed: types.sealed,
        sealedArray: types.array,
        describe: side.describeUnder(searchPath),
        finder: (value, group) => compare(value, statement, group),
        tables,
        prepared: this.#prepared,
        writes: writes !== null,
      },
    );
    if (probed.kind === 'fails') {
      // what is stored is not read under a grant that does not write, so that PostgreSQL took it for text
      const unread = writes === null && aboutTypes.has(probed.code);
      if (unread && writesSealed(text, await tables(), searchPath)) throw new Refusal('JK510');
      throw new StatementFault(faultIn(loosened, probed));
    }
    if (probed.kind === 'apart') {
      if (copies.length > 0) throw new Refusal('JK511', { sqlstate: '42P08' });
      const set = setApart(text, probed);
      const given = { text: set.text, oids: probed.oids, copies: probed.copies };
      return this.#bind({ ...given, before: splicedOf(text, set.replacements, before) }, statement, searchPath);
    }
    for (const { name, parameters } of probed.prepared) this.#keep({ name, parameters });
    const writing = this.#writingOf(probed, groups, oids);
    const { text: bound, given, edits, oids: declared, parameters } = probed;
    const spliced = splicedOf(given, edits, loosened);
    return { text: bound, oids: declared, spliced, before: loosened, copies, parameters, writing };
  }

  /** Null where nothing is written into a sealed column. Throws JK515, JK516 or JK519. */
  #writingOf(
    probed: Extract<Probed, { kind: 'ready' }>,
    groups: readonly Group[],
    declared: readonly number[],
  ): Writing | null {
    const { writes, types } = this.#options;
    const stores = probed.stored.length > 0 || probed.parameters.some(({ place }) => place === 'storing');
    if (writes === null || (!stores && groups.length === 0)) return null;
    if (writes.tables().empty) throw new Refusal('JK516');
    return new Writing(probed, groups, { sealed: types.sealed, declared });
  }

  /** What COPY FROM STDIN loads into sealed columns; null for anything else, and where the grant does not write. Throws JK514 and JK520. */
  loadPlan(text: string, searchPath: string): LoadPlan | null {
    const { writes } = this.#options;
    checkedBytes(text);
    return writes === null ? null : loadPlanOf(text, writes.tables(), searchPath);
  }

  /** Throws JK438 where bytes of a client in another encoding would be kept as something else. */
  checkEncoding(values: readonly (Buffer | null)[]): void {
    if (!this.unicode && values.some((value) => value !== null && !isAscii(value))) throw new Refusal('JK438');
  }

  /** How a statement's values are compared and sealed. */
  sealing(statement: string): Sealing {
    const { compare, writes } = this.#options;
    return {
      compare: (value, group) => compare(value, statement, group),
      seal: (fresh, cells) => {
        if (writes === null) throw new Refusal('JK510');
        return writes.seal(fresh, cells, statement);
      },
    };
  }

  /** A parameter's value as a finder, in the format that it came in. Throws JK528 for bytes that are not UTF-8: another value would be looked for. */
  async parameter(value: Buffer, format: number, parameter: SealedParameter, statement: string): Promise<Buffer> {
    if (parameter.longest !== undefined) checkTextLength(utf8(value), parameter.longest);
    if (parameter.place !== 'comparing') return value;
    if (!this.unicode && !isAscii(value)) throw new Refusal('JK438');
    const finderOf = (text: string) => this.#options.compare(text, statement, parameter.group);
    if (parameter.array) {
      const finders = await findersOf(readArray(value, format, { dimensions: mostDimensions }), finderOf);
      return writeArray(value, format, finders, this.#options.types.sealed);
    }
    const finder = await finderOf(utf8(value));
    return format === 1 ? finder : Buffer.from(finderText(finder));
  }

  #keep({ name, parameters }: Prepared): void {
    this.#prepared.set(name, parameters);
  }
}

/** Bytes of a value that is looked for. */
const longestCompared = 1024 * 1024;

/** Throws JK328: no sealed value is so long, and a request that the custodian's channel does not take would end it for every session. */
function comparable(value: string): string {
  if (Buffer.byteLength(value) > longestCompared) throw new Refusal('JK328');
  return value;
}

/** The text after these replacements; what had made it, where there are none. */
export function splicedOf(text: string, replacements: readonly Replacement[], before: Spliced | null): Spliced | null {
  return replacements.length === 0 ? before : { text, replacements, before };
}

/** What made the text that is sent; `written` where it writes sealed values. */
export function splicedFor({ spliced, before }: Bound, written: Spelled | undefined): Spliced | null {
  return written === undefined ? spliced : splicedOf(written.given, written.replacements, before);
}

function faultIn(spliced: Spliced | null, fault: DescribeError): DescribeError {
  return fault.position === undefined ? fault : { ...fault, position: positionIn(spliced, fault.position) };
}

function storedBy(groups: readonly Group[]): Storing {
  const values = groups.flatMap(({ cells }) => cells.map(({ value }) => value));
  const at = (literal: boolean) =>
    new Set(values.filter(({ kind }) => (kind === 'literal') === literal).map((one) => one.at));
  return { literals: at(true), parameters: at(false) };
}
