/**
 * Where the rows come from that a statement writes: VALUES, a SELECT without FROM (one row), or arrays through `unnest`. Each value is found with its range of the text, since
 * the questions about a row's owner are made of those ranges.
 */
import type { Token } from './literals.ts';
import type { Tree } from './places.ts';
import {
  type Node,
  type Range,
  closingOf,
  indexAt,
  isWord,
  kindOf,
  leastLocation,
  listOf,
  locationOf,
  objectOf,
  rangeOfTokens,
  splitByCommas,
  textOf,
  wordsOf,
} from './syntax.ts';
import type { Item } from './write-shape.ts';

export type Rows = {
  readonly kind: 'rows';
  readonly columns: readonly string[];
  readonly rows: readonly { readonly items: readonly Item[]; readonly range: Range }[];
  /** From the first row to the last: what stands in the place of one row alone. */
  readonly range: Range;
};
/** Rows side by side out of arrays. */
export type Arrays = {
  readonly kind: 'arrays';
  readonly columns: readonly string[];
  readonly arrays: readonly Item[];
  readonly range: Range;
};
export type Source = (Rows | Arrays) & { readonly alias: string };

/** The rows of a `values (…), (…)`; undefined where they are not found in the text. */
function valuesRows(select: Node, tokens: readonly Token[]): Rows | undefined {
  const lists = listOf(select['valuesLists']).map((list) => listOf(kindOf(list)[1]['items']));
  if (lists.length === 0) return undefined;
  for (const [at, token] of tokens.entries()) {
    if (!isWord(token, 'values') || tokens[at + 1]?.text !== '(') continue;
    const rows = rowsFrom(tokens, at + 1, lists);
    if (rows === undefined) continue;
    const range = { start: rows[0]?.range.start ?? 0, end: rows.at(-1)?.range.end ?? 0 };
    return { kind: 'rows', columns: columnNames(lists[0]?.length ?? 0), rows, range };
  }
  return undefined;
}

function columnNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `column${n + 1}`);
}

function rowsFrom(
  tokens: readonly Token[],
  first: number,
  lists: readonly (readonly Tree[])[],
): Rows['rows'] | undefined {
  const rows: { items: readonly Item[]; range: Range }[] = [];
  let at = first;
  for (const list of lists) {
    const close = closingOf(tokens, at);
    if (tokens[at]?.text !== '(' || close < 0) return undefined;
    const items = itemsFrom(tokens.slice(at + 1, close), list);
    if (items === undefined) return undefined;
    rows.push({ items, range: rangeOfTokens(tokens.slice(at, close + 1)) });
    at = close + 2;
  }
  return tokens[at - 1]?.text === ',' ? undefined : rows;
}

/** Each tree with the part of the tokens between commas in which it stands. */
function itemsFrom(tokens: readonly Token[], trees: readonly Tree[]): readonly Item[] | undefined {
  const parts = splitByCommas(tokens);
  if (parts.length !== trees.length) return undefined;
  const items: Item[] = [];
  for (const [n, part] of parts.entries()) {
    const tree = trees[n] ?? null;
    const range = rangeOfTokens(part);
    const least = leastLocation(tree);
    if (least !== undefined && (least < range.start || least >= range.end)) return undefined;
    items.push({ tree, range });
  }
  return items;
}

const endsTargets = new Set(['from', 'where', 'group', 'having', 'order', 'limit', 'union', 'returning', 'on']);

/** The target list of a SELECT, each without its `as name`; undefined where it is not found in the text. */
export function targetItems(select: Node, tokens: readonly Token[]): readonly Item[] | undefined {
  const targets = listOf(select['targetList']).map((target) => kindOf(target)[1]);
  for (const [at, token] of tokens.entries()) {
    if (!isWord(token, 'select')) continue;
    const parts = splitByCommas(tokens.slice(at + 1, endOfTargets(tokens, at + 1)));
    if (parts.length !== targets.length) continue;
    const bare = parts.map((part, n) => withoutAlias(part, textOf(targets[n]?.['name'])));
    const items = itemsOf(
      bare,
      targets.map((target) => target['val'] ?? null),
    );
    if (items !== undefined) return items;
  }
  return undefined;
}

