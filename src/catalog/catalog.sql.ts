import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { Mode } from './category.ts';

export type FieldRow = {
  id: number;
  databaseId: string;
  table: string;
  column: string;
  category: string;
  termGroup: number | null;
  statute: string | null;
};

export type DatabaseRow = {
  id: string;
  name: string;
  serviceId: string;
  host: string;
  port: number;
  dbname: string;
};

export async function insertService(
  tx: Tx,
  service: { name: string; alias: string | null; display: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into catalog.service (name, alias, display) values (${service.name}, ${service.alias}, ${service.display}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function serviceByName(db: Db | Tx, name: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from catalog.service where name = ${name} or alias = ${name}
  `.execute(db);
  return rows[0];
}

/** Names of the services by id. */
export async function serviceNames(db: Db | Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from catalog.service`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function databaseNames(db: Db | Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from catalog.database`.execute(db);
  return rows.map(({ name }) => name);
}

/** Of those that are approved now. */
export async function purposeNames(db: Db | Tx, serviceId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from catalog.purpose where service_id = ${serviceId} and approved_until > platform.now()
  `.execute(db);
  return rows.map(({ name }) => name);
}

export async function insertDatabase(
  tx: Tx,
  database: Omit<DatabaseRow, 'id'> & { subjectTable: string; subjectKey: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into catalog.database (name, service_id, host, port, dbname, subject_table, subject_key)
    values (${database.name}, ${database.serviceId}, ${database.host}, ${database.port}, ${database.dbname},
      ${database.subjectTable}, ${database.subjectKey}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function databaseByName(db: Db | Tx, name: string): Promise<DatabaseRow | undefined> {
  const { rows } = await sql<DatabaseRow>`
    select id, name, service_id as "serviceId", host, port, dbname from catalog.database where name = ${name}
  `.execute(db);
  return rows[0];
}

/** The group of that name, made on first use. */
export async function termGroupByName(tx: Tx, name: string, normalisation: string): Promise<number> {
  await sql`
    insert into catalog.term_group (id, name, normalisation)
    select coalesce(max(id), 0) + 1, ${name}, ${normalisation} from catalog.term_group on conflict (name) do nothing
  `.execute(tx);
  const { rows } = await sql<{ id: number }>`select id from catalog.term_group where name = ${name}`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function termGroups(db: Db | Tx): Promise<{ id: number; name: string; normalisation: string }[]> {
  const { rows } = await sql<{ id: number; name: string; normalisation: string }>`
    select id, name, normalisation from catalog.term_group order by id
  `.execute(db);
  return rows;
}

export async function insertField(tx: Tx, field: Omit<FieldRow, 'id'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into catalog.field (id, db, tbl, col, category, term_group, statute)
    select coalesce(max(id), 0) + 1, ${field.databaseId}, ${field.table}, ${field.column}, ${field.category}, ${field.termGroup}, ${field.statute}
    from catalog.field returning id
  `.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function fieldsOf(db: Db | Tx, databaseId: string): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`
    select id, db as "databaseId", tbl as "table", col as "column", category, term_group as "termGroup", statute
    from catalog.field where db = ${databaseId} and retired_at is null order by id
  `.execute(db);
  return rows;
}

export async function nameStatute(tx: Tx, field: number, statute: string): Promise<void> {
  await sql`update catalog.field set statute = ${statute} where id = ${field}`.execute(tx);
}

export async function upsertPurpose(
  tx: Tx,
  purpose: {
    serviceId: string;
    name: string;
    display: string;
    basis: string;
    until: Temporal.Instant;
    headcount: number;
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into catalog.purpose (service_id, name, display, basis, approved_until, headcount)
    values (${purpose.serviceId}, ${purpose.name}, ${purpose.display}, ${purpose.basis}, ${String(purpose.until)}, ${purpose.headcount})
    on conflict (service_id, name) do update
      set approved_until = excluded.approved_until, basis = excluded.basis, headcount = excluded.headcount
    returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function coverField(tx: Tx, purposeId: string, fieldId: number, highest: Mode): Promise<void> {
  await sql`
    insert into catalog.purpose_field (purpose_id, field_id, highest) values (${purposeId}, ${fieldId}, ${highest}) on conflict do nothing
  `.execute(tx);
}

/** What a purpose covers, of the fields that are still there; `database` by id. */
export async function coverageOf(
  tx: Tx,
  purposeId: string,
): Promise<{ field: number; database: string; table: string; column: string; highest: Mode }[]> {
  const { rows } = await sql<{ field: number; database: string; table: string; column: string; highest: Mode }>`
    select f.id as field, f.db as database, f.tbl as "table", f.col as "column", c.highest
    from catalog.purpose_field c join catalog.field f on f.id = c.field_id
    where c.purpose_id = ${purposeId} and f.retired_at is null order by f.id
  `.execute(tx);
  return rows;
}

export async function purposeByName(
  db: Db | Tx,
  serviceId: string,
  name: string,
): Promise<{ id: string; approvedUntil: Temporal.Instant } | undefined> {
  const { rows } = await sql<{ id: string; approvedUntil: Temporal.Instant }>`
    select id, approved_until as "approvedUntil" from catalog.purpose where service_id = ${serviceId} and name = ${name}
  `.execute(db);
  return rows[0];
}

export async function endApproval(tx: Tx, purposeId: string): Promise<void> {
  await sql`update catalog.purpose set approved_until = platform.now() where id = ${purposeId} and approved_until > platform.now()`.execute(
    tx,
  );
}
