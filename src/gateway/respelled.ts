/**
 * A statement that fails because PostgreSQL takes a value for text before it meets the sealed column is asked about again in another spelling:
 * without its casts to text, or with a list of values as one of the sealed type. Kept is only what PostgreSQL then says is sealed.
 *
 * STANDS, and no value that came back sealed has a cast to text (it could only raise) → as it is.
 * else → for no list, then for each list alone, for each two …: WITHOUT all casts of operands, then WITHOUT all casts.
 *   WITHOUT: stands → the casts whose value did not come back sealed are put back, asked again until none is left to put back.
 * Of the fewest lists that make it stand there must be one choice only. Otherwise the first answer counts, and the statement is refused with it.
 *
 * What could go wrong is loud: a finder raises beside anything not sealed, is never stored and never leaves; a cast that was left raises JK503.
 */
import { aboutTypes, type Inference } from './inference.ts';
import type { Replacement } from './literals.ts';
import type { Leaf, Value, ValueList } from './spelled-value.ts';
import type { CastValue, Spellings } from './value-spellings.ts';

type Known = Extract<Inference, { kind: 'known' }>;

export type Respelled = {
  readonly inference: Known;
  readonly edits: readonly Replacement[];
  /** Values that a list gives: they are looked for, wherever the list stands. */
  readonly listed: readonly Leaf[];
  /** Of what had a bound: the values whose `varchar(n)` was taken away. */
  readonly bounded: readonly { readonly leaf: Leaf; readonly longest: number }[];
};

export type Asker = {
  /** What PostgreSQL infers of the statement with these edits. */
  readonly infer: (edits: readonly Replacement[]) => Promise<Inference>;
  readonly isSealed: (leaf: Leaf, inference: Known) => boolean;
};

/** Choices of lists that are tried at most. */
const mostChoices = 40;

/** Undefined where `first` is all that can be said. */
export async function respell(first: Inference, spellings: Spellings, asker: Asker): Promise<Respelled | undefined> {
  if (!mayHelp(first, spellings, asker)) return undefined;
  const lists = first.kind === 'known' ? [] : spellings.lists;
  let found: Respelled | undefined;
  let size = 0;
  let tried = 0;
  for (const chosen of choicesOf(lists)) {
    if (found !== undefined && chosen.length > size) return found;
    if (tried++ === mostChoices) return undefined;
    const respelled = await without(chosen, spellings.casts, asker);
    if (respelled === undefined) continue;
    if (found !== undefined) return undefined;
    [found, size] = [respelled, chosen.length];
  }
  return found;
}

function mayHelp(first: Inference, { casts, lists }: Spellings, { isSealed }: Asker): boolean {
  if (first.kind === 'known') return casts.some((value) => value.casts.length > 0 && isSealed(value.leaf, first));
  if (casts.length + lists.length === 0) return false;
  return aboutTypes.has(first.kind === 'unresolved' ? first.sqlstate : first.code);
}

function* choicesOf(lists: readonly ValueList[]): Generator<readonly ValueList[]> {
  for (let size = 0; size <= lists.length; size++) yield* subsets(lists, size);
}

function* subsets(lists: readonly ValueList[], size: number): Generator<readonly ValueList[]> {
  if (size === 0) return yield [];
  for (const [index, list] of lists.entries())
    for (const rest of subsets(lists.slice(index + 1), size - 1)) yield [list, ...rest];
}

async function without(
  lists: readonly ValueList[],
  casts: readonly CastValue[],
  asker: Asker,
): Promise<Respelled | undefined> {
  const taken = new Set(
    lists.flatMap(({ values }) => values.flatMap((value) => value.casts.map(({ type }) => type.start))),
  );
  const free = casts.filter((value) => !value.casts.some(({ type }) => taken.has(type.start)));
  const operands = free.filter(({ stands }) => stands !== 'inner');
  for (const droppable of operands.length < free.length ? [operands, free] : [free]) {
    if (lists.length + droppable.length === 0) continue;
    const respelled = await settle(lists, droppable, asker);
    if (respelled !== undefined) return respelled;
  }
  return undefined;
}

/** Takes casts away until only those are gone whose value is sealed. */
async function settle(
  lists: readonly ValueList[],
  droppable: readonly CastValue[],
  { infer, isSealed }: Asker,
): Promise<Respelled | undefined> {
  const listEdits = lists.flatMap((list) => list.edits);
  for (let dropped = droppable; dropped.length + lists.length > 0; ) {
    const asked = await infer([...listEdits, ...dropped.flatMap(({ asking }) => asking)]);
    if (asked.kind !== 'known') return undefined;
    const sealed = dropped.filter(({ leaf }) => leaf.kind === 'null' || isSealed(leaf, asked));
    const edits = [...listEdits, ...sealed.flatMap(({ sealing }) => sealing)];
    const inference = edits.length === 0 ? undefined : await infer(edits);
    // a list too: a declared text stands in it, by the cast that only raises
    const values: Value[] = [...sealed, ...lists.flatMap((list) => list.values)];
    if (inference?.kind === 'known' && values.every(({ leaf }) => leaf.kind === 'null' || isSealed(leaf, inference))) {
      const listed = lists.flatMap((list) => list.values.map(({ leaf }) => leaf));
      return { inference, edits, listed, bounded: values.flatMap(boundOf) };
    }
    if (sealed.length === dropped.length) return undefined;
    dropped = sealed;
  }
  return undefined;
}

function boundOf({ leaf, casts }: Value): Respelled['bounded'] {
  const bounds = casts.flatMap(({ type }) => (type.longest === undefined ? [] : [type.longest]));
  return bounds.length === 0 ? [] : [{ leaf, longest: Math.min(...bounds) }];
}
