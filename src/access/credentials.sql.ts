import { type Db, type Tx, sql } from '../platform/mod.ts';
import { sayLicenceChanged } from './access.sql.ts';

export type CredentialListing = {
  readonly username: string;
  readonly issuedTo: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
};

/** Those of a grant that still last, newest first. */
export async function credentialsOf(db: Db, grant: string): Promise<CredentialListing[]> {
  const { rows } = await sql<CredentialListing>`
    select c.username, p.account as "issuedTo", c.created_at as "createdAt", c.expires_at as "expiresAt"
    from access.credential c join people.person p on p.id = c.issued_to
    where c.grant_id = ${grant} and c.ended_at is null and c.expires_at > platform.now() order by c.created_at desc
  `.execute(db);
  return rows;
}

/** False where the grant has none of that name that still lasts. */
export async function endCredentialOf(tx: Tx, grant: string, username: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.credential set ended_at = platform.now()
    where grant_id = ${grant} and username = ${username} and ended_at is null and expires_at > platform.now()
  `.execute(tx);
  const ended = (numAffectedRows ?? 0n) > 0n;
  if (ended) await sayLicenceChanged(tx, grant);
  return ended;
}
