/** The values that an expression puts into a sealed column, and what must go out of its text. */
import { Refusal } from '../platform/mod.ts';
import type { CheckCopy } from './copies.ts';
import type { Replacement, Token } from './literals.ts';
import type { Tree } from './places.ts';
import { type Node, type Range, indexAt, kindOf, listOf, locationOf, objectOf, wordsOf } from './syntax.ts';
import { isArrayCast, limitOf, piecesOf, withoutTextCasts } from './string-cast.ts';
import type { Item, Value } from './write-shape.ts';

/** What a column of a source (VALUES in FROM, `excluded`) gives; undefined where the name is none of its. */
export type SourceOf = (reference: readonly string[]) => Item | undefined;

/** One way to a value: the conditions of CASE that lead to it, as ranges; `otherwise` those that must not hold. */
export type Found = {
  readonly value: Value;
  readonly when: readonly Range[];
  readonly otherwise: readonly Range[];
  /** Whether it is a value of a source's row. */
  readonly ofSource: boolean;
};

export type Reading = {
  readonly tokens: readonly Token[];
  readonly column: string;
  readonly source: SourceOf;
  /** Of a column that is none of the source's, and of a sub-select. */
  readonly checkCopy: CheckCopy;
  /** Gathers what must go. */
  readonly loosen: Replacement[];
};

/**
 * Every value that may come out of the expression. A column that may stand there gives an envelope that is there already; NULL and DEFAULT give
 * nothing. Throws JK531 where another column would be copied, JK515 where something else would be computed: it cannot be sealed.
 */
export function valuesIn(reading: Reading, tree: Tree): readonly Found[] {
  return walk(reading, tree, [], []);
}

function walk(reading: Reading, tree: Tree, when: readonly Range[], otherwise: readonly Range[]): readonly Found[] {
  const { inner, casts } = withoutTextCasts(tree);
  const [kind, node] = kindOf(inner);
  const inCase = when.length > 0 || otherwise.length > 0;
  const found = (value: Value): readonly Found[] => {
    drop(reading, casts);
    if (inCase) markValue(reading, locationOf(node)); // or CASE would take literals for text
    return [{ value: { ...value, most: leastLimit(casts, value.most) }, when, otherwise, ofSource: false }];
  };
  switch (kind) {
    case 'TypeCast':
      if (!isSealedCast(node)) break;
      return valueOfSealed(reading, node).map((value) => ({ value, when, otherwise, ofSource: false }));
    case 'SetToDefault':
      return [];
    case 'A_Const':
      if (node['isnull'] === true) {
        drop(reading, casts);
        return [];
      }
      if (node['sval'] === undefined) break;
      return found({ kind: 'literal', at: locationOf(node), most: null });
    case 'ParamRef':
      return found({ kind: 'parameter', at: Number(node['number']), most: null });
    case 'ColumnRef': {
      const item = reading.source(wordsOf(node['fields']));
      drop(reading, casts);
      if (item === undefined) {
        reading.checkCopy(reading.column, inner);
        return [];
      }
      return valuesOfItem(reading, item).map((one) => ({
        value: { ...one, most: leastLimit(casts, one.most) },
        when,
        otherwise,
        ofSource: true,
      }));
    }
    case 'SubLink':
      if (node['subLinkType'] !== 'EXPR_SUBLINK') break;
      reading.checkCopy(reading.column, inner);
      drop(reading, casts);
      return [];
    case 'CoalesceExpr':
      drop(reading, casts);
      return listOf(node['args']).flatMap((arg) => walk(reading, arg, when, otherwise));
    case 'CaseExpr': {
      if (node['arg'] !== undefined) break; // CASE id WHEN 1: its conditions are not expressions of their own
      drop(reading, casts);
      return ofCase(reading, node, when, otherwise);
    }
  }
  throw new Refusal('JK515', { column: reading.column });
}

/** Ways of a CASE: whoever asks for the last one's rows says the conditions of all before it. */
const mostBranches = 1000;

