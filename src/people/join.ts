import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, type Office, type PersonId, holdingOf, personId, rights, under } from './actor.ts';
import { dayStart } from './day-start.ts';
import { insertAct } from './employment.sql.ts';
import { personJoined, officeHeld } from './facts.ts';
import { anybodyThere, insertHolding, insertPerson, personByAccount } from './people.sql.ts';

export type Joiner = {
  readonly account: string;
  readonly display: string;
  /** Service accounts are entered by `addServiceAccount`. */
  readonly kind: 'person';
  readonly language: 'en' | 'ko';
  readonly department?: string;
  readonly position?: string;
  /** Their first day, Seoul; none: from this moment. */
  readonly from?: string;
  readonly reason?: string;
};

/** The first person of an installation, its owner. Refused (JK104) once anybody is there. */
export async function installOwner(db: Db, joiner: Joiner, basis: string): Promise<PersonId> {
  return transact(db, async (tx) => {
    if (await anybodyThere(tx)) throw new Refusal('JK104');
    const id = await enter(tx, joiner, null);
    await record(tx, personJoined(id, joiner.account, joiner.kind, id));
    const holding = await insertHolding(tx, { person: id, office: 'owner', service: null, basis });
    await record(tx, officeHeld(holding, id, 'owner', null, basis, id));
    return personId.parse(id);
  });
}

/** Enters an employee, from this moment or a day to come. By HR or the owner; the account must be new (JK105). Nothing opens before they are declared fit. */
export async function join(db: Db, actor: Actor, joiner: Joiner): Promise<PersonId> {
  return transact(db, (tx) => joinIn(tx, actor, joiner));
}

/** The same within a transaction. */
export async function joinIn(tx: Tx, actor: Actor, joiner: Joiner): Promise<PersonId> {
  const holding = holdingOf(actor, rights.enter);
  for (const [path, text] of Object.entries({
    display: joiner.display,
    department: joiner.department ?? '',
    position: joiner.position ?? '',
    reason: joiner.reason ?? '',
  }))
    refusePersonalText(text, path);
  if ((await personByAccount(tx, joiner.account)) !== undefined)
    throw new Refusal('JK105', { account: joiner.account });
  const id = await enter(tx, joiner, { by: actor.person, holding: holding.id });
  await record(tx, personJoined(id, joiner.account, joiner.kind, actor.person, under(holding)));
  return personId.parse(id);
}

async function enter(
  tx: Tx,
  joiner: Joiner,
  by: { readonly by: string; readonly holding: string } | null,
): Promise<string> {
  const { account, display, kind, language, department = null, position = null, reason = 'entered' } = joiner;
  const at = joiner.from === undefined ? null : dayStart(joiner.from, await now(tx), 'body.from');
  const person = await insertPerson(tx, { account, display, kind, language }, at);
  const said = { by: by?.by ?? null, holding: by?.holding ?? null, department, position, reason };
  await insertAct(tx, { ...said, person, n: 1, kind: 'join', at, reviewDays: null });
  return person;
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
