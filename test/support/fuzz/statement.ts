/** What a fuzzed statement is made of: pieces that write SQL and say of which declared differences it may make use. */
import fc from 'fast-check';
import type { Feature } from './declared.ts';

export type Protocol = 'simple' | 'extended';
/** The members that both twins begin with, by column. */
export type World = { readonly members: readonly Readonly<Record<string, string>>[] };

export type Parameter = {
  readonly value: string | null | readonly (string | null)[];
  /** Declared in Parse; 0 leaves it to the server. */
  readonly oid: number;
  readonly format: 0 | 1;
};

/** One statement, as data. */
export type Unit = {
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** Texts that it names, however they are spelled in it. */
  readonly values: readonly string[];
  readonly features: ReadonlySet<Feature>;
  /** Whether its rows have one order only. */
  readonly ordered: boolean;
};

export type Piece = (writer: Writer) => string;
/** How a value is written: a number out of which the writer takes what it needs. */
export type Spelled = number;
export const spelled: fc.Arbitrary<Spelled> = fc.nat(9999);

/** Of a place for a literal; no text has it (private use). */
const edge = '\ue000';
const gaps = [' ', '  ', '\n', '\t', ' /* a ; b */ ', " -- it's\n ", ' /* one /* two */ */ ', '\r\n'];
const bare = /\b(?:email|mobile|name_ko|grade|members|orders|status)\b(?!\()/g;

/** Writes one statement: gathers its parameters and features. Literals are kept apart until the rest has got its odd spaces. */
export class Writer {
  readonly parameters: Parameter[] = [];
  readonly values: string[] = [];
  readonly features = new Set<Feature>();
  ordered = false;
  readonly #literals: string[] = [];
  readonly #protocol: Protocol;
  readonly world: World;
  #alias = 0;

  constructor(protocol: Protocol, world: World) {
    this.#protocol = protocol;
    this.world = world;
  }

  get simple(): boolean {
    return this.#protocol === 'simple';
  }

  uses(feature: Feature): void {
    this.features.add(feature);
  }

  alias(): string {
    return `x${++this.#alias}`;
  }

  /** A value of a column of text. */
  text(value: string | null, how: Spelled): string {
    if (value === null) return ['null', 'null', 'null::text'][how % 3] ?? '';
    this.values.push(value);
    if (this.#protocol === 'extended' && how % 3 > 0) {
      const mark = this.#bound(value, [0, 0, 25, 1043][how % 4] ?? 0, how % 5 === 0 ? 1 : 0);
      return (
        [mark, mark, mark, `${mark}::text`, `cast(${mark} as varchar)`, `(${mark})::character varying(400)`][how % 6] ??
        ''
      );
    }
    const ways = [plain, plain, escaped, dollars, continued, (one: string) => `${plain(one)}::text`];
    return this.literal((ways[how % ways.length] ?? plain)(value));
  }

  /** A value of a column of int8. */
  number(value: number, how: Spelled): string {
    if (this.#protocol === 'simple' || how % 3 === 0) return how % 2 === 0 ? String(value) : this.literal(`'${value}'`);
    return this.#bound(String(value), how % 2 === 0 ? 20 : 0, how % 7 === 0 ? 1 : 0, true);
  }

  list(values: readonly (string | null)[], type: string): string {
    this.values.push(...values.filter((one) => one !== null));
    if (this.#protocol === 'extended') return `${this.#bound(values, 0, 0)}::${type}[]`;
    return `${this.literal(plain(arrayText(values)))}::${type}[]`;
  }

  literal(text: string): string {
    this.#literals.push(text);
    return `${edge}${this.#literals.length - 1}${edge}`;
  }

  #bound(value: Parameter['value'], oid: number, format: 0 | 1, int8 = false): string {
    this.parameters.push({ value, oid: format === 1 && int8 ? 20 : oid, format });
    return `$${this.parameters.length}`;
  }

  /** With odd spaces, comments, quotes and capitals, where `noise` says so. */
  written(text: string, noise: number): string {
    let n = noise;
    const next = () => (n = (n * 48271 + 11) % 2147483647);
    const dressed =
      noise % 4 !== 1
        ? text
        : text
            .replaceAll(bare, (word) => (next() % 5 === 0 ? `"${word}"` : next() % 5 === 0 ? word.toUpperCase() : word))
            .replaceAll(' ', () => (next() % 3 === 0 ? (gaps[next() % gaps.length] ?? ' ') : ' '));
    return dressed.replaceAll(/\ue000(\d+)\ue000/g, (_, at: string) => this.#literals[Number(at)] ?? '');
  }
}

/** One statement out of a piece. */
export function unitOf(piece: Piece, protocol: Protocol, world: World, noise: number): Unit {
  const writer = new Writer(protocol, world);
  const text = writer.written(piece(writer), noise);
  const { parameters, values, features, ordered } = writer;
  return { text, parameters, values, features, ordered };
}

export function arrayText(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)).join()}}`;
}

const plain = (value: string) => `'${value.replaceAll("'", "''")}'`;
const escaped = (value: string) =>
  `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const dollars = (value: string) => (value.includes('$') ? plain(value) : `$q$${value}$q$`);
/** Two literals with a line break between them are one. */
function continued(value: string): string {
  const points = Array.from(value);
  const middle = points.slice(0, Math.floor(points.length / 2)).join('');
  return `${plain(middle)}\n ${plain(value.slice(middle.length))}`;
}