function ofCase(reading: Reading, node: Node, when: readonly Range[], otherwise: readonly Range[]): readonly Found[] {
  const found: Found[] = [];
  const before: Range[] = [];
  const branches = listOf(node['args']);
  if (otherwise.length + branches.length > mostBranches)
    throw new Refusal('JK522', { rows: otherwise.length + branches.length, most: mostBranches });
  for (const branch of branches) {
    const [, { expr = null, result = null, location = 0 }] = kindOf(branch);
    const condition = conditionAfter(reading.tokens, Number(location));
    if (condition === undefined) throw new Refusal('JK515', { column: reading.column });
    found.push(...walk(reading, result, [...when, condition], [...otherwise, ...before]));
    if (expr !== null) before.push(condition);
  }
  const rest = node['defresult'];
  if (rest !== undefined) found.push(...walk(reading, rest, when, [...otherwise, ...before]));
  return found;
}

/** From after the WHEN at `offset` to before its THEN. */
function conditionAfter(tokens: readonly Token[], offset: number): Range | undefined {
  const at = indexAt(tokens, offset);
  let depth = 0;
  for (let n = at + 1; n < tokens.length; n++) {
    const word = tokens[n]?.text.toLowerCase() ?? '';
    if (word === '(' || word === 'case') depth++;
    if (word === ')' || word === 'end') depth--;
    if (word === 'then' && depth === 0) return { start: tokens[at + 1]?.start ?? 0, end: tokens[n - 1]?.end ?? 0 };
  }
  return undefined;
}

/** The value of a source's row; PostgreSQL must be told that the column is sealed, since it does not infer that through a list. */
export function valuesOfItem(reading: Reading, { tree, range }: Item): readonly Value[] {
  const { inner, casts } = withoutTextCasts(tree);
  const [kind, node] = kindOf(inner);
  const typed = (value: Value): readonly Value[] => {
    drop(reading, casts);
    mark(reading, range, 'pii.sealed');
    return [{ ...value, most: leastLimit(casts, null) }];
  };
  if (kind === 'TypeCast' && isSealedCast(node)) return valueOfSealed(reading, node);
  if (kind === 'ParamRef' && casts.some(isArrayCast)) {
    drop(reading, casts);
    mark(reading, range, 'pii.sealed[]');
    return [{ kind: 'element', at: Number(node['number']), most: null }];
  }
  if (kind === 'A_Const' && node['isnull'] === true) {
    drop(reading, casts);
    mark(reading, range, 'pii.sealed'); // or a list of nothing but NULL would be one of text
    return [];
  }
  if (kind === 'A_Const' && node['sval'] !== undefined && !casts.some(isArrayCast))
    return typed({ kind: 'literal', at: locationOf(node), most: null });
  if (kind === 'ParamRef') return typed({ kind: 'parameter', at: Number(node['number']), most: null });
  throw new Refusal('JK515', { column: reading.column });
}

/** An item that was marked already: the text is read again after it was loosened. */
function valueOfSealed(reading: Reading, node: Node): readonly Value[] {
  const [kind, arg] = kindOf(node['arg'] ?? null);
  if (kind === 'A_Const' && arg['isnull'] === true) return [];
  if (kind === 'A_Const' && arg['sval'] !== undefined) return [{ kind: 'literal', at: locationOf(arg), most: null }];
  if (kind === 'ParamRef')
    return [{ kind: isArrayCast(node) ? 'element' : 'parameter', at: Number(arg['number']), most: null }];
  throw new Refusal('JK515', { column: reading.column });
}

export function isSealedCast(cast: Node): boolean {
  const names = wordsOf(objectOf(cast['typeName'])['names']);
  return names.length === 2 && names[0] === 'pii' && names[1] === 'sealed';
}

/** Marks an expression as sealed. */
export function mark({ loosen }: Pick<Reading, 'loosen'>, range: Range, type: string): void {
  loosen.push(
    { start: range.start, end: range.start, text: '(' },
    { start: range.end, end: range.end, text: `)::${type}` },
  );
}

function markValue(reading: Reading, at: number): void {
  const token = reading.tokens[indexAt(reading.tokens, at)];
  if (token === undefined) throw new Refusal('JK515', { column: reading.column });
  mark(reading, token, 'pii.sealed');
}

export function drop({ tokens, loosen, column }: Reading, casts: readonly Node[]): void {
  for (const cast of casts) {
    const pieces = piecesOf(cast, tokens);
    if (pieces.length === 0) throw new Refusal('JK515', { column });
    for (const { start, end } of pieces) loosen.push({ start, end, text: '' });
  }
}

function leastLimit(casts: readonly Node[], most: number | null): number | null {
  return casts.map(limitOf).reduce((least, limit) => (limit === null ? least : Math.min(limit, least ?? limit)), most);
}
