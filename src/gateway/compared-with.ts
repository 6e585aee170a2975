/**
 * With which sealed columns a statement compares its values, as far as its own words say so (origins.ts). The custodian then makes the finder for that
 * column's group alone, and a list of them has one order (decision 0004).
 *
 * A wrong answer is caught: a finder of another group raises JK502 beside the column, and JK504 beside a finder. Where the words leave it open, nothing is said.
 */
import { Fates, type Groups } from './fates.ts';
import { nowhere, Origins, type Scope, type Sources, TooMuch } from './origins.ts';
import { isList, isObject, type Tree } from './places.ts';
import type { SealedTables } from './sealed-tables.ts';
import { kindOf, listOf, type Node, objectOf, wordsOf } from './syntax.ts';

export function comparedWith(tree: Tree, tables: SealedTables, searchPath: string): Groups {
  const fates = new Fates();
  try {
    comparisons(tree, tables, searchPath, (sources) => fates.meet(sources));
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError) return { literals: new Map(), parameters: new Map() };
    throw error;
  }
  return fates.groups();
}

/** Tells `meet` of each comparison what stands on its sides. Throws TooMuch, and RangeError where it is nested too deeply. */
export function comparisons(
  tree: Tree,
  tables: SealedTables,
  searchPath: string,
  meet: (sides: Sources) => void,
): void {
  const origins = new Origins(tables, searchPath);

  const walk = (node: Tree, scope: Scope): void => {
    if (isList(node)) return node.forEach((each) => walk(each, scope));
    if (!isObject(node)) return;
    if ('limitOption' in node) return walkInner(node, origins.scopeOf(node, listOf(node['fromClause']), scope));
    for (const [kind, child] of Object.entries(node)) {
      const within = objectOf(child);
      if (kind === 'UpdateStmt' || kind === 'DeleteStmt' || kind === 'MergeStmt' || kind === 'InsertStmt')
        walkInner(within, origins.scopeOf(within, targetsOf(within), scope));
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
    for (const place of places) meet(origins.together(sides.map((side) => origins.of(side, scope, place))));
  };

  walk(tree, nowhere);
}

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
