/** Small questions to a parse tree and to the tokens of its text, of which the tree gives no ends. Offsets are bytes of the UTF-8 text. */
import type { Token } from './literals.ts';
import { isList, isObject, type Tree } from './places.ts';

export type Node = { readonly [key: string]: Tree };
export type Range = { readonly start: number; readonly end: number };

/** The only key of a node, and what stands below it. */
export function kindOf(tree: Tree | undefined): readonly [kind: string, node: Node] {
  const [entry] = isObject(tree) ? Object.entries(tree) : [];
  const [kind = '', node] = entry ?? [];
  return [kind, isObject(node) ? node : {}];
}

export function listOf(tree: Tree | undefined): readonly Tree[] {
  return isList(tree) ? tree : [];
}

export function objectOf(tree: Tree | undefined): Node {
  return isObject(tree) ? tree : {};
}

export function textOf(tree: Tree | undefined): string {
  return typeof tree === 'string' ? tree : '';
}

/** The words of a list of String nodes: a qualified name. */
export function wordsOf(list: Tree | undefined): readonly string[] {
  return listOf(list).map((each) => textOf(kindOf(each)[1]['sval']));
}

/** Where a node begins that has a place of its own; offset 0 is left out of the tree. */
export function locationOf(node: Node): number {
  return typeof node['location'] === 'number' ? node['location'] : 0;
}

/** The least offset that the tree names; undefined where it names none. */
export function leastLocation(tree: Tree | undefined): number | undefined {
  let least: number | undefined;
  const walk = (each: Tree | undefined): void => {
    if (isList(each)) return each.forEach(walk);
    if (!isObject(each)) return;
    for (const [key, value] of Object.entries(each)) {
      if (key === 'location' && typeof value === 'number' && value >= 0) least = Math.min(least ?? value, value);
      else walk(value);
    }
  };
  walk(tree);
  return least;
}

/** Of a list of tokens, worked out once: a statement of many rows asks for each of them. */
const depths = new WeakMap<readonly Token[], readonly number[]>();
const starts = new WeakMap<readonly Token[], ReadonlyMap<number, number>>();

/** How deep each token stands in parentheses and brackets; one that opens or closes counts as outside. */
export function depthsOf(tokens: readonly Token[]): readonly number[] {
  let known = depths.get(tokens);
  if (known === undefined) {
    let depth = 0;
    known = tokens.map(({ text }) => {
      if (text === ')' || text === ']') depth--;
      const here = depth;
      if (text === '(' || text === '[') depth++;
      return here;
    });
    depths.set(tokens, known);
  }
  return known;
}

/** The index of the token that begins at an offset; -1 where none does. */
export function indexAt(tokens: readonly Token[], offset: number): number {
  let known = starts.get(tokens);
  if (known === undefined) {
    known = new Map(tokens.map(({ start }, index) => [start, index]));
    starts.set(tokens, known);
  }
  return known.get(offset) ?? -1;
}

/** What stands between the commas of `tokens`, outside further parentheses. None of no tokens. */
export function splitByCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (tokens.length === 0) return [];
  const deep = depthsOf(tokens);
  const parts: Token[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    if (token.text === ',' && deep[index] === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The index of the parenthesis that closes the one at `open`; -1 where none opens there or it is not closed. Looks no further: there may be thousands. */
export function closingOf(tokens: readonly Token[], open: number): number {
  if (tokens[open]?.text !== '(') return -1;
  let depth = 0;
  for (let n = open; n < tokens.length; n++) {
    const text = tokens[n]?.text;
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    if (depth === 0) return text === ')' ? n : -1;
  }
  return -1;
}

export function rangeOfTokens(tokens: readonly Token[]): Range {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}

export function isWord(token: Token | undefined, word: string): boolean {
  return token !== undefined && token.text.toLowerCase() === word;
}
