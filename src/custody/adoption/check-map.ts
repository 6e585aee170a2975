/** Compares the map with the tables that there are: what cannot be is told with path, line and the names that there are. */
import { isSealable } from '../../catalog/mod.ts';
import { Refusal } from '../../platform/mod.ts';
import { type AdoptionMap, type MappedColumn, type MappedTable, droppedColumn } from './map.ts';
import type { MappedPassword } from './old-hash.ts';
import type { LiveColumn, LiveTable } from './survey.sql.ts';
import { fullName } from '../table-name.ts';

export type CheckedTable = {
  readonly mapped: MappedTable;
  readonly live: LiveTable;
  /** Its partitions, theirs too. */
  readonly partitions: readonly LiveTable[];
  /** Columns that are still to be sealed, in the map's order. */
  readonly todo: readonly (MappedColumn & { readonly attnum: number })[];
  /** Columns that were sealed by an earlier run. */
  readonly sealed: readonly string[];
  /** Password columns that have no check yet, and of these the ones that are rewritten: all but those that the service hashed with argon2id. */
  readonly guard: readonly MappedPassword[];
  readonly wrap: readonly (MappedPassword & { readonly attnum: number })[];
};

/** The columns that are to be sealed or wrapped, in the table and in its partitions: [table oid, attnum]. */
export function changingColumns(table: CheckedTable): (readonly [number, number])[] {
  return placesOf(table, [...table.todo, ...table.wrap]);
}

/** Those that only get the check of password columns, which a plain default does not pass. */
export function guardedColumns(table: CheckedTable): (readonly [number, number])[] {
  const wrapped = table.wrap.map((one) => one.column);
  return placesOf(
    table,
    table.guard.filter((one) => !wrapped.includes(one.column)),
  );
}

function placesOf(
  { live, partitions }: CheckedTable,
  named: readonly { readonly column: string }[],
): (readonly [number, number])[] {
  return named.flatMap(({ column }) =>
    [live, ...partitions].flatMap(({ oid, columns }) =>
      columns.filter((one) => one.name === column).map((one) => [oid, one.attnum] as const),
    ),
  );
}

/** Whether the table gets new files. */
export function isRewritten({ todo, wrap }: CheckedTable): boolean {
  return todo.length > 0 || wrap.length > 0;
}

const texts: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'citext', 'public.citext']);
/** Types of which every session writes the same text for the same value: by it a key is known. */
const keyTypes = /^(?:smallint|integer|bigint|numeric|text|character(?: varying)?|(?:public\.)?citext|uuid)$/;
const isText = (base: string): boolean => texts.has(base);

/** Throws JK615 to JK622, JK626, JK643 or JK644 for the first fault, in the order of the map. */
export function checkMap(map: AdoptionMap, live: readonly LiveTable[]): CheckedTable[] {
  const checked = map.tables.map((mapped) => checkTable(map, mapped, live));
  for (const table of checked) checkWay(map, table, checked);
  return checked;
}

