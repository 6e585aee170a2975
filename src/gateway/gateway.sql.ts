/** The gateway's statements in Jikimi's own database. */
import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { ScramVerifier } from './scram-verifier.ts';

export type CredentialRow = ScramVerifier & {
  readonly id: string;
  readonly grantId: string;
  readonly grantName: string;
  readonly holder: string;
  readonly databaseId: string;
  readonly service: boolean;
  readonly language: 'en' | 'ko';
  readonly usable: boolean;
};

export async function credentialOf(db: Db, username: string): Promise<CredentialRow | undefined> {
  const { rows } = await sql<CredentialRow>`
    select c.id, c.grant_id as "grantId", f.name as "grantName", f.holder, f.database_id as "databaseId", f.service, coalesce(c.language, p.language) as language, c.salt, c.iterations,
      c.stored_key as "storedKey", c.server_key as "serverKey", c.ended_at is null and c.expires_at > platform.now()
        and (f.service or not people.was_away(f.holder, c.created_at, platform.now())) as usable
    from access.credential c join access.facts f on f.grant_id = c.grant_id join people.person p on p.id = f.holder
    where c.username = ${username}
  `.execute(db);
  return rows[0];
}

export async function addressAdmitted(db: Db, address: string): Promise<boolean> {
  const { rows } = await sql<{ admitted: boolean }>`select access.admits(${address}::inet) as admitted`.execute(db);
  return rows[0]?.admitted ?? false;
}

export async function insertSession(
  tx: Tx,
  session: { grantId: string; credentialId: string; holder: string; source: string; application: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into custody.session (grant_id, credential_id, holder, source, application)
    values (${session.grantId}, ${session.credentialId}, ${session.holder}, ${session.source}::inet, ${session.application}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export type DatabaseAddress = {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
};

export async function databaseAddress(db: Db, id: string): Promise<DatabaseAddress | undefined> {
  const { rows } =
    await sql<DatabaseAddress>`select id, name, host, port, dbname from catalog.database where id = ${id}`.execute(db);
  return rows[0];
}

export async function allDatabases(db: Db): Promise<DatabaseAddress[]> {
  const { rows } = await sql<DatabaseAddress>`select id, name, host, port, dbname from catalog.database`.execute(db);
  return rows;
}

/**
 * Of these grants, those with a licence now, of these addresses, those that are admitted, and of these credentials, those that somebody ended: one
 * query for all sessions.
 */
export async function stillAllowed(
  db: Db,
  grants: readonly string[],
  addresses: readonly string[],
  credentials: readonly string[],
): Promise<{ grants: string[]; addresses: string[]; ended: string[] }> {
  const { rows } = await sql<{ grants: string[]; addresses: string[]; ended: string[] }>`
    select coalesce((select array_agg(l.grant_id::text) from access.licence l where l.grant_id = any(${grants}::uuid[])), '{}') as grants,
      coalesce((select array_agg(a) from unnest(${addresses}::text[]) a where access.admits(a::inet)), '{}') as addresses,
      coalesce((select array_agg(c.id::text) from access.credential c where c.id = any(${credentials}::uuid[]) and c.ended_at is not null), '{}') as ended
  `.execute(db);
  return rows[0] ?? { grants: [], addresses: [], ended: [] };
}

export type Login = { readonly role: string; readonly secret: string };

/** The login of a grant, made once whoever comes first. */
export async function loginOf(db: Db, grant: string, made: Login): Promise<Login> {
  await sql`insert into gateway.login (grant_id, role, secret) values (${grant}, ${made.role}, ${made.secret}) on conflict do nothing`.execute(
    db,
  );
  const { rows } = await sql<Login>`select role, secret from gateway.login where grant_id = ${grant}`.execute(db);
  return rows[0] ?? made;
}

/** Logins whose grant has no licence any more: their roles must go. */
export async function lapsedLogins(db: Db): Promise<{ grantId: string; role: string; databaseId: string }[]> {
  const { rows } = await sql<{ grantId: string; role: string; databaseId: string }>`
    select l.grant_id as "grantId", l.role, f.database_id as "databaseId" from gateway.login l join access.facts f on f.grant_id = l.grant_id
    where not exists (select from access.licence v where v.grant_id = l.grant_id)
  `.execute(db);
  return rows;
}

export async function forgetLogin(db: Db, grant: string): Promise<void> {
  await sql`delete from gateway.login where grant_id = ${grant}`.execute(db);
}

/** Whose rows the grant's role may see, until when at the latest, whether it is a service's, and whether it writes. */
export type Scope = { subjects: string[] | null; until: Temporal.Instant; service: boolean; writes: boolean };

export async function scopeOf(db: Db, grant: string): Promise<Scope | undefined> {
  const { rows } = await sql<Scope>`
    select case when l.selector = 'listed' then coalesce((select array_agg(s.subject::text) from access.scope s where s.grant_id = l.grant_id), '{}') end
      as subjects, l.until, l.service, f.writes
    from access.licence l join access.facts f on f.grant_id = l.grant_id where l.grant_id = ${grant}
  `.execute(db);
  return rows[0];
}
