/** How the rows of each table lead to the person, in the words of the map of `adopt`. */
import { type Table, fullNameOf } from './column.ts';
import type { Person } from './person-table.ts';
import { tableKind } from './table-kind.ts';
import { singular, wordsOf } from './words.ts';

export type Way =
  /** The row's own column holds the person's key; `by` name where no foreign key says so. */
  | { readonly kind: 'column'; readonly column: string; readonly by: 'key' | 'name' }
  /** Rows of another table point here; `key` where not at the primary key. */
  | { readonly kind: 'via'; readonly table: string; readonly column: string; readonly key: string | null }
  /** It leads there over several rows, for which the map has no word: `orders.member_id`, the columns on the way. */
  | { readonly kind: 'far'; readonly over: readonly string[] };

/** A column that holds the person's key: the key itself, what it points at, and keys of tables that are one row a person. */
type Holder = { readonly table: string; readonly column: string };

export function waysTo(person: Person, tables: readonly Table[]): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>([[fullNameOf(person.table), { kind: 'column', column: person.key, by: 'key' }]]);
  const holders = holdersOf(person, tables);
  for (const table of tables) {
    const column = ownColumn(table, holders, person);
    if (column !== null && !ways.has(fullNameOf(table)))
      ways.set(fullNameOf(table), { kind: 'column', column, by: 'key' });
  }
  for (const table of tables) {
    const column = ways.has(fullNameOf(table)) ? null : namedColumn(table, person);
    if (column !== null) ways.set(fullNameOf(table), { kind: 'column', column, by: 'name' });
  }
  for (let before = -1; before !== ways.size; ) {
    before = ways.size;
    for (const table of tables) {
      if (ways.has(fullNameOf(table))) continue;
      const way = pointedAt(table, tables, ways) ?? onlyOne(table, tables, ways);
      if (way !== null) ways.set(fullNameOf(table), way);
    }
  }
  for (let before = -1; before !== ways.size; ) {
    before = ways.size;
    for (const table of tables) {
      const over = ways.has(fullNameOf(table)) ? null : farWay(table, ways);
      if (over !== null) ways.set(fullNameOf(table), { kind: 'far', over });
    }
  }
  return ways;
}

function holdersOf(person: Person, tables: readonly Table[]): readonly Holder[] {
  const holders: Holder[] = [{ table: fullNameOf(person.table), column: person.key }];
  for (const { table, columns, keys } of person.table.foreignKeys)
    if (columns.length === 1 && columns[0] === person.key && keys[0] !== undefined)
      holders.push({ table, column: keys[0] });
  for (const table of tables)
    for (const { columns, table: target, keys } of table.foreignKeys) {
      const [column] = columns;
      const isKey = columns.length === 1 && table.key.length === 1 && table.key[0] === column;
      if (column !== undefined && isKey && target === fullNameOf(person.table) && keys[0] === person.key)
        holders.push({ table: fullNameOf(table), column });
    }
  return holders;
}

/** Of several columns the one that is the row's key, never null, or named for the person: `member_id` before `approved_by`. */
function ownColumn(table: Table, holders: readonly Holder[], person: Person): string | null {
  const named = namesFor(person);
  const candidates = table.foreignKeys.flatMap(({ columns, table: target, keys }) => {
    const [column, key] = [columns[0], keys[0]];
    if (columns.length !== 1 || column === undefined || key === undefined) return [];
    return holders.some((one) => one.table === target && one.column === key) ? [column] : [];
  });
  const points = (name: string) => {
    const column = table.columns.find((one) => one.name === name);
    return (column?.key === true ? 4 : 0) + (named.has(plain(name)) ? 2 : 0) + (column?.notNull === true ? 1 : 0);
  };
  return candidates.toSorted((one, other) => points(other) - points(one))[0] ?? null;
}

const plain = (name: string): string => wordsOf(name).join('_');

function namesFor({ table, key }: Person): ReadonlySet<string> {
  const base = wordsOf(table.name).map(singular);
  const bases = [base.join('_'), base.at(-1) ?? ''].filter((one) => one !== '');
  const own = plain(key);
  return new Set([
    ...bases.flatMap((one) =>
      ['id', 'no', 'num', 'number', 'key', 'seq', 'code', 'cd', 'uuid', 'idx', 'sn'].map((tail) => `${one}_${tail}`),
    ),
    ...(['id', 'no', 'seq', 'key', 'idx', 'num', 'code', 'uuid', '번호', '아이디'].includes(own) ? [] : [own]),
  ]);
}

/** Where nobody declared a foreign key: a column of the key's type that is called as the key, or as the table. */
function namedColumn(table: Table, person: Person): string | null {
  const key = person.table.columns.find((one) => one.name === person.key);
  const named = namesFor(person);
  const pointing = new Set(table.foreignKeys.flatMap((one) => one.columns));
  const column = table.columns.find(
    (one) => named.has(plain(one.name)) && kin(one.base) === kin(key?.base ?? '') && !pointing.has(one.name),
  );
  return column?.name ?? null;
}

const kin = (base: string): string =>
  /^(?:smallint|integer|bigint|numeric)$/.test(base) ? 'number' : /char|text/.test(base) ? 'text' : base;

/** A row that others point at is theirs where there are about as many of it as of them; what few rows stand for all is a list. */
function pointedAt(table: Table, tables: readonly Table[], ways: ReadonlyMap<string, Way>): Way | null {
  const kind = tableKind(table.name);
  if (kind === 'organisations' || kind === 'workers') return null;
  for (const other of tables) {
    const way = ways.get(fullNameOf(other));
    if (way === undefined || way.kind === 'far' || other === table) continue;
    for (const { columns, table: target, keys } of other.foreignKeys) {
      const [column, key] = [columns[0], keys[0]];
      if (target !== fullNameOf(table) || columns.length !== 1 || column === undefined || key === undefined) continue;
      if (other.rows > 20 && table.rows >= 0 && table.rows < other.rows * 0.5) continue;
      if (kind === 'customers' && (other.rows < 0 || table.rows < 0)) continue;
      return {
        kind: 'via',
        table: fullNameOf(other),
        column,
        key: table.key.length === 1 && table.key[0] === key ? null : key,
      };
    }
  }
  return null;
}

/** A row that alone points at one row of a table that leads to the person: `shipment.order_id`, unique. */
function onlyOne(table: Table, tables: readonly Table[], ways: ReadonlyMap<string, Way>): Way | null {
  for (const { columns, table: target, keys } of table.foreignKeys) {
    const [column, key] = [columns[0], keys[0]];
    const way = ways.get(target);
    if (way === undefined || way.kind === 'far' || columns.length !== 1 || column === undefined || key === undefined)
      continue;
    if (!tables.some((one) => fullNameOf(one) === target)) continue;
    if (table.columns.find((one) => one.name === column)?.unique !== true) continue;
    return {
      kind: 'via',
      table: target,
      column: key,
      key: table.key.length === 1 && table.key[0] === column ? null : column,
    };
  }
  return null;
}

function farWay(table: Table, ways: ReadonlyMap<string, Way>): string[] | null {
  for (const { columns, table: target } of table.foreignKeys) {
    const way = ways.get(target);
    if (way === undefined || way.kind === 'via') continue;
    const step = `${fullNameOf(table)}.${columns.join('+')}`;
    return way.kind === 'far' ? [step, ...way.over] : [step, `${target}.${way.column}`];
  }
  return null;
}
