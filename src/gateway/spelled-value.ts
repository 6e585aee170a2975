/** A value of a statement, or an `array[…]` of values, with the casts to text around it, and the edits that make it one of the sealed type. */
import type { Replacement } from './literals.ts';
import { isObject, type Tree } from './places.ts';
import { kindOf, listOf, type Node } from './syntax.ts';
import { type TextCast, textCastOf, type TokenPlaces } from './text-cast.ts';

/** A literal by the offset of its first byte, a parameter by the n of $n. */
export type Leaf =
  | { readonly kind: 'literal' | 'null'; readonly start: number; readonly end: number }
  | { readonly kind: 'parameter'; readonly number: number; readonly start: number; readonly end: number };

/** Outermost cast first. */
export type Value = { readonly leaf: Leaf; readonly casts: readonly TextCast[] };

/** One column of a list: all its values become sealed together, by these edits, or none. */
export type ValueList = {
  readonly values: readonly Value[];
  readonly edits: readonly Replacement[];
};

export const sealedType = 'pii.sealed';

/** Undefined for anything but a literal, a parameter or NULL, bare or within casts to text. */
export function valueOf(tree: Tree, places: TokenPlaces): Value | undefined {
  const casts: TextCast[] = [];
  for (let at: Tree | undefined = tree; at !== undefined; ) {
    const [kind, node]: readonly [string, Node] = kindOf(at);
    if (kind !== 'TypeCast') {
      const leaf = leafOf(kind, node, places);
      const uneven = casts.some(({ type }) => type.array !== casts[0]?.type.array);
      return leaf === undefined || uneven ? undefined : { leaf, casts };
    }
    const cast = textCastOf(node, places);
    if (cast === undefined) return undefined;
    casts.push(cast);
    at = node['arg'];
  }
  return undefined;
}

function leafOf(kind: string, node: Node, places: TokenPlaces): Leaf | undefined {
  const token = places.token(places.indexAt(node['location']));
  if (token === undefined) return undefined;
  const { start, end } = token;
  if (kind === 'ParamRef') return { kind: 'parameter', number: Number(node['number']), start, end };
  if (kind !== 'A_Const') return undefined;
  if (node['isnull'] === true) return { kind: 'null', start, end };
  // after U&'…' a UESCAPE may stand
  return isObject(node['sval']) && !/^u&/i.test(token.text) ? { kind: 'literal', start, end } : undefined;
}

/** `array[…]` of values, also within casts to text[]. */
export function arrayOf(tree: Tree, places: TokenPlaces): ValueList | undefined {
  const casts: TextCast[] = [];
  let at: Tree | undefined = tree;
  for (; at !== undefined && kindOf(at)[0] === 'TypeCast'; at = kindOf(at)[1]['arg']) {
    const cast = textCastOf(kindOf(at)[1], places);
    if (cast === undefined || !cast.type.array) return undefined;
    casts.push(cast);
  }
  const [kind, node] = at === undefined ? ['', {}] : kindOf(at);
  if (kind !== 'A_ArrayExpr') return undefined;
  const values = listOf(node['elements']).map((element) => valueOf(element, places));
  if (!values.every((value) => value !== undefined && value.casts.every(({ type }) => !type.array))) return undefined;
  const known = values.filter((value) => value !== undefined);
  return {
    values: known,
    edits: [...known.flatMap((value) => typed(value, sealedType)), ...retyped(casts, `${sealedType}[]`)],
  };
}

/** The edits that make a value one of the sealed type. */
export function typed({ leaf, casts }: Value, type: string): readonly Replacement[] {
  return casts.length > 0 ? retyped(casts, type) : [{ start: leaf.end, end: leaf.end, text: `::${type}` }];
}

function retyped(casts: readonly TextCast[], type: string): readonly Replacement[] {
  return casts.flatMap((cast, index) =>
    index === 0 ? [{ start: cast.type.start, end: cast.type.end, text: type }] : cast.drop,
  );
}
