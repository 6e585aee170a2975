/**
 * Whether COPY … FROM loads a sealed column. COPY cannot be described; this asks for the type of each column and counts the columns where
 * COPY names none.
 */
import type { Describe, DescribeError, Described } from './inference.ts';
import { columnTypes, firstColumnTypes } from './own-statements.sql.ts';
import type { Statement } from './statement.ts';

type Load = Extract<Statement, { kind: 'load' }>;
type Context = { readonly describe: Describe; readonly sealed: number; readonly sealedArray: number };

/** PostgreSQL's limit of columns a table. */
const mostColumns = 1600;

export async function loadsSealed(load: Load, context: Context): Promise<boolean | { readonly error: DescribeError }> {
  const answer =
    load.columns.length > 0
      ? await context.describe(columnTypes(load.table, load.columns), [])
      : await typesOfAll(load, context);
  return 'error' in answer
    ? answer
    : answer.parameters.some((oid) => oid === context.sealed || oid === context.sealedArray);
}

/** The server refuses one column too many: how many there are is found by halving. */
async function typesOfAll(load: Load, context: Context): Promise<Described> {
  let fits = 0;
  let tooMany = mostColumns + 1;
  let best: Described = { parameters: [] };
  for (let count = 1; tooMany - fits > 1; ) {
    const answer = await context.describe(firstColumnTypes(load.table, count), []);
    if ('parameters' in answer) [fits, best] = [count, answer];
    else if (answer.error.code === '42P10') tooMany = count;
    else return answer;
    count = tooMany > mostColumns ? Math.min(mostColumns, count * 2) : (fits + tooMany) >> 1;
  }
  return best;
}