function itemsOf(parts: readonly (readonly Token[])[], trees: readonly Tree[]): readonly Item[] | undefined {
  const items = parts.map((part, n): Item => ({ tree: trees[n] ?? null, range: rangeOfTokens(part) }));
  const fit = items.every(({ tree, range }) => {
    const least = leastLocation(tree);
    return least === undefined || (least >= range.start && least < range.end);
  });
  return fit ? items : undefined;
}

function endOfTargets(tokens: readonly Token[], first: number): number {
  let depth = 0;
  for (let n = first; n < tokens.length; n++) {
    const word = tokens[n]?.text.toLowerCase() ?? '';
    if (word === '(' || word === '[') depth++;
    if (word === ')' || word === ']') depth--;
    if (depth < 0 || (depth === 0 && endsTargets.has(word))) return n;
  }
  return tokens.length;
}

function withoutAlias(part: readonly Token[], name: string): readonly Token[] {
  if (name === '' || part.length < 2) return part;
  return isWord(part.at(-2), 'as') ? part.slice(0, -2) : part.slice(0, -1);
}

/** A FROM item that gives rows of values; undefined for a table, a join or anything else. */
export function sourceOf(item: Tree, tokens: readonly Token[]): Source | undefined {
  const [kind, node] = kindOf(item);
  const alias = objectOf(node['alias']);
  const names = wordsOf(alias['colnames']);
  const named = textOf(alias['aliasname']);
  if (kind === 'RangeSubselect') {
    const rows = rowsOf(kindOf(node['subquery'])[1], tokens);
    return rows === undefined ? undefined : { ...rows, alias: named, columns: renamed(rows.columns, names) };
  }
  if (kind !== 'RangeFunction' || node['ordinality'] === true) return undefined;
  const [call, ...more] = listOf(node['functions']);
  const arrays = more.length > 0 ? undefined : unnestOf(listOf(kindOf(call)[1]['items'])[0] ?? null, tokens);
  if (arrays === undefined) return undefined;
  const columns = renamed(arrays.columns, names.length > 0 ? names : arrays.arrays.length === 1 ? [named] : []);
  return { ...arrays, alias: named, columns };
}

/** VALUES, or a SELECT that gives one row without looking at a table. */
export function rowsOf(select: Node, tokens: readonly Token[]): Rows | undefined {
  if (select['valuesLists'] !== undefined) return valuesRows(select, tokens);
  if (select['fromClause'] !== undefined || select['targetList'] === undefined || select['larg'] !== undefined)
    return undefined;
  const items = targetItems(select, tokens);
  if (items === undefined) return undefined;
  const columns = listOf(select['targetList']).map((target) => textOf(kindOf(target)[1]['name']) || '?column?');
  const range = { start: items[0]?.range.start ?? 0, end: items.at(-1)?.range.end ?? 0 };
  return { kind: 'rows', columns, rows: [{ items, range }], range };
}

function renamed(columns: readonly string[], names: readonly string[]): readonly string[] {
  return columns.map((column, n) => names[n] ?? column);
}

/** `unnest(array, …)`. */
export function unnestOf(tree: Tree, tokens: readonly Token[]): Arrays | undefined {
  const [kind, node] = kindOf(tree);
  if (kind !== 'FuncCall' || wordsOf(node['funcname']).at(-1) !== 'unnest') return undefined;
  const at = indexAt(tokens, locationOf(node));
  let open = at + 1;
  while (open < tokens.length && tokens[open]?.text !== '(') open++;
  const close = closingOf(tokens, open);
  const args = listOf(node['args']);
  const arrays = itemsFrom(tokens.slice(open + 1, close), args);
  if (at < 0 || close < 0 || arrays === undefined) return undefined;
  return {
    kind: 'arrays',
    columns: args.length === 1 ? ['unnest'] : columnNames(args.length),
    arrays,
    range: rangeOfTokens(tokens.slice(at, close + 1)),
  };
}
