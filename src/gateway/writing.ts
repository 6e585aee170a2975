/**
 * A statement that writes sealed values, from what it says to what is sent.
 *
 * READ (write-shapes.ts: groups) → PROBED (PostgreSQL inferred which values are sealed; each of them must belong to a group, else it is refused)
 * → for each execution: VALUES known → OWNERS asked of the session itself → SEALED and on record (the custodian decides) → BOUND.
 *
 * A wrong answer about an owner stores nothing: the guard of the row refuses it (JK505). Where no row is met, a value is bound that no column takes.
 */
import { Refusal } from '../platform/mod.ts';
import { finderText, findersOf, sqlLiteral } from './finder-text.ts';
import { type Replacement, splice } from './literals.ts';
import type { Probed } from './probe.ts';
import { type Sealing, sealCells } from './seal-cells.ts';
import { readArray, writeArray } from './text-array.ts';
import { typedText } from './typed-text.ts';
import { type Ask, type Asked, firstFrom, ownersOf, rangesOf } from './write-question.ts';
import { type Group, nameOf } from './write-shape.ts';

/** A text, and what made it of the one that was probed. */
export type Spelled = { readonly text: string; readonly given: string; readonly replacements: readonly Replacement[] };

/** Of the sealed type, and those that the client declared for its parameters. */
export type Oids = { readonly sealed: number; readonly declared: readonly number[] };

export type Values = { readonly parameters: readonly (Buffer | null)[]; readonly formats: readonly number[] };

type Ready = Extract<Probed, { kind: 'ready' }>;

/** Rows in one statement. */
const most = 20_000;

export class Writing {
  readonly #probed: Ready;
  readonly #groups: readonly Group[];
  /** Literals that became parameters, in order, and the number of the first. */
  readonly #literals: ReadonlyMap<number, string>;
  readonly #nth: ReadonlyMap<number, number>;
  readonly #firstExtra: number;
  readonly #oids: Oids;
  readonly #asksFor: ReadonlySet<string>;

  /** Throws JK515 or JK519 where a sealed value belongs to no group. */
  constructor(probed: Ready, groups: readonly Group[], oids: Oids) {
    this.#probed = probed;
    this.#oids = oids;
    this.#groups = groups;
    this.#firstExtra = probed.types.length + 1;
    this.#literals = new Map(probed.stored.map(({ start, value }) => [start, value]));
    this.#nth = new Map(probed.stored.map(({ start }, n) => [start, n]));
    this.#asksFor = asksFor(probed, groups);
    this.#check();
  }

