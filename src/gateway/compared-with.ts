/**
 * With which sealed columns a statement compares its values, as far as its own words say so: through joins, CTEs, sub-selects and lists, not through a
 * view or a function. The custodian then makes the finder for that column's group alone, and a list of them has one order (decision 0004).
 *
 * A wrong answer is caught: a finder of another group raises JK502 beside the column, and JK504 beside a finder. Where the words leave it open, nothing is said.
 */
import { Fates, type Groups, type Leaf, type Sources } from './fates.ts';
import { isList, isObject, type Tree } from './places.ts';
import type { SealedTables } from './sealed-tables.ts';
import { kindOf, listOf, locationOf, type Node, objectOf, textOf, wordsOf } from './syntax.ts';

/** What FROM calls by one name. `column` gives the sources of one of its columns; undefined where it has none of that name, as far as we know. */
type Relation = { readonly name: string; readonly column: (column: string) => Sources | undefined };
type Scope = {
  readonly relations: readonly Relation[];
  readonly ctes: ReadonlyMap<string, Relation['column']>;
  readonly outer: Scope | null;
};

const nothing: Sources = { leaves: new Set(), groups: new Set() };
const unknown: Sources = { leaves: new Set(), groups: new Set([null]) };
const ofLeaf = (leaf: Leaf): Sources => ({ leaves: new Set([leaf]), groups: new Set() });
const ofGroup = (group: number | null): Sources => ({ leaves: new Set(), groups: new Set([group]) });
/** Expressions, values and columns that we look at in one statement, each time that it is met: a recursive CTE would have no end, and the client may have written it so. */
const most = 300_000;
/** Derived columns within one another. */
const deepest = 20;

