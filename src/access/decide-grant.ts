import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Actor, type Holding, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, type Tx, databaseFault, refusePersonalText, transact } from '../platform/mod.ts';
import {
  type GrantRow,
  decisionsOf,
  endLife,
  factsOf,
  grantByName,
  insertDecision,
  insertLife,
  lockGrant,
  requiredOffices,
  wasRejected,
} from './access.sql.ts';
import { grantBegan, grantDecided, grantEnded } from './facts.ts';
import { type GrantState, stateOf } from './grant.ts';

/**
 * Approves a request under the first of the actor's offices that it still needs. With the last approval the grant begins, and the one that
 * it replaces ends in the same transaction. Returns the state after it (SUSPENDED where it began and
 * its holder may open nothing), and the offices still owed.
 */
export async function approveGrant(
  db: Db,
  actor: Actor,
  name: string,
  reason: string,
): Promise<{ state: GrantState; owed: string[] }> {
  refusePersonalText(reason, 'reason');
  return transact(db, async (tx) => {
    const grant = await openRequest(tx, name);
    const owed = await owedOffices(tx, grant.id);
    const holding = holdingOf(actor, owed as Holding['office'][], grant.serviceId);
    await decideOnce(tx, actor, grant, holding, 'approved', reason);
    const left = owed.filter((office) => office !== holding.office);
    if (left.length > 0) return { state: 'REQUESTED', owed: left };
    await begin(tx, actor, grant, holding);
    return { state: await stateNow(tx, grant), owed: [] };
  });
}

/** Rejects a request, by any office that would have to approve it. One rejection is enough. */
export async function rejectGrant(db: Db, actor: Actor, name: string, reason: string): Promise<void> {
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const grant = await openRequest(tx, name);
    const holding = holdingOf(actor, (await requiredOffices(tx, grant.id)) as Holding['office'][], grant.serviceId);
    await decideOnce(tx, actor, grant, holding, 'rejected', reason);
  });
}

async function stateNow(tx: Tx, { id, name }: GrantRow): Promise<GrantState> {
  const facts = await factsOf(tx, id);
  if (facts === undefined) throw new Refusal('JK003', { what: 'grant', name });
  return stateOf(facts, await wasRejected(tx, id));
}

async function openRequest(tx: Tx, name: string): Promise<GrantRow> {
  const grant = await grantByName(tx, name);
  if (grant === undefined) throw new Refusal('JK003', { what: 'grant', name });
  await lockGrant(tx, grant.id);
  const state = await stateNow(tx, grant);
  if (state !== 'REQUESTED') throw new Refusal('JK216', { name, state });
  return grant;
}

async function owedOffices(tx: Tx, grant: string): Promise<string[]> {
  const given = (await decisionsOf(tx, grant)).map((one) => one.office);
  return (await requiredOffices(tx, grant)).filter((office) => !given.includes(office));
}

async function decideOnce(
  tx: Tx,
  actor: Actor,
  grant: GrantRow,
  holding: Holding,
  verdict: 'approved' | 'rejected',
  reason: string,
): Promise<void> {
  if (actor.person === grant.requester || actor.person === grant.holder) throw new Refusal('JK215');
  await insertDecision(tx, grant, {
    decider: actor.person,
    office: holding.office,
    holding: holding.id,
    verdict,
    reason,
  }).catch((error: unknown) => {
    throw databaseFault(error)?.sqlstate === '23505'
      ? new Refusal('JK216', { name: grant.name, state: 'decided by you' }, error)
      : error;
  });
  await record(tx, grantDecided(grant.id, verdict, { person: actor.person, ...under(holding) }, reason));
}

async function begin(tx: Tx, actor: Actor, grant: GrantRow, holding: Holding): Promise<void> {
  const review = await numberInForce(tx, grant.service ? 'access.review.service.days' : 'access.review.person.days');
  if (grant.replaces !== null && (await endLife(tx, grant.replaces, 'REPLACED'))) {
    const by = { person: actor.person, ...under(holding) };
    await record(tx, grantEnded(grant.replaces, 'REPLACED', by, `replaced by ${grant.name}`));
  }
  await insertLife(tx, grant.id, actor.person, grant.days, review);
  await record(tx, grantBegan(grant.id));
}