  /** The text to prepare: literals of sealed columns are parameters behind the client's own. */
  get prepared(): Spelled & { readonly oids: readonly number[] } {
    const { given, oids, types, stored } = this.#probed;
    const all = types.map((type, n) => oids[n] || type);
    const replacements = this.#asParameters();
    return {
      text: splice(given, replacements),
      given,
      replacements,
      oids: [...all, ...stored.map(() => this.#oids.sealed)],
    };
  }

  /** How many parameters the probed text has; those behind them are its literals. */
  get own(): number {
    return this.#probed.types.length;
  }

  /** The whole text with envelopes in the place of its literals, for the simple protocol. */
  async inText(sealing: Sealing, ask: Ask): Promise<Spelled> {
    const texts = new Map([...this.#literals].map(([at, value]) => [`literal${at}`, [value]]));
    const finders = await this.#finders(texts, sealing);
    const inQuestions = this.#asLiterals(finders);
    const asked = this.#asked(texts);
    const owners = await ownersOf(asked, this.#probed.given, [...this.#probed.edits, ...inQuestions], ask);
    const bound = await sealCells(asked, owners, texts, sealing);
    const { given, edits } = this.#probed;
    const replacements = [...edits, ...this.#asLiterals(bound)];
    return { text: splice(given, replacements), given, replacements };
  }

  /**
   * The values to bind: the client's, of which those that are compared are finders already, with envelopes in the place of what is stored. `ask` is given the question
   * and the values for its own parameters.
   */
  async inValues(
    { parameters, formats }: Values,
    sealing: Sealing,
    ask: (question: string, oids: readonly number[], values: Values) => ReturnType<Ask>,
  ): Promise<Values> {
    const all = [...parameters, ...[...this.#literals.values()].map((value) => Buffer.from(value))];
    const extra = [...this.#literals].map(() => 0);
    const each = formats.length <= 1 ? parameters.map(() => formats[0] ?? 0) : formats;
    const allFormats = [...each, ...extra];
    const texts = this.#textsOf(all, allFormats);
    const finders = await this.#finders(texts, sealing);
    const ofQuestions = this.#put(all, allFormats, finders, texts);
    const { oids } = this.prepared;
    const asked = this.#asked(texts);
    const owners = await ownersOf(asked, this.#probed.given, this.#asParameters(), (question) =>
      ask(question, oids, { parameters: ofQuestions, formats: allFormats }),
    );
    const bound = await sealCells(asked, owners, texts, sealing);
    return { parameters: this.#put(all, allFormats, bound, texts), formats: allFormats };
  }

  /** Sealed values in the place of the literals; NULL where there is none. */
  #asLiterals(values: ReadonlyMap<string, readonly (Buffer | null)[]>): readonly Replacement[] {
    return this.#probed.stored.map(({ start, end }) => {
      const value = values.get(`literal${start}`)?.[0];
      return { start, end, text: value ? sqlLiteral(finderText(value), 'pii.sealed') : ' null::pii.sealed ' };
    });
  }

  #asParameters(): readonly Replacement[] {
    const extra = this.#probed.stored.map(({ start, end }, n) => ({ start, end, text: ` $${this.#firstExtra + n} ` }));
    return [...this.#probed.edits, ...extra];
  }

  /** What each value of a sealed column says, by its name: one text, or the elements of an array. */
  #textsOf(
    parameters: readonly (Buffer | null)[],
    formats: readonly number[],
  ): Map<string, readonly (string | null)[]> {
    const texts = new Map<string, readonly (string | null)[]>();
    for (const { value } of this.#groups.flatMap(({ cells }) => cells)) {
      const n = value.kind === 'literal' ? this.#extraOf(value.at) : value.at - 1;
      const given = parameters[n] ?? null;
      if (value.kind === 'element')
        texts.set(nameOf(value), given === null ? [] : readArray(given, formats[n] ?? 0, { most }));
      else texts.set(nameOf(value), [given === null ? null : this.#textOf(given, formats[n] ?? 0, n)]);
    }
    return texts;
  }

  #textOf(value: Buffer, format: number, n: number): string {
    return typedText(value, format, this.#oids.declared[n] ?? 0);
  }

  #extraOf(at: number): number {
    return this.#firstExtra - 1 + (this.#nth.get(at) ?? -1);
  }

  #asked(texts: ReadonlyMap<string, readonly (string | null)[]>): readonly Asked[] {
    const asked = this.#groups.flatMap((group): Asked[] => {
      if (!group.each) return [{ group, element: null }];
      const count = Math.max(0, ...group.cells.map(({ value }) => texts.get(nameOf(value))?.length ?? 0));
      return Array.from({ length: count }, (_, element) => ({ group, element }));
    });
    if (asked.length > most) throw new Refusal('JK522', { rows: asked.length, most });
    return asked;
  }

  /** Of the values that a question says too: it compares them. */
  async #finders(
    texts: ReadonlyMap<string, readonly (string | null)[]>,
    sealing: Sealing,
  ): Promise<ReadonlyMap<string, readonly (Buffer | null)[]>> {
    const finders = new Map<string, readonly (Buffer | null)[]>();
    for (const [name, values] of texts)
      if (this.#asksFor.has(name)) finders.set(name, await findersOf(values, sealing.compare));
    return finders;
  }

  /** The values with sealed ones in their places; a value that is to be sealed and has none is null. */
  #put(
    parameters: readonly (Buffer | null)[],
    formats: readonly number[],
    sealed: ReadonlyMap<string, readonly (Buffer | null)[]>,
    texts: ReadonlyMap<string, readonly (string | null)[]>,
  ): readonly (Buffer | null)[] {
    const put = [...parameters];
    for (const { value } of this.#groups.flatMap(({ cells }) => cells)) {
      const n = value.kind === 'literal' ? this.#extraOf(value.at) : value.at - 1;
      const given = parameters[n] ?? null;
      const format = formats[n] ?? 0;
      const values = sealed.get(nameOf(value)) ?? texts.get(nameOf(value))?.map(() => null) ?? [];
      if (given === null) continue;
      if (value.kind === 'element') put[n] = writeArray(given, format, values, this.#oids.sealed);
      else put[n] = values[0] ? inFormat(values[0], format) : null;
    }
    return put;
  }

  /** Every value that PostgreSQL takes for sealed and stored belongs to a group, and each of a group's is one of those. */
  #check(): void {
    const cells = this.#groups.flatMap(({ cells: own }) => own);
    const named = new Set(cells.map(({ value }) => nameOf(value)));
    const { stored, parameters } = this.#probed;
    const literals = stored.map(({ start }) => `literal${start}`);
    const storing = parameters.filter(({ place }) => place === 'storing');
    const own = new Set([
      ...literals,
      ...storing.map(({ index, array }) => `${array ? 'element' : 'parameter'}${index + 1}`),
    ]);
    for (const name of own) if (!named.has(name)) throw new Refusal('JK519');
    for (const { value, column } of cells) if (!own.has(nameOf(value))) throw new Refusal('JK515', { column });
  }
}

function asksFor({ given, stored, parameters }: Ready, groups: readonly Group[]): ReadonlySet<string> {
  const names = new Set<string>();
  const bytes = Buffer.from(given);
  const findable = new Set(
    groups.flatMap(({ table, cells }) =>
      cells.filter(({ column }) => (table.sealed.get(column)?.group ?? 0) > 0).map(({ value }) => nameOf(value)),
    ),
  );
  const sorted = stored.toSorted((a, b) => a.start - b.start);
  for (const { start, end } of new Set(rangesOf(groups))) {
    for (let at = firstFrom(sorted, start); (sorted[at]?.end ?? Number.POSITIVE_INFINITY) <= end; at++)
      names.add(`literal${sorted[at]?.start}`);
    for (const [, n] of bytes.toString('utf8', start, end).matchAll(/\$(\d+)/g))
      for (const { index, array } of parameters)
        if (index + 1 === Number(n)) names.add(`${array ? 'element' : 'parameter'}${n}`);
  }
  return names.intersection(findable);
}

function inFormat(value: Buffer, format: number): Buffer {
  return format === 1 ? value : Buffer.from(finderText(value));
}
