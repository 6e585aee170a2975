/** The clauses of a statement by the words that begin them, as ranges: what a question of ours takes over from it. */
import { Refusal } from '../platform/mod.ts';
import type { Token } from './literals.ts';
import type { Tree } from './places.ts';
import { type Range, depthsOf, isWord, leastLocation, rangeOfTokens } from './syntax.ts';

/** The index of the last `word` outside parentheses that stands before what the tree says comes after it; -1 where there is none. */
export function wordBefore(tokens: readonly Token[], word: string, tree: Tree | undefined): number {
  const least = leastLocation(tree) ?? Number.POSITIVE_INFINITY;
  const depths = depthsOf(tokens);
  return tokens.findLastIndex((token, n) => isWord(token, word) && depths[n] === 0 && token.start < least);
}

/** The index of the first `word` outside parentheses from `from` on; -1 where there is none. */
export function wordAfter(tokens: readonly Token[], word: string, from: number): number {
  const depths = depthsOf(tokens);
  return tokens.findIndex((token, n) => n >= from && isWord(token, word) && depths[n] === 0);
}

/** The tokens between two indices, as a range. Throws JK515 where there are none: the statement was not understood. */
export function between(tokens: readonly Token[], after: number, before: number): Range {
  const part = tokens.slice(after + 1, before);
  if (after < -1 || part.length === 0) throw new Refusal('JK515', { column: '' });
  return rangeOfTokens(part);
}
