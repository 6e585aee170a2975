import { record } from '../ledger/mod.ts';
import { type Actor, type Under, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, transact } from '../platform/mod.ts';
import type { GrantRow } from './access.sql.ts';
import { type CredentialListing, credentialsOf, endCredentialOf } from './credentials.sql.ts';
import { credentialEnded } from './facts.ts';
import { resolveGrant } from './resolve.ts';

const endingOffices = ['responsible', 'cpo', 'cpo_office', 'ciso'] as const;

/** The credentials of a grant that still last, for its holder, its requester and whoever may end it. Throws JK003, JK103. */
export async function readCredentials(
  db: Db,
  actor: Actor,
  name: string,
): Promise<{ grant: string; credentials: CredentialListing[] }> {
  const grant = await resolveGrant(db, name);
  refuseOthers(actor, grant);
  return { grant: grant.name, credentials: await credentialsOf(db, grant.id) };
}

/**
 * Ends one credential now: nobody signs in with it any more, and the gateways end what is connected with it. The grant and its other credentials
 * go on. Throws JK233 where there is none of that name that lasts.
 */
export async function endCredential(db: Db, actor: Actor, name: string, username: string): Promise<string> {
  const grant = await resolveGrant(db, name);
  const office = refuseOthers(actor, grant);
  await transact(db, async (tx) => {
    if (!(await endCredentialOf(tx, grant.id, username))) throw new Refusal('JK233', { name: grant.name, username });
    await record(tx, credentialEnded(grant.id, username, actor.person, office));
  });
  return grant.name;
}

/** The office under which others may; undefined for the holder and the requester, who need none. */
function refuseOthers(actor: Actor, grant: GrantRow): Under | undefined {
  if (grant.holder === actor.person || grant.requester === actor.person) return undefined;
  return under(holdingOf(actor, endingOffices, grant.serviceId));
}
