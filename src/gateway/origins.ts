/**
 * Out of what an expression takes its value, as far as a statement's own words say so: through aliases, joins, CTEs, sub-selects and lists, by the tables
 * with sealed columns and the session's search path; not through a view or a function. What the words leave open is null among the columns.
 */
import { isList, isObject, type Tree } from './places.ts';
import type { SealedColumn, SealedTables } from './sealed-tables.ts';
import { kindOf, listOf, locationOf, type Node, objectOf, textOf, wordsOf } from './syntax.ts';

/** A literal by twice its offset, a parameter by twice its number and one. */
export type Leaf = number;
/** What an expression may be: values, and sealed columns. `null` stands for something of which we cannot say what it is. */
export type Sources = { readonly leaves: ReadonlySet<Leaf>; readonly columns: ReadonlySet<SealedColumn | null> };

/** What FROM calls by one name. `column` gives the sources of one of its columns; undefined where it has none of that name, as far as we know. */
export type Relation = { readonly name: string; readonly column: (column: string) => Sources | undefined };
export type Scope = {
  readonly relations: readonly Relation[];
  readonly ctes: ReadonlyMap<string, Relation['column']>;
  readonly outer: Scope | null;
};

/** Of a statement in which no name means anything yet. */
export const nowhere: Scope = { relations: [], ctes: new Map(), outer: null };

const nothing: Sources = { leaves: new Set(), columns: new Set() };
const unknown: Sources = { leaves: new Set(), columns: new Set([null]) };
const ofLeaf = (leaf: Leaf): Sources => ({ leaves: new Set([leaf]), columns: new Set() });
export const ofColumn = (column: SealedColumn): Sources => ({ leaves: new Set(), columns: new Set([column]) });
/** Expressions, values and columns that we look at in one statement, each time that it is met: a recursive CTE would have no end, and the client may have written it so. */
const most = 300_000;
/** Derived columns within one another. */
const deepest = 20;

/** A statement has more to look at than `most`; for what is nested too deeply the engine itself throws RangeError. */
export class TooMuch extends Error {}

/** Of one statement. All of it throws TooMuch. */
export class Origins {
  readonly #tables: SealedTables;
  readonly #searchPath: string;
  #depth = 0;
  #spent = 0;

  constructor(tables: SealedTables, searchPath: string) {
    this.#tables = tables;
    this.#searchPath = searchPath;
  }

