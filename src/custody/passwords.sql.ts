/** What a password column gets in a membership database: the check that lets only one-way hashes in, and who may read and write it. */
import type pg from 'pg';
import { quoteName, quoteText } from '../platform/mod.ts';
import { passwordRole, writerRole } from './membership.sql.ts';
import { type TableName, quoteTable } from './table-name.ts';

/** One constraint a table, over all its password columns: by it an adopted column is known. */
export const oneWayConstraint = 'a_password_is_hashed_one_way';

/** Throws the database's 23514 where a value is neither hashed by the service nor wrapped. */
export async function guardPasswords(
  client: pg.ClientBase,
  table: TableName,
  columns: readonly string[],
  pattern: string,
): Promise<void> {
  const each = columns.map((column) => `${quoteName(column)}::text ~ ${quoteText(pattern)}`);
  await client.query(
    `alter table ${quoteTable(table)} drop constraint if exists ${oneWayConstraint}, add constraint ${oneWayConstraint} check (${each.join(' and ')})`,
  );
}

/** Lets services sign people in: they read these columns, and those that write put new hashes into them. Nobody else in Jikimi does. */
export async function grantPasswords(
  client: pg.ClientBase,
  table: TableName,
  columns: readonly string[],
): Promise<void> {
  const list = columns.map(quoteName).join(', ');
  await client.query(`grant usage on schema ${quoteName(table.schema)} to ${passwordRole}`);
  await client.query(`grant select (${list}) on ${quoteTable(table)} to ${passwordRole}`);
  await client.query(`grant insert (${list}), update (${list}) on ${quoteTable(table)} to ${writerRole}`);
}
