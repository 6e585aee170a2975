/** What PostgreSQL infers of one statement of a text, as it is spelled or, where it fails over a cast or a list of values, as `respelled.ts` spells it. */
import { type Describe, type Inference, infer } from './inference.ts';
import type { Literal, Replacement, Token } from './literals.ts';
import { isList, type Place } from './places.ts';
import { type Respelled, respell } from './respelled.ts';
import type { Leaf } from './spelled-value.ts';
import type { Statement } from './statement.ts';
import { kindOf } from './syntax.ts';
import { textTypeOf, TokenPlaces } from './text-cast.ts';
import { mayHoldNulls, spellingsIn } from './value-spellings.ts';

type Query = Extract<Statement, { kind: 'query' }>;

/** What is asked about as a parameter of its own: a literal, or one place of a parameter (apart.ts). */
export type Candidate = { readonly ordinal: number; readonly literal: Literal; readonly place: Place };

/** `edits`: the spelling that this holds for, in offsets of the whole text. */
export type StatementInference = Inference & { readonly spelling?: Spelling };
export type Spelling = { readonly edits: readonly Replacement[]; readonly of: (leaf: LeafName) => LeafSpelling };

/** A literal by its offset, a parameter by the n of $n. */
export type LeafName = { readonly literal: number } | { readonly parameter: number };
export type LeafSpelling = { readonly listed: boolean; readonly longest?: number };

export type Spoken = {
  readonly text: string;
  readonly statement: Query;
  readonly candidates: readonly Candidate[];
  readonly tokens: readonly Token[];
  readonly oids: readonly number[];
};

/** Questions to the database about other spellings of one statement. */
const mostQuestions = 200;

export async function inferStatement(
  { text, statement, candidates, tokens, oids }: Spoken,
  describe: Describe,
  isSealed: (oid: number | undefined) => boolean,
): Promise<StatementInference> {
  if (candidates.length === 0 && statement.places.parameters.size === 0 && !mayHoldNulls(text))
    return { kind: 'known', literals: [], parameters: [] };
  const { start, end } = statement;
  const question = {
    text: Buffer.from(text).toString('utf8', start, end),
    oids,
    literals: candidates.map(({ literal }) => ({
      start: literal.start - start,
      end: literal.end - start,
      raw: literal.raw,
    })),
  };
  const first = await infer(question, describe, isSealed);
  if (first.kind === 'known' && !oids.some((_, index) => isSealed(first.parameters[index])) && !sealsLiteral(first))
    return first;
  const places = new Map(candidates.map(({ literal }, at) => [literal.start, at]));
  let questions = 0;
  const counted: Describe = (words, types) =>
    questions++ < mostQuestions ? describe(words, types) : Promise.resolve({ error: { code: '54001', message: '' } });
  const found = await respell(first, spellingsIn(statement.tree, tokens), {
    infer: (edits) => infer({ ...question, edits: edits.map((edit) => moved(edit, -start)) }, counted, isSealed),
    isSealed: (leaf, inference) => isSealed(oidOf(leaf, inference)),
  });
  const respelled = questions > mostQuestions ? undefined : found; // it may not have been the only one
  const inference = respelled?.inference ?? first;
  const declared = inference.kind === 'known' ? declaredEdits(statement, tokens, inference, isSealed) : [];
  if (respelled === undefined && declared.length === 0) return first;
  return { ...inference, spelling: spellingOf(respelled, declared) };

  function sealsLiteral({ literals }: Extract<Inference, { kind: 'known' }>): boolean {
    return literals.some(isSealed);
  }

  function oidOf(leaf: Leaf, { literals, parameters }: Extract<Inference, { kind: 'known' }>): number | undefined {
    if (leaf.kind === 'null') return undefined;
    const at = places.get(leaf.start);
    if (at !== undefined) return literals[at];
    return leaf.kind === 'parameter' ? parameters[leaf.number - 1] : undefined;
  }
}

function spellingOf(respelled: Respelled | undefined, declared: readonly Replacement[]): Spelling {
  const same = (leaf: Leaf, name: LeafName) =>
    'literal' in name
      ? leaf.kind === 'literal' && leaf.start === name.literal
      : leaf.kind === 'parameter' && leaf.number === name.parameter;
  return {
    edits: [...(respelled?.edits ?? []), ...declared],
    of: (name) => {
      const bounds = respelled?.bounded.flatMap(({ leaf, longest }) => (same(leaf, name) ? [longest] : [])) ?? [];
      return {
        listed: respelled?.listed.some((leaf) => same(leaf, name)) ?? false,
        ...(bounds.length === 0 ? {} : { longest: Math.min(...bounds) }),
      };
    },
  };
}

/** PREPARE name (text): what it declares as text and compares with a sealed column is declared sealed. Its `varchar(n)` cuts nothing. */
function declaredEdits(
  statement: Query,
  tokens: readonly Token[],
  { parameters }: Extract<Inference, { kind: 'known' }>,
  isSealed: (oid: number | undefined) => boolean,
): readonly Replacement[] {
  const argtypes = statement.prepares?.argtypes;
  if (!isList(argtypes)) return [];
  const places = TokenPlaces.of(tokens);
  return argtypes.flatMap((argtype, index) => {
    const type = isSealed(parameters[index]) ? textTypeOf(kindOf(argtype)[1], places) : undefined;
    return type === undefined
      ? []
      : [{ start: type.start, end: type.end, text: type.array ? 'pii.sealed[]' : 'pii.sealed' }];
  });
}

function moved({ start, end, text }: Replacement, by: number): Replacement {
  return { start: start + by, end: end + by, text };
}
