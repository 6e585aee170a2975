/** What an INSERT writes: a group for each row. */
import { Refusal } from '../platform/mod.ts';
import { type Copies, checkKept, givesNothing } from './copies.ts';
import type { Replacement, Token } from './literals.ts';
import type { SealedTable } from './sealed-tables.ts';
import { type Node, kindOf, listOf, objectOf, textOf, wordsOf } from './syntax.ts';
import { askRow, keyText } from './write-owners.sql.ts';
import type { Cell, Group, Item, Piece } from './write-shape.ts';
import { assigned, movesRows } from './write-update.ts';
import { type Rows, rowsOf, sourceOf, targetItems, unnestOf } from './write-source.ts';
import { type Reading, drop, isSealedCast, mark, valuesIn, valuesOfItem } from './write-values.ts';
import { isArrayCast, withoutTextCasts } from './string-cast.ts';

/** Throws JK515 where a value is not one that can be sealed, JK531 where it is another column's, JK521 where whose row is met by a conflict cannot be asked. */
export function groupsOfInsert(
  insert: Node,
  table: SealedTable,
  tokens: readonly Token[],
  loosen: Replacement[],
  copies: Copies,
): readonly Group[] {
  const columns = columnsOf(insert, table);
  const conflict = objectOf(insert['onConflictClause']);
  const reading = { tokens, source: () => undefined, checkCopy: copies.conflicting(insert, table), loosen };
  const targets = listOf(conflict['targetList']).map((target) => kindOf(target)[1]);
  const sets = targets.flatMap((target) => setCells(target, table, reading));
  if (sets.length === 0 && !columns.some((column) => table.sealed.has(column))) return [];
  const rows = rowsOfInsert(insert, columns, tokens);
  if (rows === null) {
    if (sets.length > 0) throw new Refusal('JK515', { column: sets[0]?.column ?? '' });
    for (const kept of copies.inserted(insert, table, columns)) checkKept(kept, 'JK515');
    return [];
  }
  const checkCopy = copies.valued(insert, table);
  const single = rows.length === 1 && rows[0]?.arrays === null;
  if (sets.length > 0 && !single) throw new Refusal('JK515', { column: sets[0]?.column ?? '' });
  const read = rows.map((row) => {
    const { items, arrays, source, whole } = row;
    const each = arrays !== null;
    const cells = [...sets];
    for (const [n, column] of columns.entries()) {
      const item = items[n];
      if (!table.sealed.has(column) || item === undefined) continue;
      const reading: Reading = { tokens, column, source: (name) => ofSource(source, name), checkCopy, loosen };
      if (each && !arrays.has(item) && !givesNothing(item.tree)) throw new Refusal('JK515', { column }); // one value for every row
      if (each) cells.push(...elements(reading, item));
      else if (whole) cells.push(...valuesOfItem(reading, item).map((value) => ({ column, value })));
      else cells.push(...valuesIn(reading, item.tree).map(({ value }) => ({ column, value })));
    }
    return { ...row, cells };
  });
  const meets = read.some(({ cells }) => cells.length > 0) ? conflictColumns(conflict, table) : null;
  const moves = movesRows(table, targets);
  return read.map(({ items, arrays, source, cells }) => {
    const at = (column: string): Piece[] | null => {
      const item = items[columns.indexOf(column)];
      return item === undefined || givesNothing(item.tree) ? null : pieceOf(item, arrays, source);
    };
    return {
      table,
      owners: ownersOf(table, meets, at, moves),
      same: sameOf(table, at),
      none: 'new' as const,
      fresh: freshOf(table, at),
      cells,
      each: arrays !== null,
    };
  });
}

/** Those that it names, else all. */
export function columnsOf(insert: Node, table: SealedTable): readonly string[] {
  const named = listOf(insert['cols']).map((target) => textOf(kindOf(target)[1]['name']));
  return named.length > 0 ? named : table.columns;
}

type RowSource = {
  readonly columns: readonly string[];
  readonly alias: string;
  readonly items: readonly Item[];
} | null;
/** `whole`: its items are a list's own, taken by `*`. */
type InsertRow = {
  readonly items: readonly Item[];
  /** Of a row for each element of arrays: which of the items are those arrays. Null for one row. */
  readonly arrays: ReadonlySet<Item> | null;
  readonly source: RowSource;
  readonly whole: boolean;
};

/** The rows that it inserts; null where they come out of tables, or there are none. */
function rowsOfInsert(insert: Node, columns: readonly string[], tokens: readonly Token[]): readonly InsertRow[] | null {
  const select = kindOf(insert['selectStmt'] ?? null)[1];
  const direct: Rows | undefined = insert['selectStmt'] === undefined ? undefined : rowsOf(select, tokens);
  if (direct !== undefined) {
    const calls = direct.rows.length === 1 ? unnested(direct.rows[0]?.items ?? [], tokens) : null;
    if (calls !== null) return [{ ...calls, source: null, whole: false }];
    return direct.rows.map(({ items }) => ({ items, arrays: null, source: null, whole: false }));
  }
  const from = listOf(select['fromClause']);
  const [only] = from;
  if (from.length !== 1 || only === undefined || select['op'] !== 'SETOP_NONE') return null;
  const source = sourceOf(only, tokens);
  if (source === undefined) return null;
  const rows = source.kind === 'arrays' ? [{ items: source.arrays }] : source.rows;
  return rows.map(({ items: given }) => {
    const own = { columns: source.columns, alias: source.alias, items: given };
    const items = isStar(select) ? given : targetItems(select, tokens);
    if (items === undefined || items.length > columns.length) throw new Refusal('JK515', { column: columns[0] ?? '' });
    const whole = isStar(select);
    if (source.kind !== 'arrays') return { items, arrays: null, source: own, whole };
    const found = items.map((item) => ofSource(own, columnName(item)) ?? item);
    return { items: found, arrays: new Set(found.filter((item) => given.includes(item))), source: own, whole };
  });
}

