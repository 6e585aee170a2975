/**
 * Sessions: OPEN → ENDED by itself (nobody used it for the house rule's minutes; its hours are over; its person left) or by somebody (signed out, ended
 * from the list). What ends one by itself is a condition of `people.live_session`, read each time it is used; no job has to come by. A local session
 * is without sign-in, of an example home alone, and ends for ever when the owner has used their link.
 */
import { hash, randomBytes } from 'node:crypto';
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, type Id, Refusal, type Tx, idKind, transact } from '../platform/mod.ts';
import { type Actor, type PersonId, holdingOf, personId, under } from './actor.ts';
import { sessionOpened, sessionsEnded } from './facts.ts';
import { holdingsNow, personByAccount, personById } from './people.sql.ts';
import {
  type SessionRow,
  endSessionsOf,
  insertSession,
  liveSession,
  liveSessionsOf,
  touchSession,
  whySessionEnded,
} from './session.sql.ts';

export type SessionId = Id<'session'>;
export const sessionId = idKind('session');

/** Who sends a request, and by which session. */
export type SignedIn = { readonly actor: Actor; readonly session: SessionRow };

/** Opens a session for who has just proved who they are. The token exists in clear this once. */
export async function beginSession(
  tx: Tx,
  opened: { readonly person: string; readonly label: string; readonly source: string; readonly by: string },
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newToken();
  const hours = await numberInForce(tx, 'people.session.hours');
  const { person, label, source, by } = opened;
  const id = await insertSession(tx, { person, tokenHash: hashOf(token), kind: 'signed_in', label, source, hours });
  await record(tx, sessionOpened(id, person, label, { by, source }));
  return { id, token };
}

/** Opens a session without sign-in, in an example home. Refused (JK113) once the owner has signed in. */
export async function openLocalSession(db: Db, person: PersonId, label: string, hours: number): Promise<string> {
  const token = newToken();
  await transact(db, async (tx) => {
    const opened = { person, tokenHash: hashOf(token), kind: 'local', label, source: null, hours } as const;
    await record(tx, sessionOpened(await insertSession(tx, opened), person, label));
  });
  return token;
}

/** Ends the local sessions of a person, those of earlier starts. */
export async function endLocalSessions(db: Db, person: PersonId): Promise<void> {
  await transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, person, { kind: 'local' });
    if (ended > 0) await record(tx, sessionsEnded(person, ended, person));
  });
}

/** Ends all sessions of a person: their own act, or that of the owner or HR. Returns how many there were. */
export async function endSessions(db: Db, actor: Actor, person: PersonId): Promise<number> {
  const office = actor.person === person ? undefined : under(holdingOf(actor, ['owner', 'hr']));
  return transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, person);
    if (ended > 0) await record(tx, sessionsEnded(person, ended, actor.person, office));
    return ended;
  });
}

/** Ends one of one's own sessions, or all but one. Returns how many; none where that one was over. */
export async function endOwnSessions(
  db: Db,
  actor: Actor,
  which: { readonly only: SessionId } | { readonly but: SessionId },
): Promise<number> {
  return transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, actor.person, which);
    if (ended > 0) await record(tx, sessionsEnded(actor.person, ended, actor.person));
    return ended;
  });
}

/** One's own sessions that hold now, newest first. */
export async function ownSessions(db: Db, actor: Actor): Promise<SessionRow[]> {
  return liveSessionsOf(db, actor.person);
}

/** Who the bearer of this token is, with the offices held at this moment. Throws JK113, JK114 or JK101 when it opens nothing. */
export async function sessionOf(db: Db, token: string): Promise<SignedIn> {
  const tokenHash = hashOf(token);
  const found = await liveSession(db, tokenHash);
  if (found === undefined) {
    const why = await whySessionEnded(db, tokenHash);
    if (why === 'local') throw new Refusal('JK113');
    if (why === 'idle') throw new Refusal('JK114', { minutes: await numberInForce(db, 'people.session.idle.minutes') });
    throw new Refusal('JK101');
  }
  if (found.session.kind === 'signed_in' && found.unnoted) await touchSession(db, found.session.id);
  return { actor: await withHoldings(db, found.person), session: found.session };
}

export async function actorOf(db: Db, token: string): Promise<Actor> {
  return (await sessionOf(db, token)).actor;
}

/** The actor of an account without a session: for the installation's own jobs and example, in the process that holds the rights. */
export async function actorByAccount(db: Db, account: string): Promise<Actor> {
  const person = await personByAccount(db, account);
  if (person === undefined) throw new Refusal('JK003', { what: 'person', name: account });
  return withHoldings(db, person);
}

export async function actorById(db: Db, id: PersonId): Promise<Actor> {
  const person = await personById(db, id);
  if (person === undefined) throw new Refusal('JK003', { what: 'person', name: id });
  return withHoldings(db, person);
}

async function withHoldings(
  db: Db,
  person: { id: string; account: string; display: string; language: 'en' | 'ko' },
): Promise<Actor> {
  const { id, account, display, language } = person;
  return { person: personId.parse(id), account, display, language, holdings: await holdingsNow(db, id) };
}

function newToken(): string {
  return `jks_${randomBytes(32).toString('base64url')}`;
}

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
