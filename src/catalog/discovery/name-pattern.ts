/** How a name of a column is read: patterns over its words, by what they promise. */
import type { Finding } from './finding.ts';

/** `against`: the name says that it is something else. */
export type Strength = 'strong' | 'weak' | 'against';

export type Pattern = {
  readonly finding: Finding;
  readonly strong?: RegExp;
  readonly weak?: RegExp;
  readonly against?: RegExp;
};
