/** Casts around a value that goes into a sealed column, to a string type or a date: what drivers write by a column's plain type, and what a sealed column cannot take. */
import type { Token } from './literals.ts';
import type { Tree } from './places.ts';
import {
  type Node,
  type Range,
  closingOf,
  depthsOf,
  indexAt,
  isWord,
  kindOf,
  listOf,
  locationOf,
  objectOf,
  wordsOf,
} from './syntax.ts';

const stringTypes: ReadonlySet<string> = new Set(['text', 'varchar', 'citext', 'date']);

/** Whether a TypeCast is to such a type, or an array of one. */
export function isTextCast(cast: Node): boolean {
  const names = wordsOf(objectOf(cast['typeName'])['names']);
  return stringTypes.has(names.at(-1) ?? '');
}

export function isArrayCast(cast: Node): boolean {
  return listOf(objectOf(cast['typeName'])['arrayBounds']).length > 0;
}

/** The most characters that `varchar(n)` leaves; null for a type without a limit. */
export function limitOf(cast: Node): number | null {
  const [kind, constant] = kindOf(listOf(objectOf(cast['typeName'])['typmods'])[0]);
  if (kind !== 'A_Const') return null;
  const number = objectOf(constant['ival'])['ival'];
  return typeof number === 'number' ? number : null;
}

/** What to take out of the text so that the cast is gone and its value stays: of `value::type` the end, of `cast(value as type)` both sides. */
export function piecesOf(cast: Node, tokens: readonly Token[]): readonly Range[] {
  const at = indexAt(tokens, locationOf(cast));
  const first = tokens[at];
  if (first?.text === '::') return [{ start: first.start, end: tokens[endOfType(tokens, at + 1)]?.end ?? first.end }];
  if (!isWord(first, 'cast')) return [];
  const close = closingOf(tokens, at + 1);
  const depths = depthsOf(tokens);
  let as = at + 1;
  while (as < close && !(isWord(tokens[as], 'as') && depths[as] === (depths[at] ?? 0) + 1)) as++;
  if (as >= close) return [];
  const [word, end] = [tokens[as], tokens[close]];
  if (first === undefined || word === undefined || end === undefined) return [];
  return [
    { start: first.start, end: first.end },
    { start: word.start, end: end.start },
  ];
}

/** The index of the last token of the type that begins at `first`. */
function endOfType(tokens: readonly Token[], first: number): number {
  let last = first;
  if (isWord(tokens[last], 'character') && isWord(tokens[last + 1], 'varying')) last += 1;
  while (tokens[last + 1]?.text === '.') last += 2;
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
  ] as const)
    while (tokens[last + 1]?.text === open) {
      last += 1;
      while (tokens[last] !== undefined && tokens[last]?.text !== close) last += 1;
    }
  return last;
}

/** What stands below such casts around it, and those casts, outermost first. */
export function withoutTextCasts(tree: Tree): { readonly inner: Tree; readonly casts: readonly Node[] } {
  const casts: Node[] = [];
  let inner = tree;
  for (;;) {
    const [kind, node] = kindOf(inner);
    const arg = node['arg'];
    if (kind !== 'TypeCast' || !isTextCast(node) || arg === undefined) return { inner, casts };
    casts.push(node);
    inner = arg;
  }
}
