import { record } from '../ledger/mod.ts';
import { type Db, Refusal, transact } from '../platform/mod.ts';
import { type Actor, type Office, type PersonId, holdingOf, personId, rights, under } from './actor.ts';
import { personJoined, officeHeld } from './facts.ts';
import { anybodyThere, insertHolding, insertPerson, personByAccount } from './people.sql.ts';

export type Joiner = {
  readonly account: string;
  readonly display: string;
  /** Service accounts are entered by `addServiceAccount`. */
  readonly kind: 'person';
  readonly language: 'en' | 'ko';
};

/** The first person of an installation, its owner. Refused (JK104) once anybody is there. */
export async function installOwner(db: Db, joiner: Joiner, basis: string): Promise<PersonId> {
  return transact(db, async (tx) => {
    if (await anybodyThere(tx)) throw new Refusal('JK104');
    const id = await insertPerson(tx, joiner);
    await record(tx, personJoined(id, joiner.account, joiner.kind, id));
    const holding = await insertHolding(tx, { person: id, office: 'owner', service: null, basis });
    await record(tx, officeHeld(holding, id, 'owner', null, basis, id));
    return personId.parse(id);
  });
}

/** Enters an employee. By HR or the owner; the account must be new (JK105). */
export async function join(db: Db, actor: Actor, joiner: Joiner): Promise<PersonId> {
  const office = under(holdingOf(actor, rights.enter));
  return transact(db, async (tx) => {
    if ((await personByAccount(tx, joiner.account)) !== undefined)
      throw new Refusal('JK105', { account: joiner.account });
    const id = await insertPerson(tx, joiner);
    await record(tx, personJoined(id, joiner.account, joiner.kind, actor.person, office));
    return personId.parse(id);
  });
}

/** Gives an office, on a recorded basis. By the owner, nobody to themselves. */
export async function hold(
  db: Db,
  actor: Actor,
  given: { person: PersonId; office: Office; service: string | null; basis: string },
): Promise<void> {
  const office = under(holdingOf(actor, rights.appoint));
  if (given.person === actor.person) throw new Refusal('JK106');
  await transact(db, async (tx) => {
    const id = await insertHolding(tx, given);
    await record(tx, officeHeld(id, given.person, given.office, given.service, given.basis, actor.person, office));
  });
}
