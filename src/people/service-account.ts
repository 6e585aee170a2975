/**
 * Service accounts: the company's own online services, as holders of grants. ENTERED (not fit) → (the responsible declares it) FIT until a time →
 * (declared again) FIT … → (it leaves) LEFT for good; its licences are false from that moment. By HR, the owner, or the responsible of its service.
 */
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, type PersonId, type Under, holdingOf, personId, under } from './actor.ts';
import { declaredFit, personJoined, personLeft } from './facts.ts';
import { insertPerson, personByAccount, setLeft, upsertStanding } from './people.sql.ts';
import { type ServiceAccountRow, insertServiceAccount, serviceAccounts } from './service-account.sql.ts';
import { endSessionsOf } from './session.sql.ts';

const keepers = ['hr', 'owner', 'responsible'] as const;

/** Enters a service account of the service (id); the account must be new (JK105). It is not fit before `declareServiceFit`. */
export async function addServiceAccount(
  db: Db,
  actor: Actor,
  added: { readonly account: string; readonly display: string; readonly serviceId: string },
): Promise<PersonId> {
  const office = under(holdingOf(actor, keepers, added.serviceId));
  refusePersonalText(added.display, 'display');
  return transact(db, async (tx) => {
    if ((await personByAccount(tx, added.account)) !== undefined)
      throw new Refusal('JK105', { account: added.account });
    const { account, display, serviceId } = added;
    const id = await insertPerson(tx, { account, display, kind: 'service', language: 'en' });
    await insertServiceAccount(tx, id, serviceId);
    await record(tx, personJoined(id, account, 'service', actor.person, office, serviceId));
    return personId.parse(id);
  });
}

/** Says until when the service may hold members' data, and why. Throws JK108 for one that has left: nothing brings it back. */
export async function declareServiceFit(
  db: Db,
  actor: Actor,
  account: string,
  until: Temporal.Instant,
  reason: string,
): Promise<void> {
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    const { id, leftAt, office } = await kept(tx, actor, account);
    if (leftAt !== null && Temporal.Instant.compare(leftAt, await now(tx)) <= 0)
      throw new Refusal('JK108', { account });
    await upsertStanding(tx, { person: id, fitUntil: until, reason, declaredBy: actor.person });
    await record(tx, declaredFit(id, until, reason, actor.person, office));
  });
}

/** The service is gone, or its account is no longer used: its grants open nothing from this moment. Repeating it changes nothing. */
export async function retireServiceAccount(db: Db, actor: Actor, account: string): Promise<void> {
  await transact(db, async (tx) => {
    const { id, office } = await kept(tx, actor, account);
    if (!(await setLeft(tx, id, actor.person))) return;
    await record(tx, personLeft(id, await endSessionsOf(tx, id), actor.person, office));
  });
}

/** Throws JK107 where there is none, JK103 where the actor keeps those of another service. */
async function kept(tx: Tx, actor: Actor, account: string): Promise<ServiceAccountRow & { readonly office: Under }> {
  const [found] = await serviceAccounts(tx, { account });
  if (found === undefined) throw new Refusal('JK107', { account });
  return { ...found, office: under(holdingOf(actor, keepers, found.serviceId)) };
}
