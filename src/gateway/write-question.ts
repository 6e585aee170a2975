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

type Question = { readonly n: number; readonly owners: string | null; readonly same: string | null };

const portion = 400;
/** Characters after which a question is asked: each repeats what the statement says of all its rows, its WITH for one. */
const longest = 1024 * 1024;

/** Asks for all of them, a portion at a time. Throws JK517 where one value would be several people's. */
export async function ownersOf(
  asked: readonly Asked[],
  text: string,
  replacements: readonly Replacement[],
  ask: Ask,
): Promise<readonly Owner[]> {
  const answers = new Map<number, readonly (string | null)[]>();
  const words = wordsOf(text, replacements);
  let questions: Question[] = [];
  let length = 0;
  const askThem = async () => {
    if (questions.length === 0) return;
    for (const [n, ...answer] of await ask(askAll(questions))) answers.set(Number(n), answer);
    questions = [];
    length = 0;
  };
  for (const [n, { group, element }] of asked.entries()) {
    if (group.owners === null && group.same === null) continue;
    const say = (pieces: readonly Piece[] | null) =>
      pieces?.map((piece) => wordsFor(piece, element, words)).join('') ?? null;
    const question = { n, owners: say(group.owners), same: say(group.same) };
    questions.push(question);
    length += (question.owners?.length ?? 0) + (question.same?.length ?? 0);
    if (questions.length >= portion || length >= longest) await askThem();
  }
  await askThem();
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

type Words = (range: Range) => string;

function wordsFor(piece: Piece, element: number | null, words: Words): string {
  if (typeof piece === 'string') return piece;
  if ('elementOf' in piece) return `(${words(piece.elementOf)})[${(element ?? 0) + 1}]`;
  return words(piece);
}

/** What a range of the statement says with what is put into it; each is worked out once. */
function wordsOf(text: string, replacements: readonly Replacement[]): Words {
  const bytes = Buffer.from(text);
  const sorted = replacements.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const known = new Map<string, string>();
  return ({ start, end }) => {
    const name = `${start} ${end}`;
    let words = known.get(name);
    if (words === undefined) {
      const own: Replacement[] = [];
      for (let at = firstFrom(sorted, start); at < sorted.length; at++) {
        const one = sorted[at];
        if (one === undefined || one.start > end) break;
        if (one.end <= end) own.push({ ...one, start: one.start - start, end: one.end - start });
      }
      words = splice(bytes.toString('utf8', start, end), own);
      known.set(name, words);
    }
    return words;
  };
}

/** The index of the first that begins at an offset or behind it; they stand in order. */
export function firstFrom(sorted: readonly Range[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
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
