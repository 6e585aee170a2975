/**
 * What HR does with people who work here: they move, go on leave, return and leave. Each is one act of `people.employment` and one entry on record; what it ends, it ends as
 * a condition of the next opening, and the sessions at once. (Joining is `join.ts`.)
 */
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, refusePersonalText, transact } from '../platform/mod.ts';
import { type Actor, holdingOf, rights, under } from './actor.ts';
import { type ActKind, type EmploymentState, actAt, mayFollow, planned, stateAt } from './employment.ts';
import { type ActRow, actsOf, insertAct, lockEmployment } from './employment.sql.ts';
import { personChanged } from './facts.ts';
import { endLinksOf } from './link.sql.ts';
import { type PersonRow, holdingsNow, personByAccount } from './people.sql.ts';
import { endSessionsOf } from './session.sql.ts';
import { endAuthenticator, endRecoveryCodes } from './sign-in.sql.ts';
import { dayStart } from './day-start.ts';

export type Change = {
  readonly account: string;
  readonly reason: string;
  /** The first day of it, Seoul; null: from this moment. Of a leaver the first day on which they are gone. */
  readonly from: string | null;
};

export type Changed = {
  readonly account: string;
  readonly act: ActKind;
  readonly from: Temporal.Instant;
  /** It is to come: nothing changes before. */
  readonly planned: boolean;
  /** The state now. */
  readonly state: EmploymentState;
  /** How many ended at once. */
  readonly sessions: number;
  /** Of a move: until when each grant that was live is kept, or lapses. */
  readonly reviewDue: Temporal.Instant | null;
  /** What was planned and is not to come any more, since this was said. */
  readonly takesBack: readonly { readonly act: ActKind; readonly from: Temporal.Instant }[];
};

/** Another department, and position: the grants of before wait until a responsible person has kept each of them, and lapse after the house rule's days. */
export function movePerson(
  db: Db,
  actor: Actor,
  change: Change & { readonly department: string; readonly position: string | null },
): Promise<Changed> {
  refusePersonalText(change.department, 'department');
  if (change.position !== null) refusePersonalText(change.position, 'position');
  return transact(db, (tx) => say(tx, actor, 'move', change, change));
}

/** Nothing opens and nobody signs in until they return. */
export function beginLeave(db: Db, actor: Actor, change: Change): Promise<Changed> {
  return transact(db, (tx) => say(tx, actor, 'leave', change));
}

/** Back from leave; of somebody who is here it takes back what was planned from that day on. */
export function returnPerson(db: Db, actor: Actor, change: Change): Promise<Changed> {
  return transact(db, (tx) => say(tx, actor, 'return', change));
}

/** A leaver, for good: grants, sessions, links, authenticator and recovery codes are over from that moment. */
export function endPerson(db: Db, actor: Actor, change: Change): Promise<Changed> {
  return transact(db, (tx) => say(tx, actor, 'end', change));
}

/**
 * By HR or the owner, of who is the owner by another owner alone (JK103); never about oneself (JK140). Throws JK003, JK002 for a day that is past, JK141 where it does not follow
 * what was said before.
 */
export async function say(
  tx: Tx,
  actor: Actor,
  kind: Exclude<ActKind, 'join'>,
  { account, from, reason }: Change,
  to?: { readonly department: string; readonly position: string | null },
): Promise<Changed> {
  refusePersonalText(reason, 'reason');
  const { person, said, holding } = await about(tx, actor, kind, account);
  const current = await now(tx);
  const at = from === null ? null : dayStart(from, current, kind === 'end' ? 'body.lastDay' : 'body.from');
  if (!mayFollow(said, kind, at ?? current))
    throw new Refusal('JK141', { account, state: stateAt(said, at ?? current) ?? 'PLANNED', act: kind });
  const last = placeAt(said, at ?? current);
  const reviewDays = kind === 'move' ? await numberInForce(tx, 'people.move.review.days') : null;
  const { department, position } = to ?? last;
  const act = { person: person.id, n: said.length + 1, kind, at, by: actor.person, holding: holding.id };
  const made = await insertAct(tx, { ...act, department, position, reason, reviewDays });
  const sessions = at === null ? await endAtOnce(tx, person.id, kind) : 0;
  await record(
    tx,
    personChanged(kind, { person: person.id, n: act.n, from: made.at, sessions }, actor.person, under(holding)),
  );
  const state = at === null ? stateAt([...said, { n: act.n, kind, at: made.at }], made.at) : stateAt(said, current);
  return {
    account,
    act: kind,
    from: made.at,
    planned: at !== null,
    state: state ?? 'PLANNED',
    sessions,
    reviewDue: made.reviewDue,
    takesBack: planned(said, current)
      .filter((one) => Temporal.Instant.compare(one.at, made.at) >= 0)
      .map((one) => ({ act: one.kind, from: one.at })),
  };
}

async function about(tx: Tx, actor: Actor, kind: ActKind, account: string) {
  const person = await personByAccount(tx, account);
  const ends = kind === 'leave' || kind === 'end';
  const isOwner = person !== undefined && (await holdingsNow(tx, person.id)).some(({ office }) => office === 'owner');
  const holding = holdingOf(actor, ends && isOwner ? rights.install : rights.enter);
  if (person === undefined || person.kind === 'service') throw new Refusal('JK003', { what: 'person', name: account });
  if (person.id === actor.person) throw new Refusal('JK140');
  await lockEmployment(tx, person.id);
  return { person, said: await actsOf(tx, person.id), holding };
}

/** Sessions; of a leaver also what signs in. What is planned ends by itself, as a condition. */
async function endAtOnce(tx: Tx, person: PersonRow['id'], kind: ActKind): Promise<number> {
  if (kind !== 'leave' && kind !== 'end') return 0;
  await endLinksOf(tx, person);
  if (kind === 'end') {
    await endAuthenticator(tx, person);
    await endRecoveryCodes(tx, person);
  }
  return endSessionsOf(tx, person);
}

/** Where somebody works at a moment: as the act says that holds then; before the first, as that one. */
export function placeAt(said: readonly ActRow[], at: Temporal.Instant): Pick<ActRow, 'department' | 'position'> {
  const { department = null, position = null } = actAt(said, at) ?? said[0] ?? {};
  return { department, position };
}