export function comparedWith(tree: Tree, tables: SealedTables, searchPath: string): Groups {
  const fates = new Fates();
  let depth = 0;
  let spent = 0;
  const spend = (count: number) => {
    spent += count;
    if (spent > most) throw new TooMuch();
  };
  const together = (all: readonly Sources[]): Sources => {
    if (all.length === 1) return all[0] ?? nothing;
    const leaves = new Set<Leaf>();
    const groups = new Set<number | null>();
    for (const one of all) {
      spend(1 + one.leaves.size + one.groups.size);
      for (const leaf of one.leaves) leaves.add(leaf);
      for (const group of one.groups) groups.add(group);
    }
    return { leaves, groups };
  };

  const walk = (node: Tree, scope: Scope): void => {
    if (isList(node)) return node.forEach((each) => walk(each, scope));
    if (!isObject(node)) return;
    if ('limitOption' in node) return walkInner(node, scopeOf(node, listOf(node['fromClause']), scope));
    for (const [kind, child] of Object.entries(node)) {
      const within = objectOf(child);
      if (kind === 'UpdateStmt' || kind === 'DeleteStmt' || kind === 'MergeStmt' || kind === 'InsertStmt')
        walkInner(within, scopeOf(within, targetsOf(within), scope));
      else {
        if (kind === 'A_Expr') compare(scope, within['lexpr'], within['rexpr']);
        if (kind === 'FuncCall' && finds(within)) compare(scope, within['args']);
        if (kind === 'SubLink') compare(scope, within['testexpr'], { SubLink: within });
        if (kind === 'CaseExpr' && 'arg' in within)
          compare(
            scope,
            within['arg'],
            listOf(within['args']).map((one) => kindOf(one)[1]['expr'] ?? null),
          );
        walk(child, scope);
      }
    }
  };
  const walkInner = (node: Node, scope: Scope) => Object.values(node).forEach((child) => walk(child, scope));

  /** Of rows, `(a, b) = (1, 2)`, each place by itself. */
  const compare = (scope: Scope, ...sides: readonly (Tree | undefined)[]) => {
    const row = objectOf(objectOf(sides[0])['RowExpr'])['args'];
    const places = isList(row) ? row.keys() : [0];
    for (const place of places) fates.meet(together(sides.map((side) => sourcesOf(side, scope, place))));
  };

  /** `place`: which column, of what is a row. */
  const sourcesOf = (expression: Tree | undefined, scope: Scope, place = 0): Sources => {
    if (expression === undefined || depth > deepest) return unknown;
    spend(1);
    if (isList(expression)) return together(expression.map((each) => sourcesOf(each, scope, place)));
    const [kind, node] = kindOf(expression);
    switch (kind) {
      case 'A_Const':
        return isObject(node['sval']) ? ofLeaf(2 * locationOf(node)) : nothing;
      case 'ParamRef':
        return ofLeaf(2 * Number(node['number']) + 1);
      case 'TypeCast':
        return sourcesOf(node['arg'], scope);
      case 'A_ArrayExpr':
        return sourcesOf(listOf(node['elements']), scope);
      case 'List':
        return sourcesOf(listOf(node['items']), scope, place);
      case 'RowExpr':
        return sourcesOf(listOf(node['args'])[place], scope);
      case 'CoalesceExpr':
        return sourcesOf(listOf(node['args']), scope);
      case 'FuncCall':
        return wordsOf(node['funcname']).at(-1) === 'unnest' ? sourcesOf(listOf(node['args']), scope) : unknown;
      case 'A_Expr': // nullif gives its first
        return node['kind'] === 'AEXPR_NULLIF' ? sourcesOf(node['lexpr'], scope) : unknown;
      case 'CaseExpr':
        return sourcesOf(
          [...listOf(node['args']).map((one) => kindOf(one)[1]['result'] ?? null), node['defresult'] ?? []],
          scope,
        );
      case 'SubLink':
        return columnOfSelect(selectIn(node['subselect']) ?? {}, scope, place) ?? unknown;
      case 'ColumnRef':
        return columnNamed(wordsOf(node['fields']), scope);
      default:
        return unknown;
    }
  };

  /** The sources of a column of what a SELECT gives, by its place from 0 or by its name; undefined where it has none of that name. */
  const columnOfSelect = (select: Node, outer: Scope, column: number | string): Sources | undefined => {
    const at = typeof column === 'string' ? placeNamed(firstBranch(select), column) : column;
    if (at === undefined) return undefined;
    if (at === null || depth > deepest) return unknown;
    depth += 1;
    const scope = scopeOf(select, listOf(select['fromClause']), outer);
    const branches = [select['larg'], select['rarg']].filter(isObject);
    const rows = listOf(select['valuesLists']);
    const [, target] = kindOf(listOf(select['targetList'])[at]);
    const sources =
      branches.length > 0
        ? together(branches.map((one) => columnOfSelect(one, scope, at) ?? unknown))
        : rows.length > 0
          ? together(rows.map((row) => sourcesOf(listOf(kindOf(row)[1]['items'])[at], scope)))
          : sourcesOf(target['val'], scope);
    depth -= 1;
    return sources;
  };

  const columnNamed = (words: readonly string[], scope: Scope): Sources => {
    const [column = '', relation] = words.toReversed();
    if (column === '') return unknown; // x.*
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const named = at.relations.filter(({ name }) => relation === undefined || name === relation);
      if (named.length === 0) continue;
      const sources = named.flatMap((one) => one.column(column) ?? []);
      if (sources.length > 0) return together(sources);
      if (relation !== undefined) return unknown;
      if (named.some((one) => one.column === anyColumn)) return unknown; // one of these may have it
    }
    return unknown;
  };

  const scopeOf = (node: Node, from: readonly Tree[], outer: Scope | null): Scope => {
    const ctes = new Map<string, Relation['column']>();
    const own = { relations: [] as Relation[], ctes, outer };
    for (const one of listOf(objectOf(node['withClause'])['ctes'])) {
      const cte = kindOf(one)[1];
      ctes.set(textOf(cte['ctename']), derived(selectIn(cte['ctequery']), wordsOf(cte['aliascolnames']), own));
    }
    for (const item of from) own.relations.push(...relationsIn(item, own));
    return own;
  };

  const relationsIn = (item: Tree, scope: Scope): readonly Relation[] => {
    spend(1);
    const [kind, node] = kindOf(item);
    const alias = objectOf(node['alias']);
    const name = textOf(alias['aliasname']);
    const renamed = wordsOf(alias['colnames']);
    switch (kind) {
      case 'JoinExpr':
        if (name !== '') return [{ name, column: anyColumn }]; // it hides the names within
        return [...relationsIn(node['larg'] ?? null, scope), ...relationsIn(node['rarg'] ?? null, scope)];
      case 'RangeVar':
        return [
          { name: name || textOf(node['relname']), column: renamed.length > 0 ? anyColumn : tableOf(node, scope) },
        ];
      case 'RangeSubselect':
        return [{ name, column: derived(selectIn(node['subquery']), renamed, scope) }];
      case 'RangeFunction': {
        const [call] = listOf(listOf(kindOf(listOf(node['functions'])[0])[1]['items']));
        const only = listOf(node['functions']).length === 1 && renamed.length <= 1;
        const column = renamed[0] ?? name;
        return [
          { name, column: only ? (asked) => (asked === column ? sourcesOf(call, scope) : undefined) : anyColumn },
        ];
      }
      default:
        return [{ name, column: anyColumn }];
    }
  };

  const tableOf = (range: Node, scope: Scope): Relation['column'] => {
    const [schema, name] = [textOf(range['schemaname']), textOf(range['relname'])];
    if (schema === '')
      for (let at: Scope | null = scope; at !== null; at = at.outer) {
        const cte = at.ctes.get(name);
        if (cte !== undefined) return cte;
      }
    const table = tables.named(schema === '' ? [name] : [schema, name], searchPath);
    if (table === undefined) return anyColumn; // a plain table, or a view
    return (column) => {
      const sealed = table.sealed.get(column);
      return sealed === undefined ? undefined : ofGroup(sealed.group === 0 ? null : sealed.group);
    };
  };

  const derived = (select: Node | undefined, renamed: readonly string[], scope: Scope): Relation['column'] => {
    if (select === undefined) return anyColumn;
    const asked = new Map<string, Sources | undefined>();
    return (column) => {
      if (!asked.has(column)) {
        const at = renamed.indexOf(column);
        const named = at < 0 && renamed.length > 0 && renamed.length >= widthOf(firstBranch(select));
        asked.set(column, named ? undefined : columnOfSelect(select, scope, at >= 0 ? at : column));
      }
      return asked.get(column);
    };
  };

  try {
    walk(tree, { relations: [], ctes: new Map(), outer: null });
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError) return { literals: new Map(), parameters: new Map() };
    throw error;
  }
  return fates.groups();
}

