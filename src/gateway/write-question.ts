/** The questions whose the rows are that a statement writes, in the statement's own words, and what their answers mean. */
import { Refusal } from '../platform/mod.ts';
import { elementsOf } from './finder-text.ts';
import { type Replacement, splice } from './literals.ts';
import type { Range } from './syntax.ts';
import { askAll } from './write-owners.sql.ts';
import type { Group, Piece } from './write-shape.ts';

/** A group, or one of those that a group of arrays stands for: `element` counts from 0. */
export type Asked = { readonly group: Group; readonly element: number | null };

export type Owner =
  | { readonly kind: 'subject'; readonly subject: string }
  /** A subject to make; the same for all that have the same key. */
  | { readonly kind: 'new'; readonly key: string }
  /** No row is written. */
  | { readonly kind: 'nothing' };

/** Rows of a question's answer, in text. */
export type Ask = (question: string) => Promise<readonly (readonly (string | null)[])[]>;

const portion = 400;

/** Asks for all of them, a portion at a time. Throws JK517 where one value would be several people's. */
export async function ownersOf(
  asked: readonly Asked[],
  text: string,
  replacements: readonly Replacement[],
  ask: Ask,
): Promise<readonly Owner[]> {
  const answers = new Map<number, readonly (string | null)[]>();
  const questions = asked.flatMap(({ group, element }, n) => {
    if (group.owners === null && group.same === null) return [];
    const say = (pieces: readonly Piece[] | null) =>
      pieces === null ? null : pieces.map((piece) => wordsFor(piece, element, text, replacements)).join('');
    return [{ n, owners: say(group.owners), same: say(group.same) }];
  });
  for (let at = 0; at < questions.length; at += portion)
    for (const [n, ...answer] of await ask(askAll(questions.slice(at, at + portion)))) answers.set(Number(n), answer);
  return asked.map(({ group }, n) => ownerOf(group, answers.get(n), n));
}

function ownerOf(group: Group, answer: readonly (string | null)[] | undefined, n: number): Owner {
  const [owners = null, same = null] = answer ?? [];
  const found = owners === null ? [] : elementsOf(owners);
  if (found.length > 1) throw new Refusal('JK517');
  const [only] = found;
  if (only !== undefined && only !== null && only !== 'new') return { kind: 'subject', subject: only };
  if (only === undefined && group.none === 'nothing') return { kind: 'nothing' };
  return { kind: 'new', key: same === null ? `row ${n}` : `${group.table.personTable} ${same}` };
}

function wordsFor(piece: Piece, element: number | null, text: string, replacements: readonly Replacement[]): string {
  if (typeof piece === 'string') return piece;
  if ('elementOf' in piece) return `(${slice(piece.elementOf, text, replacements)})[${(element ?? 0) + 1}]`;
  return slice(piece, text, replacements);
}

function slice({ start, end }: Range, text: string, replacements: readonly Replacement[]): string {
  const own = replacements
    .filter((one) => one.start >= start && one.end <= end)
    .map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
  return splice(Buffer.from(text).toString('utf8', start, end), own);
}

/** Every range of the statement that a question about these groups says. */
export function rangesOf(groups: readonly Group[]): readonly Range[] {
  return groups.flatMap(({ owners, same }) =>
    [...(owners ?? []), ...(same ?? [])].flatMap((piece) => {
      if (typeof piece === 'string') return [];
      return 'elementOf' in piece ? [piece.elementOf] : [piece];
    }),
  );
}
