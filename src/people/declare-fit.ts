import { record } from '../ledger/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, type PersonId, holdingOf, personId, under } from './actor.ts';
import { declaredFit, personLeft } from './facts.ts';
import { personById, setLeft, upsertStanding } from './people.sql.ts';
import { endSessionsOf } from './session.sql.ts';

/**
 * Says that a person's pledge, training and device are in order until a time. Until those rooms stand this declaration is the whole
 * standing; without one, nothing opens. By HR or a responsible person, never about oneself (JK106). It brings no leaver back.
 */
export async function declareFit(
  db: Db,
  actor: Actor,
  person: PersonId,
  until: Temporal.Instant,
  reason: string,
): Promise<void> {
  const office = under(holdingOf(actor, ['hr', 'owner', 'responsible']));
  if (person === actor.person) throw new Refusal('JK106');
  refusePersonalText(reason, 'reason');
  await transact(db, async (tx) => {
    await upsertStanding(tx, { person, fitUntil: until, reason, declaredBy: actor.person });
    await record(tx, declaredFit(person, until, reason, actor.person, office));
  });
}

/**
 * A leaver: licences are false from this moment, sessions end, whether or not they were ever declared fit. By HR or the owner, never about
 * oneself (JK106). Repeating it changes nothing.
 */
export async function leave(db: Db, actor: Actor, person: PersonId): Promise<void> {
  const office = under(holdingOf(actor, ['hr', 'owner']));
  if (person === actor.person) throw new Refusal('JK106');
  await transact(db, async (tx) => {
    if ((await personById(tx, person)) === undefined)
      throw new Refusal('JK003', { what: 'person', name: personId.show(person) });
    if (!(await setLeft(tx, person, actor.person))) return;
    const sessions = await endSessionsOf(tx, person);
    await record(tx, personLeft(person, sessions, actor.person, office));
  });
}
