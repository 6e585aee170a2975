/**
 * A write within another statement, as WITH, PREPARE and EXPLAIN have it. Whose rows it meets cannot be asked, so that it puts into sealed columns nothing but what
 * is sealed already and may stand there (copies.ts), NULL and DEFAULT.
 */
import { checkKept, type Copies, type Kept } from './copies.ts';
import { isList, isObject, type Tree } from './places.ts';
import type { SealedTable } from './sealed-tables.ts';
import { kindOf, listOf, type Node, objectOf, textOf } from './syntax.ts';
import { columnsOf } from './write-insert.ts';
import { assignedBy } from './write-merge.ts';
import { assigned } from './write-update.ts';

/** Throws JK519, JK515 and JK531. */
export function checkWrapped(
  stmt: Tree,
  tableOf: (relation: Node) => SealedTable | undefined,
  copies: () => Copies,
): void {
  const walk = (tree: Tree): void => {
    if (isList(tree)) return tree.forEach(walk);
    if (!isObject(tree)) return;
    for (const [key, child] of Object.entries(tree)) {
      if (key === 'valuesLists') continue; // nothing that writes stands among values, and there may be thousands
      const written = writers[key];
      const table = written === undefined ? undefined : tableOf(objectOf(objectOf(child)['relation']));
      if (written !== undefined && table !== undefined)
        for (const kept of written(objectOf(child), table, copies())) checkKept(kept, 'JK519');
      walk(child);
    }
  };
  for (const child of Object.values(kindOf(stmt)[1])) walk(child);
}

const writers: Readonly<Record<string, (node: Node, table: SealedTable, copies: Copies) => readonly Kept[]>> = {
  InsertStmt: (insert, table, copies) => [
    ...copies.inserted(insert, table, columnsOf(insert, table)),
    ...setBy(objectOf(insert['onConflictClause']), table, () => copies.conflicting(insert, table)),
  ],
  UpdateStmt: (update, table, copies) => setBy(update, table, () => copies.updated(update, table)),
  MergeStmt: (merge, table, copies) =>
    assignedBy(merge, table, copies)
      .filter(({ column }) => table.sealed.has(column))
      .map(({ column, value, check }) => ({ into: column, value, check })),
};

function setBy(node: Node, table: SealedTable, check: () => Kept['check']): readonly Kept[] {
  return listOf(node['targetList'])
    .map((target) => kindOf(target)[1])
    .flatMap((target): Kept[] => {
      const into = textOf(target['name']);
      return table.sealed.has(into) ? [{ into, value: assigned(target, into), check: check() }] : [];
    });
}
