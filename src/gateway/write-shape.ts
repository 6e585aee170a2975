/**
 * What a statement writes into sealed columns and whose: by the parse tree, before anything is asked or bound. `write-insert.ts`, `write-update.ts`
 * and `write-merge.ts` read one kind of statement each into this.
 *
 * A *group* is what is sealed for one data subject: the values of one row of an INSERT, or what an UPDATE sets where one condition holds. Its owners are asked of the session
 * itself by a query made of the statement's own pieces, so that its own transaction counts and nothing is deparsed.
 */
import type { Tree } from './places.ts';
import type { SealedTable } from './sealed-tables.ts';
import type { Range } from './syntax.ts';

/** A value: a string literal by its offset, a parameter by the n of $n, or each element of an array parameter. `most`: characters to which a cast would cut it. */
export type Value = {
  readonly kind: 'literal' | 'parameter' | 'element';
  readonly at: number;
  readonly most: number | null;
};

/** One name for each place of a value in the statement. */
export function nameOf(value: Value): string {
  return `${value.kind}${value.at}`;
}

export type Cell = { readonly column: string; readonly value: Value };

/** Text of ours, a range of the statement, or the element of an array at the place of the row that is asked about. */
export type Piece = string | Range | { readonly elementOf: Range };

export type Group = {
  readonly table: SealedTable;
  /** An expression that gives text[]: ids of the subjects, or 'new' of a row that has none. Null where it is always a new one. */
  readonly owners: readonly Piece[] | null;
  /** An expression that gives text, the same for two rows of one new subject; null where each has its own. */
  readonly same: readonly Piece[] | null;
  /** No owner: an INSERT makes a new subject, an UPDATE met no row and writes nothing. */
  readonly none: 'new' | 'nothing';
  readonly fresh: 'person' | 'unowned';
  readonly cells: readonly Cell[];
  /** Whether it stands for one group an element of its arrays. */
  readonly each: boolean;
};

/** The value of a row's column: the tree of its expression, and where it stands in the text. */
export type Item = { readonly tree: Tree; readonly range: Range };
