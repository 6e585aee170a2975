/**
 * The values of a statement that are spelled so that PostgreSQL takes them for text before it looks at the column beside them: within a cast to
 * text, and in lists whose columns are typed on their own (VALUES, `array[…]`, `unnest`, a sub-select of values). Only found here, not judged.
 */
import type { Replacement, Token } from './literals.ts';
import { isList, isObject, type Tree } from './places.ts';
import { arrayOf, type Leaf, sealedType, typed, type Value, type ValueList, valueOf } from './spelled-value.ts';
import { kindOf, listOf, type Node } from './syntax.ts';
import { TokenPlaces } from './text-cast.ts';

export type CastValue = Value & {
  /** `operand`: without the cast its type comes from what stands beside it. `tested`: an operand of `is null`, which gives none. `inner`: of anything else. */
  readonly stands: 'operand' | 'tested' | 'inner';
  /** While it is asked what type the value has: the casts gone; where it is only tested, the value itself, since it could get no type there. */
  readonly asking: readonly Replacement[];
  /** Where it is sealed. */
  readonly sealing: readonly Replacement[];
};

export type Spellings = { readonly casts: readonly CastValue[]; readonly lists: readonly ValueList[] };

type Stands = CastValue['stands'];

/** Whether NULL or an empty array may stand in the text as a value, where a cast or a list types it without any literal or parameter. */
export function mayHoldNulls(text: string): boolean {
  return /\barray\s*\[\s*\]|(?<!\bis\s+(?:not\s+)?)\bnull\s*(?:::|\)|,|as\b)/i.test(text);
}

/** Of one statement that PostgreSQL plans. Lists of an INSERT are left out: what they give is mostly stored. */
export function spellingsIn(tree: Tree, tokens: readonly Token[]): Spellings {
  const places = TokenPlaces.of(tokens);
  const casts: CastValue[] = [];
  const lists: ValueList[] = [];
  const met = new Set<number>();
  const seen = new Map<number, { all: number; tested: number }>();

  const walk = (tree_: Tree, stands: Stands): void => {
    if (isList(tree_)) return tree_.forEach((each) => walk(each, stands));
    if (!isObject(tree_)) return;
    if (!isNode(tree_)) return 'limitOption' in tree_ ? select(tree_, false) : walk(Object.values(tree_), stands);
    const value = valueOf(tree_, places);
    if (value !== undefined) {
      count(value.leaf, stands);
      if (met.has(value.leaf.start)) return; // `set (a, b) = (…)` has its row once for each column
      met.add(value.leaf.start);
      if (value.casts.length > 0 || stands === 'tested') casts.push({ ...value, stands, ...spelled(value, stands) });
      return;
    }
    const array = arrayOf(tree_, places);
    if (array !== undefined) {
      lists.push(array);
      for (const { leaf } of array.values) count(leaf, 'inner');
      return;
    }
    const [kind, node] = kindOf(tree_);
    if (kind === 'SelectStmt') return select(node, true);
    if (kind === 'FuncCall' && isUnnest(node)) return unnested(node);
    for (const [field, child] of Object.entries(node)) {
      if (kind === 'InsertStmt' && field === 'selectStmt') select(kindOf(child)[1], false);
      else walk(child, standsIn(kind, node, field, stands));
    }
  };

  /** `given`: whether what it selects goes to the statement around it. */
  const select = (node: Node, given: boolean): void => {
    const columns = given ? columnsOf(node) : undefined;
    for (const column of columns ?? []) {
      const values = column.map((item) => valueOf(item, places));
      if (values.length > 0 && values.every((value) => value !== undefined))
        lists.push({ values, edits: values.flatMap((value) => typed(value, sealedType)) });
    }
    walk(Object.values(node), 'operand');
  };

  const unnested = (node: Node): void => {
    for (const argument of listOf(node['args'])) {
      const value = valueOf(argument, places);
      if (value === undefined || value.leaf.kind === 'null' || value.casts.some(({ type }) => !type.array))
        walk(argument, 'inner');
      else {
        count(value.leaf, 'inner');
        lists.push({ values: [value], edits: typed(value, `${sealedType}[]`) });
      }
    }
  };

  const count = (leaf: Leaf, stands: Stands): void => {
    if (leaf.kind !== 'parameter') return;
    const counted = seen.get(leaf.number) ?? { all: 0, tested: 0 };
    counted.all += 1;
    if (stands === 'tested') counted.tested += 1;
    seen.set(leaf.number, counted);
  };

  const [kind, root] = kindOf(tree);
  if (kind === 'SelectStmt') select(root, false);
  else walk(tree, 'operand');
  return {
    // `$1::text is null` and nothing else of $1: without the cast it had no type
    casts: casts.filter(({ leaf, stands }) => {
      if (stands !== 'tested') return true;
      const counted = leaf.kind === 'parameter' ? seen.get(leaf.number) : undefined;
      return counted !== undefined && counted.all > counted.tested;
    }),
    lists: kind === 'InsertStmt' ? [] : lists,
  };
}

