/** SQL that leads from a row to the persons whose it is, along the ways of the map. */
import { quoteName, quoteText } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { AdoptionMap } from './map.ts';
import { fullName, quoteTable } from '../table-name.ts';

/**
 * Text by which a row of the table is known beside it: its primary key, as JSON where that has several columns. Without alias in a rewrite, which goes
 * down to partitions of other names.
 */
export function rowKey(table: CheckedTable, alias: string | null): string {
  const key = (table.live.key ?? []).map((column) =>
    alias === null ? quoteName(column) : `${alias}.${quoteName(column)}`,
  );
  return key.length === 1 ? `${key[0]}::text` : `jsonb_build_array(${key.join(', ')})::text`;
}

/** A query of one text column: the keys of the persons to whom the row `alias` leads. Of a table without subject: none. */
export function ownersOf(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  table: CheckedTable,
  alias: string,
  depth = 0,
): string {
  const { way, name } = table.mapped;
  const person = `p${depth}`;
  switch (way.kind) {
    case 'none':
      return 'select null::text where false';
    case 'column': {
      const key = quoteName(map.subject.key);
      if (fullName(name) === fullName(map.subject.table)) return `select ${alias}.${key}::text`;
      return `select ${person}.${key}::text from ${quoteTable(map.subject.table)} ${person} where ${person}.${key} = ${alias}.${quoteName(way.column)}`;
    }
    case 'via': {
      const over = tables.find((one) => fullName(one.mapped.name) === way.table);
      if (over === undefined) return 'select null::text where false';
      const key = way.key ?? table.live.key?.[0] ?? '';
      const step = `v${depth}`;
      const inner = ownersOf(map, tables, over, step, depth + 1);
      return `select o${depth}.person from ${quoteTable(over.mapped.name)} ${step} cross join lateral (${inner}) o${depth}(person)
        where ${step}.${quoteName(way.column)} = ${alias}.${quoteName(key)}`;
    }
  }
}

/** Names the version of a row: the row itself and the persons to whom it leads. Another version is sealed anew. */
export function rowVersion(owners: string, alias: string): string {
  return `(${alias}.xmin::text || ' ' || ${alias}.ctid::text || ' ' || array_to_string(array(select distinct w.person from (${owners}) w(person) order by 1), ' '))`;
}

/** The subject of a row as the row wall sees it: by its envelopes, else by the way of the map. */
export function wallOf(map: AdoptionMap, tables: readonly CheckedTable[], table: CheckedTable): string {
  const envelopes = table.mapped.columns.map(({ column }) => `pii.subject_of(${quoteName(column)})`);
  const { way } = table.mapped;
  const people = quoteText(fullName(map.subject.table));
  if (way.kind === 'column')
    return coalesce([...envelopes, `pii.subject_for(${people}, ${quoteName(way.column)}::text)`]);
  if (envelopes.length > 0) return coalesce(envelopes);
  const owners = ownersOf(map, tables, table, quoteName(table.mapped.name.table));
  return `pii.subject_for(${people}, (select case when count(*) = 1 then min(one.person) end from (select distinct w.person from (${owners}) w(person)) one))`;
}

function coalesce(expressions: readonly string[]): string {
  return expressions.length === 1 ? (expressions[0] ?? '') : `coalesce(${expressions.join(', ')})`;
}
