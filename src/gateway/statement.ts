/**
 * A text as PostgreSQL would split it, each statement unwrapped to the query within: COPY (query) TO, PREPARE, EXPLAIN, DECLARE, CREATE VIEW and CREATE
 * TABLE AS cannot be described themselves, their query can. What is no query (SET, BEGIN, DO, DDL) is left alone.
 */
import type { Token } from './literals.ts';
import { parseText } from './parse-text.ts';
import { SyntaxFault } from './parser-pool.ts';
import { isList, isObject, type Places, placesIn, type Tree } from './places.ts';
import { kindOf, listOf, type Node, objectOf, textOf, wordsOf } from './syntax.ts';

/** Offsets are bytes of the whole text. */
export type Statement =
  /** Can be described: the text from `start` to before `end`. `prepares` where it is the body of a PREPARE. */
  | {
      readonly kind: 'query';
      readonly start: number;
      readonly end: number;
      readonly places: Places;
      readonly tree: Tree;
      readonly prepares?: PreparedHead;
    }
  /** EXECUTE: for each argument the offset of its literal, undefined where it is something else. */
  | { readonly kind: 'execute'; readonly name: string; readonly literals: readonly (number | undefined)[] }
  /** COPY table FROM. Names are as PostgreSQL folded them; no columns means all. */
  | { readonly kind: 'load'; readonly table: readonly string[]; readonly columns: readonly string[] }
  | { readonly kind: 'other' };

/** `types` as declared, each by PostgreSQL's own name where it has one (`int8`, `text[]`); `argtypes` as the parser has them. */
export type PreparedHead = {
  readonly name: string;
  readonly types: readonly (string | undefined)[];
  readonly argtypes: Tree;
};

const queries = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CallStmt']);
const wrappers = new Set([
  'CopyStmt',
  'PrepareStmt',
  'ExplainStmt',
  'DeclareCursorStmt',
  'ViewStmt',
  'CreateTableAsStmt',
]);
const firstWords = new Set(['select', 'values', 'table', 'with', 'insert', 'update', 'delete', 'merge', 'call', '(']);

/** The statements of a text, in order; none in an empty one. Throws as `parseText` does. */
export function statementsOf(text: string, tokens: readonly Token[]): readonly Statement[] {
  if (tokens.length === 0) return [];
  const length = Buffer.byteLength(text);
  return stmtsOf(text).map(({ stmt, stmt_location: start = 0, stmt_len: size = length - start }) => {
    const own = tokens.filter((token) => token.start >= start && token.end <= start + size);
    return statementOf(Buffer.from(text), own, stmt);
  });
}

type Fault = { readonly code: string; readonly message: string; readonly position?: number };

/** What PostgreSQL's parser says against a text, which may quote a word of it, and where (in characters from 1). */
export function faultOf(text: string): Fault {
  try {
    parseText(text);
    return { code: '42601', message: '' };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) return { code: '54001', message: 'stack depth limit exceeded' };
    const { message, position } = error;
    return { code: '42601', message, ...(position === undefined ? {} : { position }) };
  }
}

function statementOf(bytes: Buffer, tokens: readonly Token[], stmt: Tree): Statement {
  const first = tokens[0];
  const last = tokens.at(-1);
  const [kind, node] = kindOf(stmt);
  if (first === undefined || last === undefined) return { kind: 'other' };
  if (queries.has(kind))
    return { kind: 'query', start: first.start, end: last.end, places: placesIn(stmt), tree: stmt };
  if (kind === 'ExecuteStmt') return executeOf(node);
  if (kind === 'CopyStmt' && node['is_from'] === true) return loadOf(node);
  const inner = node['query'];
  if (!wrappers.has(kind) || inner === undefined) return { kind: 'other' };
  if (!queries.has(kindOf(inner)[0])) return statementOf(bytes, tokens, inner); // EXPLAIN of EXECUTE, of CREATE TABLE AS
  const range = rangeOf(bytes, tokens, inner);
  if (range === undefined) return { kind: 'other' };
  const query = { kind: 'query' as const, ...range, places: placesIn(inner), tree: inner };
  return kind === 'PrepareStmt'
    ? {
        ...query,
        prepares: { name: textOf(node['name']), types: typesOf(node['argtypes']), argtypes: node['argtypes'] ?? [] },
      }
    : query;
}

/** The tokens of the wrapped query: the first range that parses to that very tree. */
function rangeOf(bytes: Buffer, tokens: readonly Token[], inner: Tree): { start: number; end: number } | undefined {
  const wanted = shapeOf(inner);
  for (const [index, token] of tokens.entries()) {
    if (!firstWords.has(token.text.toLowerCase())) continue;
    for (const end of endsAfter(tokens, index))
      if (shapeOfText(bytes.toString('utf8', token.start, end)) === wanted) return { start: token.start, end };
  }
  return undefined;
}

/** Where a query that begins at a token may end: at the end, before `with check option` or `with data`, before the parenthesis that closes it. */
function endsAfter(tokens: readonly Token[], first: number): readonly number[] {
  const ends: number[] = [tokens.at(-1)?.end ?? 0];
  const clause = tokens.findLastIndex((token) => token.text.toLowerCase() === 'with');
  if (clause > first) ends.push(tokens[clause - 1]?.end ?? 0);
  let depth = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (index < first) continue;
    if (text === '(') depth++;
    if (text === ')' && --depth < 0) {
      ends.push(tokens[index - 1]?.end ?? 0);
      break;
    }
  }
  return ends;
}

function shapeOfText(text: string): string | undefined {
  try {
    const [only, ...more] = stmtsOf(text);
    return only === undefined || more.length > 0 ? undefined : shapeOf(only.stmt);
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

/** A tree without its offsets. */
function shapeOf(tree: Tree): string {
  return JSON.stringify(tree, (key, value: Tree) =>
    /location$|^rexpr_list_|^list_(start|end)$/.test(key) ? undefined : value,
  );
}

function executeOf(node: Node): Statement {
  return { kind: 'execute', name: textOf(node['name']), literals: listOf(node['params']).map(literalAt) };
}

function literalAt(tree: Tree): number | undefined {
  const [kind, node] = kindOf(tree);
  const at = node['location'];
  return kind === 'A_Const' && isObject(node['sval']) && typeof at === 'number' ? at : undefined;
}

function loadOf(node: Node): Statement {
  const relation = objectOf(node['relation']);
  const table = [relation['schemaname'], relation['relname']].filter((name) => typeof name === 'string');
  return { kind: 'load', table, columns: wordsOf(node['attlist']) };
}

function typesOf(argtypes: Tree | undefined): readonly (string | undefined)[] {
  return listOf(argtypes).map((type) => {
    const [, node] = kindOf(type);
    const name = wordsOf(node['names']).at(-1);
    return isList(node['arrayBounds']) && name !== undefined ? `${name}[]` : name;
  });
}

type RawStatement = { readonly stmt: Tree; readonly stmt_location?: number; readonly stmt_len?: number };

function stmtsOf(text: string): readonly RawStatement[] {
  const { stmts } = parseText(text) as { readonly stmts?: readonly RawStatement[] };
  return (stmts ?? []).filter((each) => isObject(each.stmt));
}
