/** The tables with sealed columns of a membership database, as adopting registered them, and the name by which a statement means one. */
import { quoteName } from '../platform/mod.ts';

/** `group`: the term group by which it is found; 0 where it is not findable. */
export type SealedColumn = { readonly field: number; readonly group: number };

export type SealedTable = {
  readonly schema: string;
  readonly name: string;
  /** How a row leads to its person; see migrations/members/0003-writes.sql. */
  readonly kind: 'person' | 'column' | 'via';
  readonly personTable: string;
  /** `person`: the key; `column`: the column that holds the person's key. */
  readonly keyColumn: string | null;
  /** Its type, as SQL writes it; empty where there is no such column. */
  readonly keyType: string;
  /** SQL that gives a row's subject, in which `{row}` stands for the row's name. */
  readonly owner: string;
  /** All columns in order. */
  readonly columns: readonly string[];
  /** The type of each column, without a length: `bpchar` and not `character`, which would be one of length 1. */
  readonly types: ReadonlyMap<string, string>;
  readonly sealed: ReadonlyMap<string, SealedColumn>;
  /** Columns of each unique constraint, by its name. */
  readonly uniques: ReadonlyMap<string, readonly string[]>;
};

export class SealedTables {
  readonly #tables: readonly SealedTable[];

  constructor(tables: readonly SealedTable[]) {
    this.#tables = tables;
  }

  /** The numbers of all sealed columns, in order: another column has another number for ever. */
  get fields(): string {
    const numbers = this.#tables.flatMap((table) => [...table.sealed.values()].map(({ field }) => field));
    return numbers.toSorted((a, b) => a - b).join();
  }

  /** Names of all sealed columns. */
  get names(): ReadonlySet<string> {
    return new Set(this.#tables.flatMap((table) => [...table.sealed.keys()]));
  }

  get empty(): boolean {
    return this.#tables.length === 0;
  }

  /** TABLE.COLUMN, as the map that the database was adopted with says it. */
  nameOf(column: SealedColumn): string | undefined {
    for (const { name, sealed } of this.#tables)
      for (const [each, one] of sealed) if (one === column) return `${name}.${each}`;
    return undefined;
  }

  /** The table of that name: of its schema, or of the first one in the search path that has one. */
  named(words: readonly string[], searchPath: string): SealedTable | undefined {
    const name = words.at(-1);
    const schemas = words.length > 1 ? [words.at(-2)] : schemasOf(searchPath);
    for (const schema of schemas) {
      const found = this.#tables.find((table) => table.schema === schema && table.name === name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** The names of a search path as `search_path` writes them. */
function schemasOf(searchPath: string): readonly string[] {
  return [...searchPath.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? '',
  );
}

export function quotedName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

/** SQL that gives the subject of the row which the statement calls `name`. */
export function ownerOf(table: SealedTable, name: string): string {
  return `(${table.owner.replaceAll('{row}', quoteName(name))})::text`;
}