function checkTable(map: AdoptionMap, mapped: MappedTable, all: readonly LiveTable[]): CheckedTable {
  const path = ['tables', mapped.path];
  const at = (...below: string[]) => ({
    file: map.file,
    line: map.lineOf(...path, ...below),
    path: [...path, ...below].join('.'),
  });
  const table = fullName(mapped.name);
  const live = all.find((one) => one.schema === mapped.name.schema && one.table === mapped.name.table);
  if (live === undefined) {
    const tables = all.filter((one) => one.kind === 'r' || one.kind === 'p').map((one) => `${one.schema}.${one.table}`);
    throw new Refusal('JK615', { ...at(), table, tables: listed(tables) });
  }
  const column = (name: string, ...where: string[]): LiveColumn => {
    const found = live.columns.find((one) => one.name === name);
    if (found === undefined)
      throw new Refusal('JK616', {
        ...at(...where),
        table,
        column: name,
        columns: listed(live.columns.map((one) => one.name)),
      });
    return found;
  };
  for (const { column: name } of mapped.columns) column(name, 'columns', name);
  for (const { column: name } of mapped.passwords) column(name, 'passwords', name);
  mapped.plain.forEach((name, n) => column(name, 'plain', String(n)));
  mapped.never.forEach((name, n) => column(name, 'never', String(n)));
  const told = new Set([
    ...[...mapped.columns, ...mapped.passwords].map((one) => one.column),
    ...mapped.plain,
    ...mapped.never,
  ]);
  const untold = live.columns.filter(
    (one) => !told.has(one.name) && !(one.generated && map.drop.has(droppedColumn(mapped.name, one.name))),
  );
  if (untold.length > 0) throw new Refusal('JK617', { ...at(), table, columns: listed(untold.map((one) => one.name)) });
  const passwords = mapped.passwords.map((one) => one.column);
  const exposed = [...mapped.never, ...passwords].filter((name) => column(name).publicMayRead);
  if (exposed.length > 0)
    throw new Refusal('JK626', { columns: listed(exposed.map((name) => `${table}.${name}`)), table });

  const isSealed = (name: string) => column(name).base === 'pii.sealed';
  const todo = mapped.columns
    .filter((one) => !isSealed(one.column))
    .map((one) => ({ ...one, attnum: column(one.column).attnum }));
  const otherwise = live.columns.find((one) => one.oneWay && !passwords.includes(one.name) && told.has(one.name));
  if (otherwise !== undefined) throw new Refusal('JK644', { ...at(), column: `${table}.${otherwise.name}` });
  const guard = mapped.passwords.filter((one) => !column(one.column).oneWay);
  const wrap = guard
    .filter((one) => one.scheme !== 'argon2id')
    .map((one) => ({ ...one, attnum: column(one.column).attnum }));
  const partitions = all.filter((one) => one.partitionOf === live.oid);
  if (todo.length > 0 || guard.length > 0) {
    const reason =
      (live.kind !== 'r' && live.kind !== 'p') || partitions.some((one) => one.kind === 'f')
        ? 'not-a-table'
        : live.partitionOf !== null
          ? 'partition'
          : live.heirs > 0
            ? 'heirs'
            : live.rowsHeldBy.length > 0
              ? 'row-type'
              : live.key === null
                ? 'keyless'
                : null;
    if (reason !== null) throw new Refusal('JK621', { ...at(), table, reason });
  }
  for (const { name, where, fits, code } of [
    ...todo.map((one) => ({
      name: one.column,
      where: at('columns', one.column),
      fits: isSealable,
      code: 'JK618' as const,
    })),
    ...guard.map((one) => ({
      name: one.column,
      where: at('passwords', one.column),
      fits: isText,
      code: 'JK643' as const,
    })),
  ]) {
    const { generated, base, type } = column(name);
    if (generated) throw new Refusal('JK619', { ...where, column: `${table}.${name}` });
    if (live.key?.includes(name) === true || live.partitionedBy.includes(name))
      throw new Refusal('JK620', { ...where, column: `${table}.${name}` });
    if (!fits(base)) throw new Refusal(code, { ...where, column: `${table}.${name}`, type });
  }
  const sealed = mapped.columns.map((one) => one.column).filter(isSealed);
  return { mapped, live, partitions, todo, sealed, guard, wrap };
}

function checkWay(map: AdoptionMap, { mapped }: CheckedTable, all: readonly CheckedTable[]): void {
  const path = ['tables', mapped.path, 'subject'];
  const broken = (reason: string) =>
    new Refusal('JK622', { file: map.file, line: map.lineOf(...path), path: path.join('.'), reason });
  const missing = (at: CheckedTable, name: string) =>
    new Refusal('JK616', {
      file: map.file,
      line: map.lineOf(...path),
      path: path.join('.'),
      table: fullName(at.mapped.name),
      column: name,
      columns: listed(at.live.columns.map((one) => one.name)),
    });
  const seen = new Set<string>();
  for (let at = tableOf(mapped.name); at !== undefined; ) {
    const { way, name } = at.mapped;
    if (seen.has(fullName(name))) throw broken('circle');
    seen.add(fullName(name));
    switch (way.kind) {
      case 'none':
        if (at.mapped !== mapped) throw broken('none');
        return;
      case 'column': {
        const column = way.column;
        if (!at.live.columns.some((one) => one.name === column)) throw missing(at, column);
        const people = tableOf(map.subject.table);
        const key = people?.live.columns.find((one) => one.name === map.subject.key);
        if (people !== undefined && key === undefined) throw missing(people, map.subject.key);
        if (key?.unique !== true) throw broken('key');
        if (!keyTypes.test(key.base)) throw broken('type');
        return;
      }
      case 'via': {
        const over = all.find((one) => fullName(one.mapped.name) === way.table);
        if (over !== undefined && !over.live.columns.some((one) => one.name === way.column))
          throw missing(over, way.column);
        const keys = way.key === null ? (at.live.key ?? []) : [way.key];
        const key = at.live.columns.find((one) => one.name === keys[0]);
        if (way.key !== null && key === undefined) throw missing(at, way.key);
        if (keys.length !== 1 || key?.unique !== true) throw broken('key');
        at = over;
      }
    }
  }

  function tableOf(name: { readonly schema: string; readonly table: string }): CheckedTable | undefined {
    return all.find((one) => fullName(one.mapped.name) === fullName(name));
  }
}

/** As many names as a person reads; the rest is counted. */
export function listed(names: readonly string[]): string {
  return names.length <= 40 ? names.join(', ') : `${names.slice(0, 40).join(', ')}, … (${names.length})`;
}
