/** Whether a statement orders by a sealed column: its order follows the terms, not the text, and somebody who relies on it should know. */
import { hash } from 'node:crypto';
import { BoundedCache } from './bounded-cache.ts';
import { parseText } from './parse-text.ts';

/** Characters of a text that is looked at: a longer one would hold up every session. */
const longestRead = 1 << 16;

/** Columns that a statement sorts by, by a hash of its text: what somebody looks for stands in it, and is not to stay in memory. */
const kept = new BoundedCache<readonly string[]>(2000);

/** Advice only, by the names of the columns: an alias hides it. `sealedNames`: the sealed columns of the database. */
export function ordersBySealed(text: string, sealedNames: ReadonlySet<string>): boolean {
  if (text.length > longestRead || !/\border\s+by\b/i.test(text)) return false;
  const key = hash('sha256', text, 'base64');
  const sorts = kept.get(key) ?? sortsBy(text);
  kept.set(key, sorts);
  return sorts.some((name) => sealedNames.has(name));
}

function sortsBy(text: string): string[] {
  const names: string[] = [];
  const walk = (node: unknown, sorting: boolean): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, sorting);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (sorting && key === 'ColumnRef') names.push(lastName(value));
        walk(value, sorting || key === 'sortClause');
      }
    }
  };
  try {
    walk(parseText(text), false);
  } catch {
    return []; // what does not parse is refused by the server in its own words
  }
  return names;
}

function lastName(columnRef: unknown): string {
  const fields = typeof columnRef === 'object' && columnRef !== null && 'fields' in columnRef ? columnRef.fields : [];
  const last: unknown = Array.isArray(fields) ? fields.at(-1) : undefined;
  if (typeof last !== 'object' || last === null || !('String' in last)) return '';
  const text = last.String;
  return typeof text === 'object' && text !== null && 'sval' in text ? String(text.sval) : '';
}
