/** Casts around a value that goes into a sealed column, to a string type or a date: what drivers write by a column's plain type, and what a sealed column cannot take. */
import type { Token } from './literals.ts';
import type { Tree } from './places.ts';
import { type Node, type Range, kindOf, listOf, objectOf, wordsOf } from './syntax.ts';
import { textCastOf, TokenPlaces } from './text-cast.ts';

/** Beside text and varchar. */
const alsoStored: ReadonlySet<string> = new Set(['citext', 'date']);
const stringTypes: ReadonlySet<string> = new Set(['text', 'varchar', ...alsoStored]);

/** Whether a TypeCast is to such a type, or an array of one. */
function isTextCast(cast: Node): boolean {
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

/** What to take out of the text so that the cast is gone and its value stays; nothing where its text is not positively recognised. */
export function piecesOf(cast: Node, tokens: readonly Token[]): readonly Range[] {
  return textCastOf(cast, TokenPlaces.of(tokens), alsoStored)?.drop ?? [];
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
