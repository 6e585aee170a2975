import { record } from '../ledger/mod.ts';
import { type Db, Refusal, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, type PersonId, holdingOf, under } from './actor.ts';
import { stateNow } from './employment.sql.ts';
import { declaredFit } from './facts.ts';
import { personById, upsertStanding } from './people.sql.ts';

/**
 * Says that a person may handle personal data until a time, beside the duties that they owe; without it nothing opens. By HR or a responsible person, never about oneself
 * (JK106), and not of who has left (JK141).
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
    if ((await stateNow(tx, person)) === 'LEFT')
      throw new Refusal('JK141', { account: (await personById(tx, person))?.account ?? '', state: 'LEFT', act: 'fit' });
    await upsertStanding(tx, { person, fitUntil: until, reason, declaredBy: actor.person });
    await record(tx, declaredFit(person, until, reason, actor.person, office));
  });
}
