/** Finders as text: what stands in a statement, and in a Bind, in the place of the value that somebody looks for. */
import { Refusal } from '../platform/mod.ts';

/**
 * Asks the custodian for the finder of a value; it checks the grant's mode and records the question. `group`: that of the column beside which the value
 * stands, where it is known.
 */
export type FinderOf = (value: string, group?: number) => Promise<Buffer>;

/** PostgreSQL's text format of a finder, `\xd54a4b02…`: also what a Bind in text format carries. */
export function finderText(finder: Buffer): string {
  return `\\x${finder.toString('hex')}`;
}

/** Values of one array that the custodian is asked about at once. */
const mostAtOnce = 256;

/** The finder of each value; null stays. Throws what `finderOf` throws. */
export async function findersOf(
  values: readonly (string | null)[],
  finderOf: FinderOf,
  group?: number,
): Promise<readonly (Buffer | null)[]> {
  const finders: (Buffer | null)[] = [];
  for (let at = 0; at < values.length; at += mostAtOnce) {
    const some = values.slice(at, at + mostAtOnce);
    finders.push(...(await Promise.all(some.map(async (one) => (one === null ? null : finderOf(one, group))))));
  }
  return finders;
}

/** The array literal of one dimension of these sealed values and finders. */
export function sealedArrayText(elements: readonly (Buffer | null)[]): string {
  return `{${elements.map((one) => (one === null ? 'NULL' : `"\\${finderText(one)}"`)).join(',')}}`;
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
  const whole = array.trim();
  if (whole.length < 2 || !whole.startsWith('{') || !whole.endsWith('}')) throw new Refusal('JK513');
  const body = whole.slice(1, -1);
  if (body.trim() === '') return [];
  const elements: (string | null)[] = [];
  // no space can be read in two ways: a long run of them would take for ever
  const element = /\s*(?:"((?:[^"\\]|\\.)*)"|((?:[^"\\{},\s]|\\.)+(?:\s+(?:[^"\\{},\s]|\\.)+)*))\s*(,|$)/suy;
  for (;;) {
    const match = element.exec(body);
    if (match === null) throw new Refusal('JK513');
    const [, quoted, plain = '', end] = match;
    if (quoted !== undefined) elements.push(unescape(quoted));
    else elements.push(/^null$/i.test(plain) ? null : unescape(plain));
    if (elements.length > most) throw new Refusal('JK522', { rows: elements.length, most });
    if (end === '') return elements;
  }
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}
