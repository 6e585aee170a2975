/**
 * What Jikimi makes in a membership database, as its superuser: the schema `pii`, the group of readers, the gateway's administrative role, and
 * around each sealed column its check and its row wall. All of it may be run again.
 */
import type pg from 'pg';
import { migrationNames, migrationText, quoteName, quoteText } from '../platform/mod.ts';
import { parseTable, quoteTable } from './table-name.ts';

/** Group of all grants' roles: what they may read as far as the row wall lets them. */
export const readerRole = 'jikimi_reader';
/** The role of the gateways, which make and end the grants' roles. */
export const gatewayRole = 'jikimi_gateway';

/** Runs the `members` migrations that this database does not have yet, each in one transaction. */
export async function installSchema(client: pg.ClientBase): Promise<void> {
  for (const [index, name] of migrationNames('members').entries()) {
    const there = await client.query<{ there: boolean }>(`select to_regclass('pii.version') is not null as there`);
    const { rows } = there.rows[0]?.there
      ? await client.query<{ version: number }>('select max(version) as version from pii.version')
      : { rows: [] };
    if ((rows[0]?.version ?? 0) > index) continue;
    await client.query('begin');
    try {
      await client.query(migrationText('members', name));
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
}

/** Makes the group that all grants' roles are in, and the role by which gateways make and end them. `verifier` is SCRAM's. */
export async function ensureRoles(client: pg.ClientBase, database: string, verifier: string): Promise<void> {
  for (const role of [readerRole, gatewayRole]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${role} nologin`);
  }
  await client.query(
    `alter role ${gatewayRole} login createrole nosuperuser nobypassrls password ${quoteText(verifier)}`,
  );
  await client.query(`grant ${readerRole} to ${gatewayRole} with admin true, inherit false, set false`);
  await client.query(`grant pg_signal_backend to ${gatewayRole}`);
  await client.query(`grant connect on database ${quoteName(database)} to ${readerRole}, ${gatewayRole}`);
  await client.query(`revoke temporary on database ${quoteName(database)} from public`);
  await client.query('revoke create on schema public from public');
  await client.query(`grant usage on schema pii to ${gatewayRole}`);
  await client.query(`grant select, insert, delete on pii.scope to ${gatewayRole}`);
  await client.query(`grant execute on function pii.subject_for(text, text) to ${readerRole}`);
}

/** Lets readers read these columns of a table, and no others. `columns` null means the whole table. */
export async function grantRead(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[] | null,
): Promise<void> {
  const list = columns === null ? '' : ` (${columns.map(quoteName).join(', ')})`;
  await client.query(`grant select${list} on ${quoteTable(parseTable(table))} to ${readerRole}`);
}

export async function grantSchema(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`grant usage on schema ${quoteName(schema)} to ${readerRole}`);
}

export type SealedField = {
  readonly field: number;
  readonly column: string;
  readonly termGroup: number | null;
  readonly find: string | null;
};

/** Registers the sealed columns of a table, checks that they hold envelopes of their own field and one subject a row, and walls its rows. */
export async function protectTable(
  client: pg.ClientBase,
  table: string,
  fields: readonly SealedField[],
  subject: string,
): Promise<void> {
  const name = quoteTable(parseTable(table));
  for (const { field, column, termGroup, find } of fields) {
    await client.query(
      `insert into pii.field (field, tbl, col, term_group, find) values ($1, $2::regclass, $3, $4, $5) on conflict (field) do nothing`,
      [field, name, column, termGroup ?? 0, find],
    );
    await addCheck(
      client,
      name,
      `${column}_is_sealed`,
      `pii.ok(${quoteName(column)}, ${field}::smallint, ${termGroup ?? 0}::smallint)`,
    );
  }
  if (fields.length > 1) {
    await addCheck(
      client,
      name,
      'sealed_for_one_subject',
      `pii.same_subject(${fields.map((one) => quoteName(one.column)).join(', ')})`,
    );
  }
  await client.query('select pii.protect($1::regclass, $2, $3)', [name, subject, readerRole]);
}

async function addCheck(client: pg.ClientBase, table: string, constraint: string, expression: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_constraint where conrelid = $1::regclass and conname = $2', [
    table,
    constraint,
  ]);
  if (rowCount === 0)
    await client.query(`alter table ${table} add constraint ${quoteName(constraint)} check (${expression})`);
}

/** Which row has which subject: the only link between the two. */
export async function insertSubjects(
  client: pg.ClientBase,
  table: string,
  subjects: readonly { readonly subject: string; readonly key: string }[],
): Promise<void> {
  await client.query(
    `insert into pii.subject (subject, kind, person_table, person_key) select s, 'person', $1, k from unnest($2::uuid[], $3::text[]) as x(s, k)`,
    [table, subjects.map((one) => one.subject), subjects.map((one) => one.key)],
  );
}