/** An object of the tree with its kind, which begins with a capital; below a named field it may stand without. */
function isNode(tree: Node): boolean {
  const keys = Object.keys(tree);
  return keys.length === 1 && /^[A-Z]/.test(keys[0] ?? '');
}

/** How the fields of a node stand; most give their operands a type by each other. */
function standsIn(kind: string, node: Node, field: string, stands: Stands): Stands {
  if (kind === 'NullTest') return 'tested';
  if (kind === 'A_Expr') return comparesEqual(node) ? 'operand' : 'inner';
  if (kind === 'TypeCast' || (kind === 'FuncCall' && field === 'args')) return 'inner';
  return kind === 'List' || kind === 'CollateClause' ? stands : 'operand';
}

function comparesEqual(node: Node): boolean {
  const kind = JSON.stringify(node['kind'] ?? '');
  if (/^"AEXPR_(DISTINCT|NOT_DISTINCT|NULLIF|IN)"$/.test(kind)) return true;
  return /^"AEXPR_OP(_ANY|_ALL)?"$/.test(kind) && /"sval":"(=|<>)"/.test(JSON.stringify(node['name'] ?? ''));
}

function isUnnest(node: Node): boolean {
  return JSON.stringify(node['funcname'] ?? '').endsWith('"sval":"unnest"}}]');
}

/** The items of each column that a select gives, over all rows of VALUES and all branches of a set operation. */
function columnsOf(node: Node): readonly (readonly Tree[])[] | undefined {
  if (isObject(node['larg']) && isObject(node['rarg'])) {
    const [left, right] = [columnsOf(node['larg']), columnsOf(node['rarg'])];
    if (left === undefined || left.length !== right?.length) return undefined;
    return left.map((column, index) => [...column, ...(right[index] ?? [])]);
  }
  const rows = isList(node['valuesLists'])
    ? node['valuesLists'].map((row) => kindOf(row)[1]['items'] ?? [])
    : [listOf(node['targetList']).map((target) => kindOf(target)[1]['val'] ?? null)];
  const width = isList(rows[0]) ? rows[0].length : 0;
  if (rows.some((row) => !isList(row) || row.length !== width)) return undefined;
  return Array.from({ length: width }, (_, index) => rows.map((row) => (isList(row) ? (row[index] ?? null) : null)));
}

function spelled({ leaf, casts }: Value, stands: Stands): Pick<CastValue, 'asking' | 'sealing'> {
  const gone = casts.flatMap(({ drop }) => drop);
  if (stands !== 'tested') return { asking: gone, sealing: gone };
  const itself = { start: leaf.start, end: leaf.end, text: ' null ' };
  return { asking: [itself, ...gone], sealing: typed({ leaf, casts }, sealedType) };
}
