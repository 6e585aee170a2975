/**
 * Which columns may go into a sealed column as they are: what was sealed for one person's one field cannot stand anywhere else, and nobody opens it on its way
 * through the database. Anything that a statement's words do not show to be one of these is refused before the database hears of it (decision 0027):
 *
 * - the same column of the row itself (`set a = a`), or of the row that is proposed to it (`set a = excluded.a`);
 * - the same column of another row, in a table that may have several rows of one person: whose those rows are its guard sees (JK505).
 *
 * In the persons' own table another row is another person.
 */
import { Refusal } from '../platform/mod.ts';
import { nowhere, ofColumn, Origins, type Relation, type Scope, type Sources, TooMuch } from './origins.ts';
import { isObject, type Tree } from './places.ts';
import type { SealedColumn, SealedTable, SealedTables } from './sealed-tables.ts';
import { kindOf, listOf, type Node, objectOf, textOf, wordsOf } from './syntax.ts';

/** Throws JK531 where the column that a reference or a sub-select gives may not go into a sealed column as it is. */
export type CheckCopy = (into: string, value: Tree) => void;

/** What goes into a sealed column. */
export type Kept = { readonly into: string; readonly value: Tree; readonly check: CheckCopy };

/** Of one statement. */
export class Copies {
  readonly #origins: Origins;

  constructor(tables: SealedTables, searchPath: string) {
    this.#origins = new Origins(tables, searchPath);
  }

  /** In what an UPDATE sets. */
  updated(update: Node, table: SealedTable): CheckCopy {
    const { relations, ...others } = this.#origins.scopeOf(update, listOf(update['fromClause']), nowhere);
    const row = new Row(table, nameOf(update));
    return this.#checked(row, { ...others, relations: [...row.relations, ...relations] });
  }

  /** In what a MERGE sets (`CMD_UPDATE`) and inserts: there the row is not there yet. */
  merged(merge: Node, table: SealedTable): (action: Tree | undefined) => CheckCopy {
    const source = this.#origins.scopeOf(merge, [merge['sourceRelation'] ?? null], nowhere);
    const row = new Row(table, nameOf(merge));
    const set = this.#checked(row, { ...source, relations: [...row.relations, ...source.relations] });
    const inserted = this.#checked(row, source);
    return (action) => (action === 'CMD_UPDATE' ? set : inserted);
  }

  /** In what DO UPDATE of an INSERT sets. */
  conflicting(insert: Node, table: SealedTable): CheckCopy {
    const row = new Row(table, nameOf(insert), 'excluded');
    return this.#checked(row, { ...this.#origins.scopeOf(insert, [], nowhere), relations: row.relations });
  }

  /** In values of an INSERT that stand by themselves: they can name no column outside a sub-select. */
  valued(insert: Node, table: SealedTable): CheckCopy {
    return this.#checked(new Row(table), this.#origins.scopeOf(insert, [], nowhere));
  }

  /** All that an INSERT puts into sealed columns, of each row of its VALUES and each branch of its SELECT. */
  inserted(insert: Node, table: SealedTable, columns: readonly string[]): readonly Kept[] {
    const sealed = [...columns.entries()].filter(([, column]) => table.sealed.has(column));
    const row = new Row(table);
    return branchesOf(
      this.#origins,
      kindOf(insert['selectStmt'])[1],
      this.#origins.scopeOf(insert, [], nowhere),
    ).flatMap(({ rows, scope }) => {
      const check = this.#checked(row, scope);
      return rows.flatMap((given) =>
        sealed.flatMap(([n, into]): Kept[] => {
          const value = given[starBefore(given, n) ?? n];
          return value === undefined ? [] : [{ into, value, check }];
        }),
      );
    });
  }

  #checked(row: Row, scope: Scope): CheckCopy {
    const passed = new Set<string>(); // the same names for each row of a long list of values
    return (into, value) => {
      const [kind, node] = kindOf(value);
      const name = kind === 'ColumnRef' ? JSON.stringify([into, ...wordsOf(node['fields'])]) : '';
      if (passed.has(name)) return;
      if (!row.takes(into, this.#sourcesOf(value, scope))) throw new Refusal('JK531', { column: into });
      if (name !== '') passed.add(name);
    };
  }

  #sourcesOf(value: Tree, scope: Scope): Sources | null {
    try {
      return this.#origins.of(value, scope);
    } catch (error) {
      if (error instanceof TooMuch || error instanceof RangeError) return null;
      throw error;
    }
  }
}

/** Throws JK531, or `code` where it is neither a column, NULL nor DEFAULT. */
export function checkKept({ into, value, check }: Kept, code: 'JK515' | 'JK519'): void {
  if (givesNothing(value)) return;
  if (kindOf(value)[0] !== 'ColumnRef') throw new Refusal(code, { column: into });
  check(into, value);
}

export function givesNothing(value: Tree): boolean {
  const [kind, node] = kindOf(value);
  return kind === 'SetToDefault' || (kind === 'A_Const' && node['isnull'] === true);
}

/** The row that is written, under the names by which its own columns are meant. */
class Row {
  readonly relations: readonly Relation[];
  readonly #table: SealedTable;
  /** Its columns, told from those of the table's other rows. */
  readonly #own: ReadonlyMap<string, SealedColumn>;

  constructor(table: SealedTable, ...names: readonly string[]) {
    this.#table = table;
    this.#own = new Map([...table.sealed].map(([name, column]) => [name, { ...column }]));
    this.relations = names.map((name) => ({ name, column: (asked) => this.#ownColumn(asked) }));
  }

  takes(into: string, sources: Sources | null): boolean {
    if (sources === null || sources.leaves.size > 0) return false;
    const [column = null, ...others] = sources.columns;
    if (column === null || others.length > 0) return false;
    return column === this.#own.get(into) || (this.#table.kind !== 'person' && column === this.#table.sealed.get(into));
  }

  #ownColumn(asked: string): Sources | undefined {
    const column = this.#own.get(asked);
    return column === undefined ? undefined : ofColumn(column);
  }
}

/** By what the rest of the statement calls the table that it writes. */
function nameOf(write: Node): string {
  const relation = objectOf(write['relation']);
  return textOf(objectOf(relation['alias'])['aliasname']) || textOf(relation['relname']);
}

type Branch = { readonly rows: readonly (readonly Tree[])[]; readonly scope: Scope };

/** The rows of VALUES or the one of a SELECT's targets, for each branch of a UNION. */
function branchesOf(origins: Origins, select: Node, outer: Scope): readonly Branch[] {
  const scope = origins.scopeOf(select, listOf(select['fromClause']), outer);
  const branches = [select['larg'], select['rarg']].filter(isObject);
  if (branches.length > 0) return branches.flatMap((branch) => branchesOf(origins, branch, scope));
  const lists = listOf(select['valuesLists']).map((list) => listOf(kindOf(list)[1]['items']));
  const targets = listOf(select['targetList']).map((target) => kindOf(target)[1]['val'] ?? null);
  return [{ rows: lists.length > 0 ? lists : [targets], scope }];
}

/** A star is several columns: behind it nobody counts them. */
function starBefore(values: readonly Tree[], n: number): number | undefined {
  const at = values.findIndex((value) => kindOf(listOf(kindOf(value)[1]['fields']).at(-1))[0] === 'A_Star');
  return at < 0 || at > n ? undefined : at;
}
