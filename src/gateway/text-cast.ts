/**
 * Casts to `text` and `varchar` as drivers write them around a value (`$1::VARCHAR`, `cast('x' as text)`): where they stand, so that they can be
 * taken away or made casts to the sealed type. By the parser's offsets and the scanner's tokens; what is not positively recognised is no such cast.
 * Not read: `char(n)`, whose blanks mean something else, `name`, which cuts at 63 bytes, and types of extensions; around a value that is stored also
 * `citext` and `date` (string-cast.ts).
 */
import type { Replacement, Token } from './literals.ts';
import { isObject, type Tree } from './places.ts';

export type TextType = {
  readonly start: number;
  readonly end: number;
  readonly array: boolean;
  /** The n of `varchar(n)`, in characters: a cast would cut what is longer. */
  readonly longest?: number;
};

export type TextCast = { readonly type: TextType; readonly drop: readonly Replacement[] };

const placesOf = new WeakMap<readonly Token[], TokenPlaces>();

/** Tokens by the offset of their first byte. */
export class TokenPlaces {
  /** Made once for each list of tokens: a statement may have thousands of casts. */
  static of(tokens: readonly Token[]): TokenPlaces {
    const places = placesOf.get(tokens) ?? new TokenPlaces(tokens);
    placesOf.set(tokens, places);
    return places;
  }

  readonly #tokens: readonly Token[];
  readonly #at: ReadonlyMap<number, number>;

  private constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#at = new Map(tokens.map(({ start }, index) => [start, index]));
  }

  /** The number of the token that begins there; -1 where none does. */
  indexAt(start: Tree | undefined): number {
    return typeof start === 'number' ? (this.#at.get(start) ?? -1) : -1;
  }

  token(index: number): Token | undefined {
    return this.#tokens[index];
  }

  word(index: number): string {
    const text = this.#tokens[index]?.text ?? '';
    return /^"(text|varchar|citext|date|pg_catalog)"$/.test(text) ? text.slice(1, -1) : text.toLowerCase();
  }
}

const none: ReadonlySet<string> = new Set();

/** `typeName` is a TypeName of the parse tree. `also`: other types that count. */
export function textTypeOf(
  typeName: Tree | undefined,
  places: TokenPlaces,
  also: ReadonlySet<string> = none,
): TextType | undefined {
  const first = isObject(typeName) ? places.indexAt(typeName['location']) : -1;
  if (first < 0) return undefined;
  let at = first;
  // citext is wherever its extension was put
  if (places.word(at + 1) === '.' && (places.word(at) === 'pg_catalog' || places.word(at + 2) === 'citext')) at += 2;
  const word = places.word(at);
  const bounded =
    word === 'varchar' || ((word === 'character' || word === 'char') && places.word(at + 1) === 'varying');
  if (!bounded && word !== 'text' && !also.has(word)) return undefined;
  at += bounded && word !== 'varchar' ? 2 : 1;
  let longest: number | undefined;
  if (places.word(at) === '(') {
    if (!bounded || !/^\d{1,8}$/.test(places.word(at + 1)) || places.word(at + 2) !== ')') return undefined;
    longest = Number(places.word(at + 1));
    at += 3;
  }
  const array = places.word(at) === '[' && places.word(at + 1) === ']';
  if (array) at += 2;
  if (['[', 'array', '%'].includes(places.word(at)) || (array && longest !== undefined)) return undefined;
  const [start, end] = [places.token(first)?.start, places.token(at - 1)?.end];
  if (start === undefined || end === undefined) return undefined;
  return { start, end, array, ...(longest === undefined ? {} : { longest }) };
}

/** `node` is a TypeCast of the parse tree: `x::text`, which stands at its colons, or `cast(x as text)`, which stands at its first word. */
export function textCastOf(
  node: { readonly [key: string]: Tree },
  places: TokenPlaces,
  also?: ReadonlySet<string>,
): TextCast | undefined {
  const type = textTypeOf(node['typeName'], places, also);
  const head = places.indexAt(node['location']);
  if (type === undefined || head < 0) return undefined;
  const before = places.indexAt(type.start) - 1;
  const [first, last] = [places.token(head), places.token(before)];
  if (first === undefined || last === undefined) return undefined;
  if (first.text === '::' && before === head) return { type, drop: [{ start: first.start, end: type.end, text: '' }] };
  if (places.word(head) !== 'cast' || places.word(head + 1) !== '(' || places.word(before) !== 'as') return undefined;
  return {
    type,
    drop: [
      { start: first.start, end: first.end, text: ' ' },
      { start: last.start, end: type.end, text: '' },
    ],
  };
}
