/**
 * Where in a statement a value stands, by PostgreSQL's parse tree: whether it is compared, stored or only shown. This decides in which form a value
 * for a sealed column is bound; a wrong answer is caught later (a finder cannot be stored and never leaves the gateway).
 */

/** As libpg-query gives the tree: each node is an object with its kind as the only key, or a plain object below a named field. */
export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

/**
 * `comparing`: an operand (a finder is bound). `storing`: goes into a table. `showing`: comes out as it is, as in `coalesce(email, '')`: left alone.
 */
export type Place = 'comparing' | 'storing' | 'showing';

export type Places = {
  /** By byte offset. Only literals that a parameter may replace: not `date '…'`, not the path of JSON_TABLE. */
  readonly literals: ReadonlyMap<number, Place>;
  /** By the n of $n; of several places the gravest. */
  readonly parameters: ReadonlyMap<number, Place>;
};

// A value in FROM or WITH may be compared or shown further out. With a cast (`'x'::pii.sealed`) it is taken as compared, else as shown.
type Inner = Place | 'derived';

const gravity: Readonly<Record<Place, number>> = { showing: 0, comparing: 1, storing: 2 };

/** The fields of a node whose place is not that of the node itself. */
const rules: Readonly<Record<string, Readonly<Record<string, Inner | 'skip'>>>> = {
  A_Expr: { lexpr: 'comparing', rexpr: 'comparing' },
  BoolExpr: { args: 'comparing' },
  NullTest: { arg: 'comparing' },
  CaseExpr: { arg: 'comparing' },
  CaseWhen: { expr: 'comparing' },
  FuncCall: { args: 'comparing', agg_filter: 'comparing', agg_order: 'showing', over: 'showing' },
  JoinExpr: { quals: 'comparing' },
  CallStmt: { funccall: 'comparing' },
  JsonTable: { pathspec: 'skip' },
  JsonTableColumn: { pathspec: 'skip' },
  SelectStmt: {
    whereClause: 'comparing',
    havingClause: 'comparing',
    groupClause: 'showing',
    sortClause: 'showing',
    distinctClause: 'showing',
    windowClause: 'showing',
    fromClause: 'derived',
    withClause: 'derived',
  },
  InsertStmt: { selectStmt: 'storing', withClause: 'derived', returningClause: 'showing' },
  onConflictClause: { targetList: 'storing', whereClause: 'comparing', infer: 'comparing' },
  UpdateStmt: {
    targetList: 'storing',
    whereClause: 'comparing',
    fromClause: 'derived',
    withClause: 'derived',
    returningClause: 'showing',
  },
  DeleteStmt: { whereClause: 'comparing', usingClause: 'derived', withClause: 'derived', returningClause: 'showing' },
  MergeStmt: {
    joinCondition: 'comparing',
    sourceRelation: 'derived',
    withClause: 'derived',
    returningClause: 'showing',
  },
  MergeWhenClause: { condition: 'comparing', targetList: 'storing', values: 'storing' },
};

/** The places of all literals and parameters of one statement that PostgreSQL plans (SELECT, INSERT, UPDATE, DELETE, MERGE, CALL). */
export function placesIn(tree: Tree): Places {
  const literals = new Map<number, Place>();
  const parameters = new Map<number, Place>();
  const record = (map: Map<number, Place>, key: number, inner: Inner) => {
    const place = inner === 'derived' ? 'showing' : inner;
    const before = map.get(key);
    if (before === undefined || gravity[place] > gravity[before]) map.set(key, place);
  };

  const walk = (tag: string, node: Tree, place: Inner): void => {
    if (isList(node)) return node.forEach((each) => walk(tag, each, place));
    if (!isObject(node)) return;
    if (tag === 'A_Const') {
      if (isObject(node['sval']) && typeof node['location'] === 'number') record(literals, node['location'], place);
      return;
    }
    if (tag === 'ParamRef') return record(parameters, Number(node['number']), place);
    if (tag === 'TypeCast' && node['location'] === -1) return; // date '…'
    const within =
      tag === 'TypeCast' && place === 'derived' ? 'comparing' : tag === 'SubLink' ? placeOfSubLink(node, place) : place;
    const rule = rules[ruleOf(tag, node)];
    for (const [field, child] of Object.entries(node)) {
      const other = rule?.[field];
      if (other !== 'skip' && !(field === 'args' && isExtract(node))) walk(field, child, other ?? within);
    }
  };

  walk('', tree, 'showing');
  return { literals, parameters };
}

/** A branch of UNION stands below `larg` and `rarg` without its kind. */
function ruleOf(tag: string, node: { readonly [key: string]: Tree }): string {
  return 'limitOption' in node ? 'SelectStmt' : tag;
}

/** What a sub-select gives: compared by IN, ANY and ALL; where it is a value, the place of that value. */
function placeOfSubLink(node: { readonly [key: string]: Tree }, place: Inner): Inner {
  const kind = node['subLinkType'];
  if (kind === 'EXISTS_SUBLINK') return 'showing';
  return kind === 'ANY_SUBLINK' || kind === 'ALL_SUBLINK' || kind === 'ROWCOMPARE_SUBLINK' ? 'comparing' : place;
}

/** `extract('year' from d)`, whose first word PostgreSQL takes as a literal only. */
function isExtract(node: { readonly [key: string]: Tree }): boolean {
  return node['funcformat'] === 'COERCE_SQL_SYNTAX' && JSON.stringify(node['funcname']).includes('"extract"');
}

export function isObject(tree: Tree | undefined): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}
