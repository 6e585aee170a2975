import { fullNameOf } from './column.ts';
import type { Looked } from './discovery.ts';
import type { Verdict } from './verdict.ts';

/** A column that points at another holds its values: what that one was found to be, this one is, over as many steps as there are. */
export function inherit(looked: readonly Looked[]): Looked[] {
  const verdicts = new Map<string, Verdict>();
  const at = (table: string, column: string) => `${table}\n${column}`;
  for (const { table, columns } of looked)
    for (const { column, verdict } of columns) verdicts.set(at(fullNameOf(table), column.name), verdict);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { table } of looked)
      for (const { columns, table: target, keys } of table.foreignKeys)
        columns.forEach((column, n) => {
          const own = verdicts.get(at(fullNameOf(table), column));
          const theirs = verdicts.get(at(target, keys[n] ?? ''));
          if (own === undefined || own.finding !== null || theirs === undefined || theirs.finding === null) return;
          verdicts.set(at(fullNameOf(table), column), {
            ...theirs,
            reasons: [{ because: 'points' }],
            delicate: false,
            secret: false,
          });
          changed = true;
        });
  }
  return looked.map((one) => ({
    ...one,
    columns: one.columns.map((each) => ({
      ...each,
      verdict: verdicts.get(at(fullNameOf(one.table), each.column.name)) ?? each.verdict,
    })),
  }));
}
