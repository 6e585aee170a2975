import { record } from '../ledger/mod.ts';
import { type Actor, holdingOf, under } from '../people/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import { factsOf, grantByName, insertMoverReview, lockGrant } from './access.sql.ts';
import { hasLapsed } from './away.ts';
import { grantKept } from './facts.ts';

/**
 * The holder moved, and this grant is still necessary: it opens again. By a responsible person of its service, never by who asked for it or holds it (JK215). Throws JK263 where it
 * does not wait for that, or no longer. (To end it is to revoke it; to narrow it, a request that replaces it.)
 */
export async function keepGrant(db: Db, actor: Actor, name: string, reason: string): Promise<void> {
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const grant = await grantByName(tx, name);
    if (grant === undefined) throw new Refusal('JK003', { what: 'grant', name });
    const holding = holdingOf(actor, ['responsible'], grant.serviceId);
    if (actor.person === grant.requester || actor.person === grant.holder) throw new Refusal('JK215');
    await lockGrant(tx, grant.id);
    const facts = await factsOf(tx, grant.id);
    const away = facts?.away ?? null;
    if (facts === undefined || facts.endedAs !== null || away?.state !== 'MOVED' || hasLapsed(away, facts.now))
      throw new Refusal('JK263', { name });
    const { requester, holder } = grant;
    const by = { reviewer: actor.person, holding: holding.id };
    await insertMoverReview(tx, { grant: grant.id, requester, holder, ...by, reason });
    await record(tx, grantKept(grant.id, away.since, { person: actor.person, ...under(holding) }, reason));
  });
}
