/** What a MERGE writes: a group for each row of its source, whose owner is the row that it matches, else whoever a new one leads to. */
import { Refusal } from '../platform/mod.ts';
import type { CheckCopy, Copies } from './copies.ts';
import type { Replacement, Token } from './literals.ts';
import type { Tree } from './places.ts';
import { between, wordAfter, wordBefore } from './sections.ts';
import type { SealedTable } from './sealed-tables.ts';
import { type Node, kindOf, listOf, objectOf, textOf, wordsOf } from './syntax.ts';
import { askMetOrKey, keyText } from './write-owners.sql.ts';
import type { Cell, Group, Piece } from './write-shape.ts';
import { sourceOf } from './write-source.ts';
import { type FromRow, movesRows, replaced, rowsIn } from './write-update.ts';
import { type Reading, valuesIn } from './write-values.ts';

type Assigned = { readonly column: string; readonly value: Tree; readonly check: CheckCopy };

/** Throws JK515 where a value is not one that can be sealed, or the statement is not understood, and JK531. */
export function groupsOfMerge(
  merge: Node,
  table: SealedTable,
  tokens: readonly Token[],
  loosen: Replacement[],
  copies: Copies,
): readonly Group[] {
  const clauses = listOf(merge['mergeWhenClauses']).map((clause) => kindOf(clause)[1]);
  const all = assignedBy(merge, table, copies);
  const sealed = all.filter(({ column }) => table.sealed.has(column));
  if (sealed.length === 0) return [];
  const rows = rowsIn(sourceOf(merge['sourceRelation'] ?? null, tokens));
  const moves = clauses.some((clause) => movesRows(table, setBy(clause)));
  let question: ReturnType<typeof questionOf> | undefined; // made where there is something to seal
  const lead = table.kind === 'column' ? all.find(({ column }) => column === table.keyColumn)?.value : undefined;
  return rows.flatMap((row): Group[] => {
    const cells = sealed.flatMap(({ column, value, check }): Cell[] => {
      const reading: Reading = { tokens, column, source: row?.of ?? (() => undefined), checkCopy: check, loosen };
      return valuesIn(reading, value).map((found) => {
        if (!found.ofSource && rows.length > 1) throw new Refusal('JK515', { column });
        return { column, value: found.value };
      });
    });
    if (cells.length === 0) return [];
    if (row === null) throw new Refusal('JK515', { column: cells[0]?.column ?? '' }); // a table's rows may be anybody's
    question ??= questionOf(merge, table, tokens, moves);
    const key = leadOf(table, lead, row);
    const none = 'new' as const;
    const fresh = table.kind === 'person' || key !== null ? 'person' : 'unowned';
    return [{ table, owners: question(row, key), same: key, none, fresh, cells, each: row.each }];
  });
}

/** What its clauses set and insert. */
export function assignedBy(merge: Node, table: SealedTable, copies: Copies): readonly Assigned[] {
  const checkOf = copies.merged(merge, table);
  return listOf(merge['mergeWhenClauses']).flatMap((when): Assigned[] => {
    const clause = kindOf(when)[1];
    const check = checkOf(clause['commandType']);
    const set = setBy(clause);
    if (set.length > 0)
      return set.map((target) => ({ column: textOf(target['name']), value: target['val'] ?? null, check }));
    const named = listOf(clause['targetList']).map((target) => textOf(kindOf(target)[1]['name']));
    const columns = named.length > 0 ? named : table.columns;
    return listOf(clause['values']).map((value, n) => ({ column: columns[n] ?? '', value, check }));
  });
}

/** The targets of a clause that updates. */
function setBy(clause: Node): readonly Node[] {
  return clause['commandType'] === 'CMD_UPDATE' ? listOf(clause['targetList']).map((target) => kindOf(target)[1]) : [];
}

/** The text of the key that a new row leads by; null where it is none of the source's. */
function leadOf(table: SealedTable, lead: Tree | undefined, row: FromRow): readonly Piece[] | null {
  const [kind, node] = kindOf(lead);
  const item = kind === 'ColumnRef' ? row.of(wordsOf(node['fields'])) : undefined;
  if (item === undefined) return null;
  return keyText(table, [row.each ? { elementOf: item.range } : item.range]);
}

function questionOf(
  merge: Node,
  table: SealedTable,
  tokens: readonly Token[],
  moves: boolean,
): (row: FromRow, key: readonly Piece[] | null) => readonly Piece[] {
  const start = wordBefore(tokens, 'merge', merge['relation']);
  const using = wordAfter(tokens, 'using', start);
  const when = wordAfter(tokens, 'when', using);
  const on = wordBefore(tokens, 'on', merge['joinCondition']);
  const into = wordAfter(tokens, 'into', start);
  const relation = objectOf(merge['relation']);
  const alias = textOf(objectOf(relation['alias'])['aliasname']) || textOf(relation['relname']);
  const target = between(tokens, into, using);
  const source = between(tokens, using, on);
  const condition = between(tokens, on, when);
  const before = start <= 0 ? null : between(tokens, -1, start);
  return (row, key) => {
    const others = replaced(source, row.instead);
    return askMetOrKey({ table, alias, target, others, conditions: [['(', condition, ')']] }, before, key, moves);
  };
}
