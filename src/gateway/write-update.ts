/** What an UPDATE writes: a group for each value, whose owner is whoever the statement's own conditions meet. */
import { Refusal } from '../platform/mod.ts';
import type { Copies } from './copies.ts';
import type { Replacement, Token } from './literals.ts';
import type { Tree } from './places.ts';
import { between, wordAfter, wordBefore } from './sections.ts';
import type { SealedTable } from './sealed-tables.ts';
import { type Node, type Range, kindOf, listOf, objectOf, textOf } from './syntax.ts';
import { askMet } from './write-owners.sql.ts';
import type { Cell, Group, Item, Piece } from './write-shape.ts';
import { type Source, sourceOf } from './write-source.ts';
import { type Found, type Reading, type SourceOf, valuesIn } from './write-values.ts';

/** Throws JK515 where a value is not one that can be sealed, or the statement is not understood, and JK531. */
export function groupsOfUpdate(
  update: Node,
  table: SealedTable,
  tokens: readonly Token[],
  loosen: Replacement[],
  copies: Copies,
): readonly Group[] {
  const targets = listOf(update['targetList']).map((target) => kindOf(target)[1]);
  const sealed = targets.filter((target) => table.sealed.has(textOf(target['name'])));
  if (sealed.length === 0) return [];
  const from = listOf(update['fromClause']);
  const source = from.length === 1 ? sourceOf(from[0] ?? null, tokens) : undefined;
  const checkCopy = copies.updated(update, table);
  let met: ReturnType<typeof metBy> | undefined; // made where there is something to seal: of other updates nothing is asked
  return rowsIn(source).flatMap((row, n): Group[] => {
    const groups = new Map<string, Group & { readonly cells: Cell[] }>();
    for (const target of sealed) {
      const column = textOf(target['name']);
      const reading: Reading = { tokens, column, source: row?.of ?? (() => undefined), checkCopy, loosen };
      for (const found of valuesIn(reading, assigned(target, column))) {
        if (!found.ofSource && n > 0) continue; // the same for every row of the source: its owner is asked once
        const instead = found.ofSource ? (row?.instead ?? null) : null;
        met ??= metBy(update, table, tokens, column);
        const key = keyOf(found);
        const group = groups.get(key) ?? {
          table,
          owners: met(found, instead),
          same: null,
          none: 'nothing' as const,
          fresh: freshOf(table),
          cells: [] as Cell[],
          each: found.ofSource && (row?.each ?? false),
        };
        group.cells.push({ column, value: found.value });
        groups.set(key, group);
      }
    }
    return [...groups.values()];
  });
}

/** The same for the values that one condition leads to. A CASE has its own conditions, each after all before it: their number and the last tell them apart. */
function keyOf({ when, otherwise, ofSource }: Found): string {
  return `${when.map(({ start }) => start).join()} ${otherwise.length} ${otherwise.at(-1)?.start} ${ofSource}`;
}

/** One row of the values in FROM; `instead` takes the place of them all in a question about it. */
export type FromRow = {
  readonly of: SourceOf;
  readonly instead: readonly [whole: Range, pieces: readonly Piece[]];
  readonly each: boolean;
};

export function rowsIn(source: Source | undefined): readonly (FromRow | null)[] {
  if (source === undefined) return [null];
  const item =
    (items: readonly Item[]): SourceOf =>
    (name) => {
      if (name.length > 1 && name[0] !== source.alias) return undefined;
      const at = source.columns.indexOf(name.at(-1) ?? '');
      return at < 0 ? undefined : items[at];
    };
  if (source.kind === 'arrays') {
    const values = source.arrays.flatMap((array, n): Piece[] => [
      ...(n === 0 ? [] : [', ']),
      { elementOf: array.range },
    ]);
    return [{ of: item(source.arrays), instead: [source.range, ['(values (', ...values, '))']], each: true }];
  }
  return source.rows.map(({ items, range }) => ({ of: item(items), instead: [source.range, [range]], each: false }));
}

function freshOf(table: SealedTable): Group['fresh'] {
  return table.kind === 'person' || table.kind === 'column' ? 'person' : 'unowned';
}

/** Whether these targets of a SET say anew which person a row leads to. A person's own key leads nowhere else when it changes. */
export function movesRows(table: SealedTable, targets: readonly Node[]): boolean {
  return table.kind === 'column' && targets.some((target) => textOf(target['name']) === table.keyColumn);
}

/** `set email = …`, or its part of `set (email, name) = (…, …)`. Throws JK515 where the parts come out of a query. */
export function assigned(target: Node, column: string): Tree {
  const value = target['val'] ?? null;
  const [kind, node] = kindOf(value);
  if (kind !== 'MultiAssignRef') return value;
  const [rowKind, row] = kindOf(node['source'] ?? null);
  const part = rowKind === 'RowExpr' ? listOf(row['args'])[Number(node['colno']) - 1] : undefined;
  if (part === undefined) throw new Refusal('JK515', { column });
  return part;
}

/** Makes the question whose rows the statement meets, under the conditions that lead to a value. */
function metBy(
  update: Node,
  table: SealedTable,
  tokens: readonly Token[],
  column: string,
): (found: Found, instead: FromRow['instead'] | null) => readonly Piece[] {
  const [start, set] = [
    wordBefore(tokens, 'update', update['relation']),
    wordBefore(tokens, 'set', update['targetList']),
  ];
  const where = update['whereClause'] === undefined ? -1 : wordBefore(tokens, 'where', update['whereClause']);
  const returning = wordAfter(tokens, 'returning', Math.max(set, where));
  const end = returning < 0 ? tokens.length : returning;
  const from =
    update['fromClause'] === undefined ? -1 : fromWord(tokens, set, where < 0 ? end : where, update['fromClause']);
  if (kindOf(update['whereClause'] ?? null)[0] === 'CurrentOfExpr') throw new Refusal('JK515', { column });
  const relation = objectOf(update['relation']);
  const alias = textOf(objectOf(relation['alias'])['aliasname']) || textOf(relation['relname']);
  const target = between(tokens, start, set);
  const others = from < 0 ? null : between(tokens, from, where < 0 ? end : where);
  const condition = where < 0 ? null : between(tokens, where, end);
  const before = start <= 0 ? null : between(tokens, -1, start);
  return (found, instead) =>
    askMet(
      {
        table,
        alias,
        target,
        others: others === null ? null : replaced(others, instead),
        conditions: [
          ...(condition === null ? [] : [['(', condition, ')']]),
          ...found.when.map((range): Piece[] => ['(', range, ')']),
          ...found.otherwise.map((range): Piece[] => ['(', range, ') is not true']),
        ],
      },
      before,
    );
}

/** FROM of the statement: not that of `is distinct from` in what is set. */
function fromWord(tokens: readonly Token[], set: number, end: number, from: Tree): number {
  const at = wordBefore(tokens, 'from', from);
  if (at > set && at < end) return at;
  throw new Refusal('JK515', { column: '' });
}

export function replaced(range: Range, instead: FromRow['instead'] | null): readonly Piece[] {
  if (instead === null) return [range];
  const [whole, pieces] = instead;
  const parts: Piece[] = [];
  if (whole.start > range.start) parts.push({ start: range.start, end: whole.start });
  parts.push(...pieces);
  if (whole.end < range.end) parts.push({ start: whole.end, end: range.end });
  return parts;
}
