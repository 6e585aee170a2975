/** What a view does with sealed columns, by PostgreSQL's own parse tree of its definition (libpg-query; the parser must be loaded). */
import { parseSync } from 'libpg-query';
import { quoteName } from '../../platform/mod.ts';

type Branch = { readonly [key: string]: Tree };
type Tree = null | boolean | number | string | readonly Tree[] | Branch;

/** Whether it hands every sealed column on as it is, or asks only whether it is null. Everything else computes. */
export type Use = 'passes' | 'computes';

/**
 * `sealed`: names of the sealed columns, by the bare name of the relation that has them. A column that stands without a relation, or with one whose
 * name is not unique in the view, counts as sealed where any has that name: the error is on the side of asking.
 */
export function useOf(definition: string, sealed: ReadonlyMap<string, ReadonlySet<string>>): Use {
  const tree = parseSync(definition) as unknown as Tree;
  const isSealed = sealedIn(tree, sealed);
  const handed = entriesOf(tree);
  let computes = false;
  visit(tree, (node) => {
    const column = node['ColumnRef'];
    if (!isObject(column) || handed.has(column)) return;
    if (isSealed(fieldOf(column['fields'] ?? []))) computes = true;
  });
  return computes ? 'computes' : 'passes';
}

/** What may be done with a sealed column and still gives sealed values, a count or an answer to "is it the same?". Functions by name. */
const soundOperators = new Set(['=', '<>']);
const soundFunctions = new Set([
  'count',
  'array_agg',
  'first_value',
  'last_value',
  'nth_value',
  'lag',
  'lead',
  'pii.subject_of',
]);

/**
 * What a statement does with sealed columns that would give ciphertext for text, as `|| on first_name`; undefined where nothing. PostgreSQL itself
 * allows it: `||` takes any type with text.
 */
export function garbles(sql: string, sealed: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const tree = parseSync(sql) as unknown as Tree;
  const isSealed = sealedIn(tree, sealed);
  let found: string | undefined;
  const descend = (node: Tree | undefined, by: string | null): void => {
    if (isList(node)) for (const one of node) descend(one, by);
    else if (isObject(node)) {
      const column = node['ColumnRef'];
      if (isObject(column)) {
        const field = fieldOf(column['fields'] ?? []);
        if (by !== null && isSealed(field)) found ??= `${by} on ${field.at(-1)}`;
        return;
      }
      for (const [kind, value] of Object.entries(node)) descend(value, isObject(value) ? doneBy(kind, value, by) : by);
    }
  };
  descend(tree, null);
  return found;
}

/** The operator, function or cast by which a node garbles what is below it; a query within begins anew. */
function doneBy(kind: string, node: Branch, by: string | null): string | null {
  switch (kind) {
    case 'A_Expr': {
      const operator = fieldOf(node['name'] ?? []).at(-1) ?? '';
      return node['kind'] === 'AEXPR_NULLIF' || soundOperators.has(operator) ? by : operator;
    }
    case 'FuncCall': {
      const name = fieldOf(node['funcname'] ?? [])
        .join('.')
        .replace(/^pg_catalog\./, '');
      return soundFunctions.has(name) ? by : `${name}()`;
    }
    case 'TypeCast':
      return 'a cast';
    case 'SelectStmt':
      return null;
    default:
      return by;
  }
}

/**
 * The columns that stand by themselves in the outermost select list or below IS NULL. Inner queries, DISTINCT and set operations have none: what
 * they hand on gets another name, by which it might be computed with.
 */
function entriesOf(tree: Tree): ReadonlySet<Tree> {
  const entries = new Set<Tree>();
  visit(tree, (node) => {
    const tested = below(node, 'NullTest', 'arg', 'ColumnRef');
    if (tested !== undefined) entries.add(tested);
  });
  const statements = below(tree, 'stmts');
  const select = below(isList(statements) ? statements[0] : undefined, 'stmt', 'SelectStmt');
  const list = below(select, 'distinctClause') === undefined ? below(select, 'targetList') : undefined;
  for (const target of isList(list) ? list : []) {
    const column = below(target, 'ResTarget', 'val', 'ColumnRef');
    if (column !== undefined) entries.add(column);
  }
  return entries;
}

function below(node: Tree | undefined, ...path: string[]): Tree | undefined {
  let at = node;
  for (const step of path) at = isObject(at) ? at[step] : undefined;
  return at;
}

/** Whether a column of the statement, by its names, is a sealed one. */
function sealedIn(tree: Tree, sealed: ReadonlyMap<string, ReadonlySet<string>>): (field: readonly string[]) => boolean {
  const relations = relationsIn(tree);
  const anywhere = new Set([...sealed.values()].flatMap((columns) => [...columns]));
  return (field) => {
    const [name = '', qualifier] = field.toReversed();
    const known = qualifier === undefined ? undefined : relations.get(qualifier);
    const names = known === undefined || known === 'several' ? anywhere : (sealed.get(known) ?? new Set<string>());
    return name === '*' ? names.size > 0 : names.has(name);
  };
}

/** Relation of each name that columns may be qualified with. */
function relationsIn(tree: Tree): Map<string, string> {
  const found = new Map<string, string>();
  visit(tree, (node) => {
    const range = node['RangeVar'];
    if (!isObject(range) || typeof range['relname'] !== 'string') return;
    const alias = below(range, 'alias', 'aliasname');
    const name = typeof alias === 'string' ? alias : range['relname'];
    found.set(name, found.has(name) && found.get(name) !== range['relname'] ? 'several' : range['relname']);
  });
  return found;
}

function fieldOf(fields: Tree): string[] {
  return (isList(fields) ? fields : []).map((field) => {
    const text = below(field, 'String', 'sval');
    return typeof text === 'string' ? text : '*';
  });
}

function visit(node: Tree, see: (node: Branch) => void): void {
  if (isList(node)) for (const one of node) visit(one, see);
  else if (isObject(node)) {
    see(node);
    for (const value of Object.values(node)) visit(value, see);
  }
}

/** The text with the schema of these relations exchanged, at the places that the parser gives. `schemaOf` undefined leaves a relation alone. */
export function moveRelations(
  text: string,
  schemaOf: (schema: string, relation: string) => string | undefined,
): string {
  const places: { readonly at: number; readonly schema: string }[] = [];
  const add = (location: Tree | undefined, schema: Tree | undefined, relation: Tree | undefined) => {
    if (typeof schema !== 'string' || typeof relation !== 'string') return;
    const other = schemaOf(schema, relation);
    if (other !== undefined) places.push({ at: typeof location === 'number' ? location : 0, schema: other });
  };
  visit(parseSync(text) as unknown as Tree, (node) => {
    const range = node['RangeVar'] ?? node['relation']; // the latter in a statement that makes or changes something on it
    if (isObject(range)) add(range['location'], range['schemaname'], range['relname']);
    const column = node['ColumnRef'];
    if (isObject(column)) {
      const field = fieldOf(column['fields'] ?? []);
      if (field.length === 3) add(column['location'], field[0], field[1]);
    }
  });
  let moved = text;
  for (const { at, schema } of places.toSorted((a, b) => b.at - a.at)) {
    const before = Buffer.from(moved, 'utf8').subarray(0, at).toString('utf8');
    const rest = Buffer.from(moved, 'utf8').subarray(at).toString('utf8');
    moved = before + rest.replace(/^(?:"(?:[^"]|"")*"|[^\s."]+)/, () => quoteName(schema));
  }
  return moved;
}

function isList(node: Tree | undefined): node is readonly Tree[] {
  return Array.isArray(node);
}

function isObject(node: Tree | undefined): node is Branch {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