  /** `place`: which column, of what is a row. */
  of(expression: Tree | undefined, scope: Scope, place = 0): Sources {
    if (expression === undefined || this.#depth > deepest) return unknown;
    this.#spend(1);
    if (isList(expression)) return this.together(expression.map((each) => this.of(each, scope, place)));
    const [kind, node] = kindOf(expression);
    switch (kind) {
      case 'A_Const':
        return isObject(node['sval']) ? ofLeaf(2 * locationOf(node)) : nothing;
      case 'ParamRef':
        return ofLeaf(2 * Number(node['number']) + 1);
      case 'TypeCast':
        return this.of(node['arg'], scope);
      case 'A_ArrayExpr':
        return this.of(listOf(node['elements']), scope);
      case 'List':
        return this.of(listOf(node['items']), scope, place);
      case 'RowExpr':
        return this.of(listOf(node['args'])[place], scope);
      case 'CoalesceExpr':
        return this.of(listOf(node['args']), scope);
      case 'FuncCall':
        return wordsOf(node['funcname']).at(-1) === 'unnest' ? this.of(listOf(node['args']), scope) : unknown;
      case 'A_Expr': // nullif gives its first
        return node['kind'] === 'AEXPR_NULLIF' ? this.of(node['lexpr'], scope) : unknown;
      case 'CaseExpr':
        return this.of(
          [...listOf(node['args']).map((one) => kindOf(one)[1]['result'] ?? null), node['defresult'] ?? []],
          scope,
        );
      case 'SubLink':
        return this.#columnOfSelect(selectIn(node['subselect']) ?? {}, scope, place) ?? unknown;
      case 'ColumnRef':
        return this.#columnNamed(wordsOf(node['fields']), scope);
      default:
        return unknown;
    }
  }

  together(all: readonly Sources[]): Sources {
    if (all.length === 1) return all[0] ?? nothing;
    const leaves = new Set<Leaf>();
    const columns = new Set<SealedColumn | null>();
    for (const one of all) {
      this.#spend(1 + one.leaves.size + one.columns.size);
      for (const leaf of one.leaves) leaves.add(leaf);
      for (const column of one.columns) columns.add(column);
    }
    return { leaves, columns };
  }

  /** What the names within `node` mean: its own WITH, and what stands in its FROM. */
  scopeOf(node: Node, from: readonly Tree[], outer: Scope): Scope {
    const ctes = new Map<string, Relation['column']>();
    const own = { relations: [] as Relation[], ctes, outer };
    for (const one of listOf(objectOf(node['withClause'])['ctes'])) {
      const cte = kindOf(one)[1];
      ctes.set(textOf(cte['ctename']), this.#derived(selectIn(cte['ctequery']), wordsOf(cte['aliascolnames']), own));
    }
    for (const item of from) own.relations.push(...this.#relationsIn(item, own));
    return own;
  }

  #spend(count: number): void {
    this.#spent += count;
    if (this.#spent > most) throw new TooMuch();
  }

  /** The sources of a column of what a SELECT gives, by its place from 0 or by its name; undefined where it has none of that name. */
  #columnOfSelect(select: Node, outer: Scope, column: number | string): Sources | undefined {
    const at = typeof column === 'string' ? placeNamed(firstBranch(select), column) : column;
    if (at === undefined) return undefined;
    if (at === null || this.#depth > deepest) return unknown;
    this.#depth += 1;
    const scope = this.scopeOf(select, listOf(select['fromClause']), outer);
    const branches = [select['larg'], select['rarg']].filter(isObject);
    const rows = listOf(select['valuesLists']);
    const [, target] = kindOf(listOf(select['targetList'])[at]);
    const sources =
      branches.length > 0
        ? this.together(branches.map((one) => this.#columnOfSelect(one, scope, at) ?? unknown))
        : rows.length > 0
          ? this.together(rows.map((row) => this.of(listOf(kindOf(row)[1]['items'])[at], scope)))
          : this.of(target['val'], scope);
    this.#depth -= 1;
    return sources;
  }

  #columnNamed(words: readonly string[], scope: Scope): Sources {
    const [column = '', relation] = words.toReversed();
    if (column === '') return unknown; // x.*
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const named = at.relations.filter(({ name }) => relation === undefined || name === relation);
      if (named.length === 0) continue;
      const sources = named.flatMap((one) => one.column(column) ?? []);
      if (sources.length > 0) return this.together(sources);
      if (relation !== undefined) return unknown;
      if (named.some((one) => one.column === anyColumn)) return unknown; // one of these may have it
    }
    return unknown;
  }

  #relationsIn(item: Tree, scope: Scope): readonly Relation[] {
    this.#spend(1);
    const [kind, node] = kindOf(item);
    const alias = objectOf(node['alias']);
    const name = textOf(alias['aliasname']);
    const renamed = wordsOf(alias['colnames']);
    switch (kind) {
      case 'JoinExpr':
        if (name !== '') return [{ name, column: anyColumn }]; // it hides the names within
        return [...this.#relationsIn(node['larg'] ?? null, scope), ...this.#relationsIn(node['rarg'] ?? null, scope)];
      case 'RangeVar':
        return [
          {
            name: name || textOf(node['relname']),
            column: renamed.length > 0 ? anyColumn : this.#tableOf(node, scope),
          },
        ];
      case 'RangeSubselect':
        return [{ name, column: this.#derived(selectIn(node['subquery']), renamed, scope) }];
      case 'RangeFunction': {
        const [call] = listOf(listOf(kindOf(listOf(node['functions'])[0])[1]['items']));
        const only = listOf(node['functions']).length === 1 && renamed.length <= 1;
        const column = renamed[0] ?? name;
        return [{ name, column: only ? (asked) => (asked === column ? this.of(call, scope) : undefined) : anyColumn }];
      }
      default:
        return [{ name, column: anyColumn }];
    }
  }

  #tableOf(range: Node, scope: Scope): Relation['column'] {
    const [schema, name] = [textOf(range['schemaname']), textOf(range['relname'])];
    if (schema === '')
      for (let at: Scope | null = scope; at !== null; at = at.outer) {
        const cte = at.ctes.get(name);
        if (cte !== undefined) return cte;
      }
    const table = this.#tables.named(schema === '' ? [name] : [schema, name], this.#searchPath);
    if (table === undefined) return anyColumn; // a plain table, or a view
    return (column) => {
      const sealed = table.sealed.get(column);
      return sealed === undefined ? undefined : ofColumn(sealed);
    };
  }

  #derived(select: Node | undefined, renamed: readonly string[], scope: Scope): Relation['column'] {
    if (select === undefined) return anyColumn;
    const asked = new Map<string, Sources | undefined>();
    return (column) => {
      if (!asked.has(column)) {
        const at = renamed.indexOf(column);
        const named = at < 0 && renamed.length > 0 && renamed.length >= widthOf(firstBranch(select));
        asked.set(column, named ? undefined : this.#columnOfSelect(select, scope, at >= 0 ? at : column));
      }
      return asked.get(column);
    };
  }
}

/** Of a relation whose columns we do not know. */
const anyColumn = (): undefined => undefined;

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
