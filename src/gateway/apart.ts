/**
 * One parameter beside a sealed column and elsewhere as well (`nickname = $1 or email = $1`): PostgreSQL gives a parameter one type, and it would have two. Its places beside
 * sealed columns get a number of their own behind the client's parameters, and Bind carries the value twice: as a finder or an envelope, and as it is.
 *
 * Which places those are PostgreSQL says: it is asked about the statement with each place a parameter of its own. Only where the other places are text
 * (or leave it open, as `concat` does) is the parameter set apart: beside any other type the statement fails on plain columns too.
 */
import { aboutTypes, type Describe } from './inference.ts';
import { type Replacement, splice, type Token, tokensOf } from './literals.ts';
import { type Candidate, inferStatement, type Spoken, type StatementInference } from './statement-inference.ts';
import { spellingsIn } from './value-spellings.ts';

export type Apart = {
  readonly kind: 'apart';
  /** Of the parameters in the text, counted from 0 as they stand there: those that get another number. */
  readonly numbers: ReadonlyMap<number, number>;
  /** Whose value each number behind the client's carries: indices of the client's parameters. */
  readonly copies: readonly number[];
  /** To declare: for the client's, then for the copies. */
  readonly oids: readonly number[];
};

type Sealed = { readonly sealed: number; readonly sealedArray: number };
/** A parameter where it stands: `nth` counts all of the text, `index` is the client's, from 0. */
type Standing = { readonly nth: number; readonly index: number; readonly token: Token };

const [text, textArray] = [25, 1009];
const plain: ReadonlySet<number> = new Set([text, 1043]);
const plainArrays: ReadonlySet<number> = new Set([textArray, 1015]);
/** Bind and Parse count in 16 bits. */
const mostParameters = 65_535;

/** Undefined where no parameter of the statement is to be set apart. `found`: what is known of it as it stands. */
export async function apartOf(
  spoken: Spoken,
  found: StatementInference,
  describe: Describe,
  types: Sealed,
): Promise<Apart | undefined> {
  const repeated = repeatedIn(spoken);
  const isSealed = (oid: number | undefined) => oid === types.sealed || oid === types.sealedArray;
  if (found.kind === 'known' && !repeated.some(({ index }) => isSealed(found.parameters[index]))) return undefined;
  if (found.kind !== 'known' && !aboutTypes.has(found.kind === 'fails' ? found.code : found.sqlstate)) return undefined;
  const firsts = new Map(repeated.toReversed().map((one) => [one.index, one]));
  const later = repeated.filter((one) => firsts.get(one.index) !== one);
  if (later.length === 0) return undefined;
  const candidates = [...spoken.candidates, ...later.map(asCandidate)];
  const each = await inferStatement({ ...spoken, candidates }, describe, isSealed);
  if (each.kind !== 'known') return undefined;
  const places = new Map(later.map((one, at) => [one, spoken.candidates.length + at]));
  const typeOf = (one: Standing) => {
    const at = places.get(one);
    return at === undefined ? each.parameters[one.index] : each.literals[at];
  };

  const numbers = new Map<number, number>();
  const copies: number[] = [];
  const oids = [...spoken.oids];
  for (const [index, standing] of Map.groupBy(repeated, (one) => one.index)) {
    const [sealed, other] = [true, false].map((which) => standing.filter((one) => isSealed(typeOf(one)) === which));
    if (sealed === undefined || sealed.length === 0 || other === undefined || other.length === 0) continue;
    const array = sealed.every((one) => typeOf(one) === types.sealedArray);
    const fits = array ? plainArrays : plain;
    const others = other.map(typeOf);
    if (!array && sealed.some((one) => typeOf(one) === types.sealedArray)) return undefined;
    if (!others.every((oid) => oid === undefined || fits.has(oid))) return undefined;
    if (others.includes(undefined)) oids[index] ||= array ? textArray : text;
    copies.push(index);
    for (const { nth } of sealed) numbers.set(nth, spoken.oids.length + copies.length);
  }
  if (copies.length === 0 || spoken.oids.length + copies.length > mostParameters) return undefined;
  return { kind: 'apart', numbers, copies, oids: [...oids, ...copies.map((index) => spoken.oids[index] ?? 0)] };
}

/** The edits that set them apart, in a text that has these parameters, whatever else stands between them. */
export function setApart(
  statement: string,
  { numbers }: Apart,
): { text: string; replacements: readonly Replacement[] } {
  const replacements = parametersOf(tokensOf(statement)).flatMap(({ start, end }, nth): Replacement[] => {
    const number = numbers.get(nth);
    return number === undefined ? [] : [{ start, end, text: `$${number}` }];
  });
  return { text: splice(statement, replacements), replacements };
}

function parametersOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token) => /^\$\d+$/.test(token.text));
}

/** Parameters that stand in several places, but for places that only ask whether it is null: there any type will do. */
function repeatedIn({ statement, tokens }: Spoken): readonly Standing[] {
  const all = parametersOf(tokens)
    .map((token, nth) => ({ nth, index: Number(token.text.slice(1)) - 1, token }))
    .filter(({ token }) => token.start >= statement.start && token.end <= statement.end);
  const counts = Map.groupBy(all, ({ index }) => index);
  if (counts.size === all.length) return [];
  const tested = new Set(
    spellingsIn(statement.tree, tokens).casts.flatMap(({ leaf, stands }) => (stands === 'tested' ? [leaf.start] : [])),
  );
  return all.filter(({ index, token }) => (counts.get(index)?.length ?? 0) > 1 && !tested.has(token.start));
}

function asCandidate({ token: { start, end, text: name } }: Standing): Candidate {
  // no two are one literal that is asked about together
  return { ordinal: -1, literal: { kind: 'plain', start, end, raw: `${name} at ${start}` }, place: 'comparing' };
}
