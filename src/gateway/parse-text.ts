import { commentsOf } from './literals.ts';
import { SyntaxFault, parseSql } from './parser-pool.ts';

/**
 * The tree of a text, as PostgreSQL's parser has it. Throws SyntaxFault where PostgreSQL would find a syntax error, another error where the text is nested too deeply.
 *
 * Where the grammar looks one word ahead (`not … in`, `nulls … first`, `with … ordinality`), libpg-query 18.1.5 takes a comment for that word and refuses
 * what PostgreSQL takes. So what it refuses is read again with spaces in the place of its comments: no offset moves.
 */
export function parseText(text: string): object {
  try {
    return parseSql(text);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const blank = blankOf(text);
    if (blank === text) throw error;
    return parseSql(blank);
  }
}

/** The text itself where the scanner does not come to its end. */
function blankOf(text: string): string {
  try {
    return withoutComments(text);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return text;
  }
}

/** With spaces in the place of its comments. Throws where PostgreSQL's scanner does. */
export function withoutComments(text: string): string {
  if (!text.includes('--') && !text.includes('/*')) return text;
  const bytes = Buffer.from(text);
  for (const { start, end } of commentsOf(text)) bytes.fill(' ', start, end);
  return bytes.toString();
}
