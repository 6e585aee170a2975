/**
 * What Jikimi makes in a membership database, as its superuser: the schema `pii`, the group of readers, the gateway's administrative role, and
 * around each sealed column its check and its row wall. All of it may be run again.
 */
import type pg from 'pg';
import { Refusal, migrationNames, migrationText, quoteName, quoteText } from '../platform/mod.ts';
import { fullName, parseTable, quoteTable } from './table-name.ts';

/** Group of all grants' roles: what they may read as far as the row wall lets them. */
export const readerRole = 'jikimi_reader';
/** Group of those grants' roles that write, beside the readers'. */
export const writerRole = 'jikimi_writer';
/** Group of the roles of service grants, made by the `members` migrations: they read password columns, to sign people in. */
export const passwordRole = 'jikimi_passwords';
/**
 * Groups made by the `members` migrations, of which each grant's role is in one: behind the row wall, or not, as the roles of service grants to
 * everybody's data. A reader of neither sees no row.
 */
export const walledRole = 'jikimi_walled';
export const unwalledRole = 'jikimi_unwalled';
/** The role of the gateways, which make and end the grants' roles. */
export const gatewayRole = 'jikimi_gateway';

/**
 * How the schema `pii` of this database stands to the `members` migrations that this Jikimi has. `none`: there is no such schema. Throws JK637
 * where a newer Jikimi prepared it; `name` is what the refusal calls the database.
 */
export async function schemaState(
  client: pg.ClientBase | pg.Pool,
  name: string,
): Promise<{ state: 'none' | 'older' | 'ours'; there: number; known: number }> {
  const known = migrationNames('members').length;
  const { rows: found } = await client.query<{ found: boolean }>(
    `select to_regclass('pii.version') is not null as found`,
  );
  if (found[0]?.found !== true) return { state: 'none', there: 0, known };
  const { rows } = await client.query<{ version: number }>('select max(version) as version from pii.version');
  const there = rows[0]?.version ?? 0;
  if (there > known) throw new Refusal('JK637', { name, there, known });
  return { state: there < known ? 'older' : 'ours', there, known };
}

/** For whoever may not change it: throws JK637 where a newer Jikimi prepared this database, JK638 where an older one did. */
export async function refuseOtherSchema(client: pg.ClientBase | pg.Pool, name: string): Promise<void> {
  const { state, there, known } = await schemaState(client, name);
  if (state === 'older') throw new Refusal('JK638', { name, there, known });
}

/**
 * Runs the `members` migrations that this database does not have yet, each in one transaction. Throws JK637, with nothing changed, where a newer
 * Jikimi prepared it. A migration gives the rights that it needs: where nothing else is to be done, nothing else is run.
 */
export async function installSchema(client: pg.ClientBase, database: string): Promise<void> {
  const { there } = await schemaState(client, database);
  for (const name of migrationNames('members').slice(there)) {
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

/** Makes the groups that grants' roles are in, and the role by which gateways make and end them. `verifier` is SCRAM's. */
export async function ensureRoles(client: pg.ClientBase, database: string, verifier: string): Promise<void> {
  for (const role of [readerRole, writerRole, passwordRole, gatewayRole]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${role} nologin`);
  }
  await client.query(
    `alter role ${gatewayRole} login createrole nosuperuser nobypassrls password ${quoteText(verifier)}`,
  );
  await client.query(
    `grant ${readerRole}, ${writerRole}, ${passwordRole} to ${gatewayRole} with admin true, inherit false, set false`,
  );
  await client.query(`grant pg_signal_backend to ${gatewayRole}`);
  await client.query(`grant connect on database ${quoteName(database)} to ${readerRole}, ${gatewayRole}`);
  await client.query(`revoke temporary on database ${quoteName(database)} from public`);
  await client.query('revoke create on schema public from public');
  await client.query(`grant usage on schema pii to ${gatewayRole}`);
  await client.query(`grant select, insert, delete on pii.scope to ${gatewayRole}`);
  await client.query(`grant execute on function pii.subject_for(text, text) to ${readerRole}`);
}

/**
 * Lets readers read these columns of a table, and no others, with the sequences that number them: pg_dump reads how far they are; writers write
 * them, as far as the guard and the wall let them. `columns` null means the whole table.
 */
export async function grantRead(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[] | null,
): Promise<void> {
  const list = columns === null ? '' : ` (${columns.map(quoteName).join(', ')})`;
  const name = quoteTable(parseTable(table));
  await client.query(`grant select${list} on ${name} to ${readerRole}`);
  await client.query(`grant insert${list}, update${list}, delete on ${name} to ${writerRole}`);
  const { rows } = await client.query<{ sequence: string }>(
    `select distinct numbers.oid::regclass::text as sequence from pg_depend as owned
     join pg_class as numbers on numbers.oid = owned.objid and numbers.relkind = 'S'
     join pg_attribute as own on own.attrelid = owned.refobjid and own.attnum = owned.refobjsubid
     where owned.classid = 'pg_class'::regclass and owned.refobjid = $1::regclass and owned.deptype in ('a', 'i')
       and ($2::text[] is null or own.attname = any ($2::text[]))`,
    [name, columns === null ? null : [...columns]],
  );
  for (const { sequence } of rows) await client.query(`grant select on sequence ${sequence} to ${readerRole}`);
}

export async function grantSchema(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`grant usage on schema ${quoteName(schema)} to ${readerRole}`);
  await client.query(`grant usage on all sequences in schema ${quoteName(schema)} to ${writerRole}`);
}

export type SealedField = {
  readonly field: number;
  readonly column: string;
  readonly termGroup: number | null;
  readonly find: string | null;
};

/** How the rows of a table with sealed columns lead to their persons, for the guard of what is written. */
export type Lead = {
  /** The persons' own table, and the column that is their key. */
  readonly people: string;
  /** `person`: this is their own table. `column`: `column` holds their key. `via`: other rows point here, and a new one is nobody's. */
  readonly way: { readonly kind: 'person' | 'column'; readonly column: string } | { readonly kind: 'via' };
  /** Columns of the table's primary key, in order. */
  readonly key: readonly string[];
};

/**
 * Registers the sealed columns of a table, checks that they hold envelopes of their own field and one subject a row, walls its rows, and sets the
 * guard before what is written. `lead`: null for a table without sealed columns.
 */
export async function protectTable(
  client: pg.ClientBase,
  table: string,
  fields: readonly SealedField[],
  subject: string,
  lead: Lead | null,
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
  if (lead !== null && fields.length > 0) {
    const { people, way, key } = lead;
    await client.query('select pii.stand_guard($1::regclass, $2, $3, $4, $5, $6::name[])', [
      name,
      fullName(parseTable(table)),
      fullName(parseTable(people)),
      way.kind,
      way.kind === 'via' ? null : way.column,
      key,
    ]);
  }
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

/**
 * Tables with sealed columns that no guard of what is written stands before, by full name; null where the schema `pii` is too old to have guards,
 * or is not there.
 */
export async function unguardedTables(client: pg.ClientBase): Promise<string[] | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('pii.unguarded') is not null as there`,
  );
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pii.unguarded u join pg_class c on c.oid = u.tbl join pg_namespace n on n.oid = c.relnamespace order by 1`,
  );
  return rows.map((row) => row.name);
}