/** The column that an expression is, below any casts. */
function columnName(item: Item): readonly string[] {
  let tree = item.tree;
  while (kindOf(tree)[0] === 'TypeCast') tree = kindOf(tree)[1]['arg'] ?? null;
  const [kind, node] = kindOf(tree);
  return kind === 'ColumnRef' ? wordsOf(node['fields']) : [];
}

/** Where some targets are `unnest(…)` of one array: those arrays, and what stands beside them in every row. */
function unnested(items: readonly Item[], tokens: readonly Token[]): Pick<InsertRow, 'items' | 'arrays'> | null {
  const calls = items.map((item) => unnestOf(item.tree, tokens)?.arrays[0]);
  const arrays = new Set(calls.filter((call) => call !== undefined));
  return arrays.size === 0 ? null : { items: items.map((item, n) => calls[n] ?? item), arrays };
}

function isStar(select: Node): boolean {
  const targets = listOf(select['targetList']);
  const fields = listOf(kindOf(kindOf(targets[0] ?? null)[1]['val'] ?? null)[1]['fields']);
  return targets.length === 1 && kindOf(fields.at(-1) ?? null)[0] === 'A_Star';
}

function ofSource(source: RowSource, name: readonly string[]): Item | undefined {
  if (source === null || (name.length > 1 && name[0] !== source.alias)) return undefined;
  const at = source.columns.indexOf(name.at(-1) ?? '');
  return at < 0 ? undefined : source.items[at];
}

/** An array of values, one a row. */
function elements(reading: Reading, item: Item): readonly Cell[] {
  const { inner, casts } = withoutTextCasts(item.tree);
  const [kind, node] = kindOf(inner);
  if (kind === 'A_Const' && node['isnull'] === true) return [];
  const sealed = kind === 'TypeCast' && isSealedCast(node) && isArrayCast(node);
  const [argKind, arg] = sealed ? kindOf(node['arg'] ?? null) : [kind, node];
  if (argKind !== 'ParamRef') throw new Refusal('JK515', { column: reading.column });
  if (!sealed) {
    drop(reading, casts);
    mark(reading, item.range, 'pii.sealed[]');
  }
  return [{ column: reading.column, value: { kind: 'element', at: Number(arg['number']), most: null } }];
}

/** What DO UPDATE sets besides what is proposed. */
function setCells(target: Node, table: SealedTable, reading: Omit<Reading, 'column'>): readonly Cell[] {
  const column = textOf(target['name']);
  if (!table.sealed.has(column)) return [];
  return valuesIn({ ...reading, column }, assigned(target, column)).map(({ value }) => ({ column, value }));
}

/** The columns whose values say which row is met; null where no row is changed. */
function conflictColumns(conflict: Node, table: SealedTable): readonly string[] | null {
  if (conflict['action'] !== 'ONCONFLICT_UPDATE') return null;
  const infer = objectOf(conflict['infer']);
  const named = table.uniques.get(textOf(infer['conname']));
  if (named !== undefined) return named;
  const columns = listOf(infer['indexElems']).map((element) => textOf(kindOf(element)[1]['name']));
  if (columns.length === 0 || columns.includes('')) throw new Refusal('JK521');
  return columns;
}

function pieceOf(item: Item, arrays: InsertRow['arrays'], source: RowSource): Piece[] {
  if (arrays !== null) return [arrays.has(item) ? { elementOf: item.range } : item.range];
  const given = ofSource(source, columnName(item));
  return [given?.range ?? item.range];
}

function freshOf(table: SealedTable, at: (column: string) => Piece[] | null): Group['fresh'] {
  if (table.kind === 'person') return 'person';
  return table.kind === 'column' && table.keyColumn !== null && at(table.keyColumn) !== null ? 'person' : 'unowned';
}

/** The key that tells whether two rows of one text are one new person's: also one's own row and one that points to it. */
function sameOf(table: SealedTable, at: (column: string) => Piece[] | null): readonly Piece[] | null {
  const key = table.kind !== 'via' && table.keyColumn !== null ? at(table.keyColumn) : null;
  return key === null ? null : keyText(table, key);
}

/** The row that is met by a conflict, else whoever the row's key or column leads to. */
function ownersOf(
  table: SealedTable,
  columns: readonly string[] | null,
  at: (column: string) => Piece[] | null,
  moves: boolean,
): readonly Piece[] | null {
  const meets = columns?.map((column) => [column, at(column) ?? []] as const) ?? null;
  const whole = meets !== null && meets.every(([, value]) => value.length > 0) ? meets : null;
  const key = table.keyColumn === null || table.kind === 'via' ? null : at(table.keyColumn);
  return askRow(table, whole, key === null ? null : keyText(table, key), moves);
}
