import { randomBytes } from 'node:crypto';
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import type { Actor } from '../people/mod.ts';
import { type Db, type Language, Refusal, transact } from '../platform/mod.ts';
import { type Verifier, factsOf, grantById, insertCredential, successorOf } from './access.sql.ts';
import { credentialIssued } from './facts.ts';
import { licenceRefusal, refusalParams } from './decide.ts';
import { type GrantFacts, stateOf } from './grant.ts';
import { factsFrom } from './load-facts.ts';
import { resolveGrant } from './resolve.ts';

export type Credential = {
  readonly username: string;
  readonly password: string;
  readonly grant: string;
  /** Whether it is a service account's. */
  readonly service: boolean;
  readonly databaseId: string;
  readonly expiresAt: Temporal.Instant;
};

/** What a credential is asked for: to be handed to a client, or for a person's own SQL at the command line (`jikimi sql`). */
export type Asking = 'connection' | 'sql';

/**
 * A connection credential for the holder of a live grant; where the grant was replaced, of its successor. Only the SCRAM verifier is kept.
 * Refused to anybody but the holder (JK226) and where the grant is not live (JK217; suspended: with what the gateway would say). A service account's is issued to who requested it, and lasts
 * until the grant ends, since a program does not come back for another each morning.
 * `asking`: a service account's is none for a person to type SQL with (JK236). Who holds its connection string still reads as the service: that
 * it was issued, to whom, and what came with it is on record.
 * `language`: in which the gateway speaks to its bearer; null for that of the holder.
 */
export async function issueCredential(
  db: Db,
  actor: Actor,
  name: string,
  makeVerifier: (password: string) => Verifier,
  language: Language | null = null,
  asking: Asking = 'connection',
): Promise<Credential> {
  const named = await resolveGrant(db, name);
  return transact(db, async (tx) => {
    const grant = (await successorOf(tx, named.id)) ?? (await grantById(tx, named.id));
    const facts = grant && (await factsOf(tx, grant.id));
    if (grant === undefined || facts === undefined) throw new Refusal('JK003', { what: 'grant', name });
    if (grant.holder !== actor.person && !(grant.service && grant.requester === actor.person))
      throw new Refusal('JK226', { name });
    if (grant.service && asking === 'sql') throw new Refusal('JK236', { name: grant.name });
    const state = stateOf(facts, false);
    if (state === 'SUSPENDED') refuseAsTheLicence(facts);
    if (state !== 'ACTIVE') throw new Refusal('JK217', { name: grant.name, state });
    const hours = grant.service
      ? 24 * (await numberInForce(tx, 'access.credential.service.days'))
      : await numberInForce(tx, 'access.credential.hours');
    const password = randomBytes(24).toString('base64url');
    const username = `${grant.name}.${randomBytes(4).toString('hex')}`;
    const expiresAt = await insertCredential(tx, {
      ...makeVerifier(password),
      username,
      grant: grant.id,
      issuedTo: actor.person,
      hours,
      untilItEnds: grant.service,
      language,
    });
    await record(tx, credentialIssued(grant.id, username, actor.person));
    return { username, password, grant: grant.name, service: grant.service, databaseId: grant.databaseId, expiresAt };
  });
}

/** Before the address is looked at, so none is given. */
function refuseAsTheLicence(row: GrantFacts): void {
  const facts = factsFrom(row, []);
  const code = licenceRefusal(facts, '', row.now);
  if (code !== null) throw new Refusal(code, { ...refusalParams(facts, code), grant: row.name });
}
