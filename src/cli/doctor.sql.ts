/** What `doctor` asks of the databases, as their superuser. It changes nothing. */
import type pg from 'pg';

export async function setting(client: pg.ClientBase, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
  return rows[0]?.value ?? '';
}

export async function serverVersion(client: pg.ClientBase): Promise<number> {
  return Math.floor(Number(await setting(client, 'server_version_num')) / 10_000);
}

/** Seconds between this machine's clock, given in milliseconds, and the server's. */
export async function skewSeconds(client: pg.ClientBase, machineMs: number): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  );
  return Math.abs((rows[0]?.ms ?? 0) - machineMs) / 1000;
}

/** Rights that a process must not have, of those that it has. */
export async function forbiddenRights(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(`
    select format('%s may %s %s', r.role, p.privilege, t.tbl) as fault
    from unnest(array['jikimi_office', 'jikimi_gateway', 'jikimi_custodian', 'jikimi_sequencer']) r(role),
      unnest(array['ledger.act', 'ledger.opening', 'ledger.leaf', 'ledger.head', 'custody.disclosure', 'custody.disclosure_part',
        'access.grant', 'access.decision']) t(tbl),
      unnest(array['update', 'delete', 'truncate']) p(privilege)
    where has_table_privilege(r.role, t.tbl, p.privilege)
    union all
    select format('%s may insert into %s', r.role, t.tbl)
    from unnest(array['jikimi_office', 'jikimi_gateway', 'jikimi_custodian', 'jikimi_sequencer']) r(role),
      unnest(array['custody.disclosure', 'custody.disclosure_part']) t(tbl)
    where has_table_privilege(r.role, t.tbl, 'insert')
    union all
    select format('%s is a superuser', rolname) from pg_roles where rolname like 'jikimi\\_%' and rolsuper`);
  return rows.map((row) => row.fault);
}

/** Append-only tables whose refusing trigger is missing or was switched off. */
export async function silencedTriggers(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tbl: string }>(`
    select t.tbl from unnest(array['ledger.act', 'ledger.opening', 'ledger.leaf', 'ledger.head', 'custody.disclosure', 'custody.disclosure_part',
      'access.grant', 'access.grant_field', 'access.decision', 'law.applied']) t(tbl)
    where not exists (select from pg_trigger g where g.tgrelid = t.tbl::regclass and g.tgname = 'never_changed' and g.tgenabled = 'A')`);
  return rows.map((row) => row.tbl);
}

/** Constraints that carry a promise and are not there, or not validated. */
export async function missingConstraints(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select n.name from unnest(array['nobody_decides_their_own', 'somebody_approved', 'approved_or_owing', 'never_two_at_once', 'only_while_live',
      'within_cap', 'purpose_covers_the_field', 'nobody_declares_themselves_fit', 'never_block_the_allowed']) n(name)
    where not exists (select from pg_constraint c where c.conname = n.name and c.convalidated)`);
  return rows.map((row) => row.name);
}

export async function strayRecords(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int as count from custody.disclosure d where not exists (select from ledger.opening o where o.id = d.entry_id)`);
  return rows[0]?.count ?? 0;
}

export async function unnumbered(client: pg.ClientBase): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await client.query<{ waiting: number; oldestSeconds: number }>(`
    select count(*)::int as waiting, coalesce(extract(epoch from platform.now() - min(at)), 0)::float8 as "oldestSeconds" from ledger.pending`);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

/** Months from now on for which the history has a place. */
export async function preparedMonths(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ months: number }>(`
    select count(*)::int as months from generate_series(0, 3) n
    where to_regclass('ledger.opening' || to_char(platform.now() at time zone 'UTC' + make_interval(months => n), '_YYYY_MM')) is not null`);
  return rows[0]?.months ?? 0;
}

/** Sealed columns that are not registered or whose check is gone. */
export async function driftedColumns(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ col: string }>(
    `select format('%s.%s', tbl, col) as col from pii.sealed_column where field is null or not guarded`,
  );
  return rows.map((row) => row.col);
}

/** Conversions between sealed and a string type that nothing refuses. */
export async function openCasts(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from pii.open_cast');
  return rows[0]?.count ?? 0;
}

/** Rights of the grants' roles beyond reading: temporary tables, schemas of their own. */
export async function readerExcess(client: pg.ClientBase, database: string): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `select 'temporary tables' as fault where has_database_privilege('jikimi_reader', $1, 'temporary')
     union all select 'new schemas' where has_database_privilege('jikimi_reader', $1, 'create')
     union all select format('creating in %s', nspname) from pg_namespace
       where nspname !~ '^pg_' and has_schema_privilege('jikimi_reader', oid, 'create')
     union all select format('superuser %s', rolname) from pg_roles where rolname like 'jk\\_%' and rolsuper`,
    [database],
  );
  return rows.map((row) => row.fault);
}

/** Tables with sealed columns that have no row wall. */
export async function unwalled(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ tbl: string }>(`
    select distinct tbl::text as tbl from pii.sealed_column s
    where not exists (select from pg_policy p where p.polrelid = s.tbl and p.polname = 'jikimi_wall')
      or not (select relrowsecurity from pg_class c where c.oid = s.tbl)`);
  return rows.map((row) => row.tbl);
}

export async function clusterId(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select system_identifier::text as id from pg_control_system()');
  return rows[0]?.id ?? '';
}
