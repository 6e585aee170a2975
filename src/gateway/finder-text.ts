/** Finders as text: what stands in a statement, and in a Bind, in the place of the value that somebody looks for. */
import { Refusal } from '../platform/mod.ts';

/** Asks the custodian for the finder of a value; it checks the grant's mode and records the question. */
export type FinderOf = (value: string) => Promise<Buffer>;

/** PostgreSQL's text format of a finder, `\xd54a4b02…`: also what a Bind in text format carries. */
export function finderText(finder: Buffer): string {
  return `\\x${finder.toString('hex')}`;
}

/** The array literal of one dimension with each value's finder; NULL stays. Throws JK513 for any other array, and what `finderOf` throws. */
export async function finderArrayText(array: string, finderOf: FinderOf): Promise<string> {
  const elements: string[] = [];
  for (const value of elementsOf(array))
    elements.push(value === null ? 'NULL' : `"\\${finderText(await finderOf(value))}"`);
  return `{${elements.join(',')}}`;
}

/**
 * As a literal of a statement: E'…', so that `standard_conforming_strings` does not matter, and typed, so that beside a column that is no
 * longer sealed it is an error and not a miss. The spaces keep it apart from the words around it.
 */
export function sqlLiteral(text: string, type: 'pii.sealed' | 'pii.sealed[]'): string {
  return ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'::${type} `;
}

/** The elements of an array literal `{a,"b c",NULL}` of one dimension. Throws JK522 where there are more than `most`. Source: PostgreSQL 18, 8.15.6. */
export function elementsOf(array: string, most = Number.POSITIVE_INFINITY): readonly (string | null)[] {
  const body = /^\s*\{(.*)\}\s*$/s.exec(array)?.[1];
  if (body === undefined) throw new Refusal('JK513');
  if (body.trim() === '') return [];
  const elements: (string | null)[] = [];
  const element = /\s*(?:"((?:[^"\\]|\\.)*)"|((?:[^"\\{},]|\\.)*))\s*(,|$)/suy;
  for (;;) {
    const match = element.exec(body);
    if (match === null) throw new Refusal('JK513');
    const [, quoted, plain = '', end] = match;
    if (quoted === undefined && plain.trim() === '') throw new Refusal('JK513');
    if (quoted !== undefined) elements.push(unescape(quoted));
    else elements.push(/^null$/i.test(plain.trim()) ? null : unescape(plain.trim()));
    if (elements.length > most) throw new Refusal('JK522', { rows: elements.length, most });
    if (end === '') return elements;
  }
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}
