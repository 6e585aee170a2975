import { record } from '../ledger/mod.ts';
import { type Actor, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import { endLife, factsOf, grantByName, lockGrant, wasRejected } from './access.sql.ts';
import { grantEnded } from './facts.ts';
import { stateOf } from './grant.ts';

/**
 * Ends a grant now: the next batch of every open cursor is refused, credentials are void, and the gateways end its backends. By a
 * responsible person of its service, the CPO's or the CISO's office.
 */
export async function revokeGrant(db: Db, actor: Actor, name: string, reason: string): Promise<void> {
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const grant = await grantByName(tx, name);
    if (grant === undefined) throw new Refusal('JK003', { what: 'grant', name });
    const holding = holdingOf(actor, ['responsible', 'cpo', 'cpo_office', 'ciso'], grant.serviceId);
    await lockGrant(tx, grant.id);
    if (!(await endLife(tx, grant.id, 'REVOKED'))) {
      const facts = await factsOf(tx, grant.id);
      const state = facts === undefined ? 'REQUESTED' : stateOf(facts, await wasRejected(tx, grant.id));
      throw new Refusal('JK217', { name, state });
    }
    await record(tx, grantEnded(grant.id, 'REVOKED', { person: actor.person, ...under(holding) }, reason));
  });
}
