import { quoteName } from '../platform/mod.ts';

/** A table as maps and the catalog name it: `customer` is `public.customer`. */
export type TableName = { readonly schema: string; readonly table: string };

export function parseTable(text: string): TableName {
  const dot = text.indexOf('.');
  return dot < 0 ? { schema: 'public', table: text } : { schema: text.slice(0, dot), table: text.slice(dot + 1) };
}

/** `public.customer`: how `pii.subject` and messages call it. */
export function fullName({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}

/** How the catalog and grants call it: the schema only where it is not `public`. */
export function shortName(name: TableName): string {
  return name.schema === 'public' ? name.table : fullName(name);
}

export function quoteTable({ schema, table }: TableName): string {
  return `${quoteName(schema)}.${quoteName(table)}`;
}
