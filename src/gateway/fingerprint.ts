/** The fingerprint of a statement that stands on record: never its literals. */
import { hash } from 'node:crypto';
import { BoundedCache } from './bounded-cache.ts';
import { withoutComments } from './parse-text.ts';
import { SyntaxFault, fingerprintSql } from './parser-pool.ts';

/** Bytes of a text that is parsed: a longer one would hold up every session. */
const longestParsed = 1 << 20;

/** By a hash of the text: what somebody looks for stands in it, and is not to stay in memory. */
const kept = new BoundedCache<Buffer>(2000);

/** A statement with its text, of which a client may run the same one again and again. */
export type Worded = { readonly text: string };

/** Of what was prepared, for as long as that is there: nothing is hashed at each execution. */
const ofStatement = new WeakMap<Worded, Buffer>();

/** As `fingerprintOf` its text. */
export function fingerprintOfStatement(statement: Worded): Buffer {
  const known = ofStatement.get(statement);
  if (known !== undefined) return known;
  const made = fingerprintOf(statement.text);
  ofStatement.set(statement, made);
  return made;
}

/** SHA-256 of the parser's fingerprint, the same for all statements of one form; of a text that does not parse or is too long to, of its shape. */
export function fingerprintOf(text: string): Buffer {
  const key = hash('sha256', text, 'base64');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = hash('sha256', formOf(text), 'buffer');
  kept.set(key, made);
  return made;
}

function formOf(text: string): string {
  if (Buffer.byteLength(text) > longestParsed) return shapeOf(text);
  try {
    return fingerprintSql(text);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) return shapeOf(text);
  }
  try {
    return fingerprintSql(withoutComments(text));
  } catch {
    return shapeOf(text);
  }
}

/** Where a backslash may or may not hide a quote, all that follows the first quote is left out; what never closes goes to the end. */
function shapeOf(text: string): string {
  const read = text.includes('\\') ? text.replace(/['$][^]*$/, "''") : withoutDollarQuotes(text);
  return read.replace(/'(?:[^']|'')*(?:'|$)/g, "''").replace(/\d+/g, '0');
}

/** Each text is read once, however many quotes open: one that never closes takes the rest with it, as it does for the server. */
function withoutDollarQuotes(text: string): string {
  const opening = /\$\w*\$/g;
  let shape = '';
  let from = 0;
  for (;;) {
    opening.lastIndex = from;
    const quote = opening.exec(text);
    if (quote === null) return shape + text.slice(from);
    shape += `${text.slice(from, quote.index)}''`;
    const closing = text.indexOf(quote[0], opening.lastIndex);
    if (closing === -1) return shape;
    from = closing + quote[0].length;
  }
}
