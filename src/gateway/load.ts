/**
 * Whether COPY … FROM loads a sealed column. COPY cannot be described; this asks for the type of each column by `coalesce(column, $n)`, which takes
 * the column's own type, and names the columns by number where COPY names none.
 */
import type { Describe, DescribeError, Described } from './inference.ts';
import type { Statement } from './statement.ts';

type Load = Extract<Statement, { kind: 'load' }>;
type Context = { readonly describe: Describe; readonly sealed: number; readonly sealedArray: number };

/** PostgreSQL's limit of columns a table. */
const mostColumns = 1600;

export async function loadsSealed(load: Load, context: Context): Promise<boolean | { readonly error: DescribeError }> {
  const answer = load.columns.length > 0 ? await typesOf(load.columns, load, context) : await typesOfAll(load, context);
  return 'error' in answer
    ? answer
    : answer.parameters.some((oid) => oid === context.sealed || oid === context.sealedArray);
}

function typesOf(columns: readonly string[], load: Load, context: Context): Promise<Described> {
  const asked = columns.map((column, index) => `coalesce(${quoted(column)}, $${index + 1}) is null`);
  return context.describe(`select from ${load.table.map(quoted).join('.')} where ${asked.join(' and ')}`, []);
}

/** An alias with one column name too many is refused (42P10): the number of columns is found by halving. */
async function typesOfAll(load: Load, context: Context): Promise<Described> {
  const ask = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `c${index + 1}`);
    const asked = names.map((name, index) => `coalesce(${name}, $${index + 1}) is null`);
    return context.describe(
      `select from ${load.table.map(quoted).join('.')} as loaded (${names.join(', ')}) where ${asked.join(' and ')}`,
      [],
    );
  };
  let fits = 0;
  let tooMany = mostColumns + 1;
  let best: Described = { parameters: [] };
  for (let count = 1; tooMany - fits > 1; ) {
    const answer = await ask(count);
    if ('parameters' in answer) [fits, best] = [count, answer];
    else if (answer.error.code === '42P10') tooMany = count;
    else return answer;
    count = tooMany > mostColumns ? Math.min(mostColumns, count * 2) : (fits + tooMany) >> 1;
  }
  return best;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
