/** Which sealed column of a statement was searched in vain (JK502): the database says that one was, the statement's words say which. */
import { comparisons } from './compared-with.ts';
import { parseText } from './parse-text.ts';
import type { Tree } from './places.ts';
import type { SealedColumn, SealedTables } from './sealed-tables.ts';

/** Characters of a text that is looked at: a longer one would hold up every session. */
const longestRead = 1 << 16;

/** As TABLE.COLUMN: those that are not findable, else the only one that the statement compares with a value. None where its words do not say. */
export function searchedIn(text: string, tables: SealedTables, searchPath: string): readonly string[] {
  if (text.length > longestRead) return [];
  const searched = new Set<SealedColumn>();
  try {
    comparisons(parseText(text) as unknown as Tree, tables, searchPath, ({ leaves, columns }) => {
      if (leaves.size > 0) for (const column of columns) if (column !== null) searched.add(column);
    });
  } catch {
    return []; // the server understood it, we did not
  }
  const unfindable = [...searched].filter(({ group }) => group === 0);
  const meant = unfindable.length > 0 ? unfindable : searched.size === 1 ? [...searched] : [];
  return meant.flatMap((column) => tables.nameOf(column) ?? []);
}
