/**
 * COPY … TO STDOUT under a grant with export. The server is sent the SELECT that the copy reads, so that its rows come with their types and each
 * sealed cell goes the one way; copy-text.ts writes them as the server would have.
 *
 * What is not certainly understood is refused (JK530): passed on, it would come out as ciphertext where values were approved, and nobody would be told.
 * What the server itself refuses (a file, a program, a view, a parameter) passes, and is refused in its words.
 */
import { Refusal } from '../platform/mod.ts';
import { type CopyText, csvText, plainText } from './copy-text.ts';
import { tokensOf } from './literals.ts';
import { columnsToCopy, selectToCopy } from './own-statements.sql.ts';
import { parseText } from './parse-text.ts';
import { checkedBytes } from './probe.ts';
import { statementsOf } from './statement.ts';
import { kindOf, listOf, type Node, objectOf, textOf, wordsOf } from './syntax.ts';

export type CopyOut =
  | { readonly kind: 'query'; readonly format: CopyText; readonly start: number; readonly end: number }
  | {
      readonly kind: 'table';
      readonly format: CopyText;
      readonly table: readonly string[];
      readonly columns: readonly string[];
    };

/** Null where the text has no COPY TO STDOUT. Throws JK514 and JK530. */
export function copyOutOf(text: string): CopyOut | null {
  if (!/\bcopy\b/i.test(text)) return null;
  checkedBytes(text);
  const statements = parsed(text);
  const copies = statements
    .map((each) => kindOf(each['stmt']))
    .filter(([kind, node]) => kind === 'CopyStmt' && node['is_from'] !== true && node['filename'] === undefined);
  const [, copy] = copies[0] ?? [];
  if (copy === undefined) return null;
  if (statements.length > 1) throw new Refusal('JK530');
  const query = copy['query'];
  if (query === undefined) {
    const relation = objectOf(copy['relation']);
    const table = [relation['catalogname'], relation['schemaname'], relation['relname']].map(textOf);
    const columns = wordsOf(copy['attlist']);
    return { kind: 'table', format: formatOf(copy), table: table.filter((name) => name !== ''), columns };
  }
  const [kind, select] = kindOf(query);
  if (kind !== 'SelectStmt' || select['intoClause'] !== undefined) throw new Refusal('JK530');
  const tokens = tokensOf(text);
  if (tokens.some((token) => /^\$\d+$/.test(token.text))) return null; // a copy has no parameters (42P02)
  const [statement] = statementsOf(text, tokens);
  if (statement?.kind !== 'query') throw new Refusal('JK530');
  return { kind: 'query', format: formatOf(copy), start: statement.start, end: statement.end };
}

/** What COPY table TO reads, by the answer to `askFor`; null where the server is to refuse the copy itself. */
export function selectFor(
  { table, columns }: Extract<CopyOut, { kind: 'table' }>,
  answer: readonly (readonly (string | null)[])[],
): string | null {
  if (answer.length === 0 || answer[0]?.[1] !== 't') return null;
  const all = answer.flatMap(([name]) => (typeof name === 'string' ? [name] : []));
  if (columns.length === 0) return selectToCopy(table, all);
  const bare = new Map(all.map((name) => [unquoted(name), name]));
  const named = columns.map((name) => bare.get(name));
  if (new Set(named).size < named.length || named.includes(undefined)) return null;
  return selectToCopy(
    table,
    named.filter((name) => name !== undefined),
  );
}

export function askFor({ table }: Extract<CopyOut, { kind: 'table' }>): string {
  return columnsToCopy(table);
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function parsed(text: string): readonly Node[] {
  try {
    return (parseText(text) as { readonly stmts?: readonly Node[] }).stmts ?? [];
  } catch {
    return []; // the server says what is wrong
  }
}

/** Source: PostgreSQL 18, COPY, and the checks of ProcessCopyOptions. */
function formatOf(copy: Node): CopyText {
  const options = new Map<string, Node>();
  for (const option of listOf(copy['options']).map((each) => kindOf(each)[1])) {
    const name = textOf(option['defname']);
    if (options.has(name)) throw new Refusal('JK530');
    options.set(name, option);
  }
  const written = (name: string): string | undefined => {
    const option = options.get(name);
    if (option === undefined) return undefined;
    const [kind, value] = kindOf(option['arg']);
    if (kind !== 'String') throw new Refusal('JK530'); // a number, which PostgreSQL spells in its own way, or nothing
    return textOf(value['sval']);
  };
  for (const name of options.keys()) if (!known.has(name)) throw new Refusal('JK530');
  const base = written('format') === 'csv' ? csvText : plainText;
  if (!['csv', 'text', undefined].includes(written('format'))) throw new Refusal('JK530');
  if (!/^utf-?8$/i.test(written('encoding') ?? 'UTF8')) throw new Refusal('JK530');
  const quote = written('quote') ?? base.quote;
  const format: CopyText = {
    csv: base.csv,
    delimiter: written('delimiter') ?? base.delimiter,
    null: written('null') ?? base.null,
    header: options.has('header') && saysYes(options.get('header')),
    quote,
    escape: written('escape') ?? quote,
    forceQuote: forcedIn(options.get('force_quote')),
  };
  if (!isFormat(format)) throw new Refusal('JK530');
  return format;
}

const known: ReadonlySet<string> = new Set([
  'format',
  'delimiter',
  'null',
  'header',
  'quote',
  'escape',
  'force_quote',
  'encoding',
]);

function saysYes(option: Node | undefined): boolean {
  if (option?.['arg'] === undefined) return true;
  const [kind, value] = kindOf(option['arg']);
  if (kind === 'Boolean') return value['boolval'] === true;
  const said = kind === 'Integer' ? String(Number(value['ival'] ?? 0)) : textOf(value['sval']).toLowerCase();
  if (!['true', 'on', '1', 'false', 'off', '0'].includes(said)) throw new Refusal('JK530');
  return ['true', 'on', '1'].includes(said);
}

function forcedIn(option: Node | undefined): CopyText['forceQuote'] {
  if (option === undefined) return [];
  const [kind, value] = kindOf(option['arg']);
  if (kind === 'A_Star') return '*';
  const names = kind === 'List' ? wordsOf(value['items']) : wordsOf(option['arg']);
  if (names.length === 0 || names.includes('') || new Set(names).size < names.length) throw new Refusal('JK530');
  return names;
}

/** One byte each, and none that would mean two things. */
function isFormat({ csv, delimiter, null: none, quote, escape, forceQuote }: CopyText): boolean {
  const one = (text: string) => Buffer.byteLength(text) === 1 && !/[\r\n\0]/.test(text);
  if (!one(delimiter) || /[\r\n]/.test(none) || none.includes(delimiter)) return false;
  if (!csv) return quote === '' && escape === '' && forceQuote.length === 0 && !/[\\.a-z0-9]/.test(delimiter);
  return (
    Buffer.byteLength(quote) === 1 && Buffer.byteLength(escape) === 1 && quote !== delimiter && !none.includes(quote)
  );
}
