/**
 * What the gateway itself says to a membership database as a grant's role: in a client's session, where nothing of it may show, or on the side
 * connection, where a statement is only described.
 */
import { quoteName, quoteText } from '../platform/mod.ts';

/** Puts the transaction into its failed state; outside one it only fails. */
export const abortStatement = `do $$begin raise exception 'refused by Jikimi'; end$$`;

/** Fails as soon as it is parsed, in the place of a statement that was refused; the words are for the server's log. */
export const failingStatement = 'select refused_by_jikimi';

/** `local` ends with the transaction. */
export function setSearchPath(path: string, local: boolean): string {
  return `select pg_catalog.set_config('search_path', ${quoteText(path)}, ${local})`;
}

/**
 * What COPY table TO reads: its columns without those that are generated, quoted, as one text; and whether PostgreSQL copies out of a relation of its kind.
 * Fails as COPY does where there is none.
 */
export function columnsToCopy(table: readonly string[]): string {
  return `select pg_catalog.quote_ident(a.attname), c.relkind = 'r' or (c.relkind = 'm' and pg_catalog.current_setting('server_version_num')::int >= 180000)
    from pg_catalog.pg_class c left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.oid = ${quoteText(quoted(table))}::pg_catalog.regclass order by a.attnum`;
}

/** The rows of COPY table (columns) TO: of the table itself, not of those that inherit from it. */
export function selectToCopy(table: readonly string[], columns: readonly string[]): string {
  return `select ${columns.join(', ')} from only ${quoted(table)}`;
}

/** Parameter n is described with the type of the nth of these columns. `table` is its name's parts. */
export function columnTypes(table: readonly string[], columns: readonly string[]): string {
  return `select from ${quoted(table)} where ${asParameters(columns.map(quoteName))}`;
}

/** The same of the first `count` columns, whatever they are called. An alias with one name too many is refused (42P10). */
export function firstColumnTypes(table: readonly string[], count: number): string {
  const names = Array.from({ length: count }, (_, index) => `c${index + 1}`);
  return `select from ${quoted(table)} as loaded (${names.join(', ')}) where ${asParameters(names)}`;
}

/** `coalesce` gives its parameter the column's own type. */
function asParameters(names: readonly string[]): string {
  return names.map((name, index) => `coalesce(${name}, $${index + 1}) is null`).join(' and ');
}

function quoted(table: readonly string[]): string {
  return table.map(quoteName).join('.');
}