class TooMuch extends Error {}

/** Of a relation whose columns we do not know. */
const anyColumn = (): undefined => undefined;

/** `pii.find(column, value)`. */
function finds(call: Node): boolean {
  const words = wordsOf(call['funcname']);
  return words.at(-1) === 'find' && (words.length === 1 || words.at(-2) === 'pii');
}

/** What a statement that writes can name. */
function targetsOf(node: Node): readonly Tree[] {
  const target = node['relation'];
  const named = isObject(target) ? [{ RangeVar: target }] : [];
  const source = node['sourceRelation'] === undefined ? [] : [node['sourceRelation']];
  return [...named, ...listOf(node['fromClause']), ...listOf(node['usingClause']), ...source];
}

function selectIn(tree: Tree | undefined): Node | undefined {
  const select = objectOf(tree)['SelectStmt'];
  return select === undefined ? undefined : objectOf(select);
}

function firstBranch(select: Node): Node {
  return 'larg' in select ? firstBranch(objectOf(select['larg'])) : select;
}

/** How many columns a SELECT gives, as far as its words say. */
function widthOf(select: Node): number {
  const [row] = listOf(select['valuesLists']);
  if (row !== undefined) return listOf(kindOf(row)[1]['items']).length;
  const targets = listOf(select['targetList']).map((each) => kindOf(each)[1]);
  const isStar = (target: Node) => wordsOf(objectOf(objectOf(target['val'])['ColumnRef'])['fields']).at(-1) === '';
  return targets.some(isStar) ? Number.POSITIVE_INFINITY : targets.length;
}

/** Which of a SELECT's columns has a name: undefined where none has, null where its words do not say. */
function placeNamed(select: Node, name: string): number | undefined | null {
  if (listOf(select['valuesLists']).length > 0) {
    const [, nth] = /^column(\d+)$/.exec(name) ?? [];
    return nth === undefined ? undefined : Number(nth) - 1;
  }
  const targets = listOf(select['targetList']).map((each) => kindOf(each)[1]);
  // an expression without a name gets one from PostgreSQL, and a star is several
  const names = targets.map(
    (one) => textOf(one['name']) || wordsOf(objectOf(objectOf(one['val'])['ColumnRef'])['fields']).at(-1),
  );
  const at = names.findIndex((one) => !one || one === name);
  return at < 0 ? undefined : names[at] === name ? at : null;
}
