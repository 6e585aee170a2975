import { type Tx, sql } from './database.ts';

/** Held until the transaction ends: two starts on one cluster make the roles one after the other. */
export async function lockRoles(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('jikimi.roles'))`.execute(tx);
}

export async function roleExists(tx: Tx, role: string): Promise<boolean> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(tx);
  return rows.length > 0;
}

export async function createRole(tx: Tx, role: string): Promise<void> {
  await sql`create role ${sql.id(role)} nologin`.execute(tx);
}

/** `secret` in the form that PostgreSQL keeps (`SCRAM-SHA-256$…`), so that no password reaches a log of the server. */
export async function allowLogin(tx: Tx, role: string, secret: string): Promise<void> {
  await sql`alter role ${sql.id(role)} login password ${sql.lit(secret)}`.execute(tx);
}

export async function refuseLogin(tx: Tx, role: string): Promise<void> {
  await sql`alter role ${sql.id(role)} nologin password null`.execute(tx);
}

/** The first of these roles that could pass its rights: by an attribute, or by being a member of another role. */
export async function tooStrong(
  tx: Tx,
  roles: readonly string[],
): Promise<{ role: string; because: string } | undefined> {
  const { rows } = await sql<{ role: string; because: string }>`
    select r.rolname as role, concat_ws(', ', case when r.rolsuper then 'superuser' end, case when r.rolcreaterole then 'createrole' end,
      case when r.rolcreatedb then 'createdb' end, case when r.rolreplication then 'replication' end,
      case when r.rolbypassrls then 'bypassrls' end, m.of) as because
    from pg_roles r
    left join lateral (select 'member: ' || string_agg(g.rolname, ', ') as of from pg_auth_members a join pg_roles g on g.oid = a.roleid
      where a.member = r.oid) m on true
    where r.rolname = any(${roles}::text[])
      and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls or m.of is not null)
    order by r.rolname limit 1
  `.execute(tx);
  return rows[0];
}

/** Lets the one who is connected act as the owner where it is no superuser, who may anyway. */
export async function letUsBe(tx: Tx, owner: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select pg_has_role(current_user, ${owner}, 'set') as may`.execute(tx);
  if (rows[0]?.may !== true) await sql`grant ${sql.id(owner)} to current_user with inherit false, set true`.execute(tx);
}

/** In this database the owner alone may make schemas, nobody has temporary tables, and the processes may connect. */
export async function closeDatabase(tx: Tx, owner: string, processes: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(tx);
  const database = sql.id(rows[0]?.name ?? '');
  await sql`revoke all on database ${database} from public`.execute(tx);
  await sql`revoke create on schema public from public`.execute(tx);
  await sql`grant create, connect on database ${database} to ${sql.id(owner)}`.execute(tx);
  await sql`grant usage, create on schema public to ${sql.id(owner)}`.execute(tx);
  await sql`grant connect on database ${database} to ${sql.join(processes.map((role) => sql.id(role)))}`.execute(tx);
}

/** Makes the extension that temporal keys need; the owner could not where it is not a trusted one. */
export async function addExtension(tx: Tx): Promise<void> {
  await sql`create extension if not exists btree_gist with schema public`.execute(tx);
}
