import { hash, randomBytes } from 'node:crypto';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, transact } from '../platform/mod.ts';
import { type Actor, type PersonId, holdingOf, personId } from './actor.ts';
import { sessionOpened, sessionsEnded } from './facts.ts';
import {
  endSessionsOf,
  holdingsNow,
  insertSession,
  personByAccount,
  personById,
  personBySession,
} from './people.sql.ts';

/** Opens a session and returns its token, the only time that it exists in clear. */
export async function openSession(db: Db, person: PersonId, label: string, hours: number): Promise<string> {
  const token = `jks_${randomBytes(32).toString('base64url')}`;
  await transact(db, async (tx) => {
    const session = await insertSession(tx, { person, tokenHash: hashOf(token), label, hours });
    await record(tx, sessionOpened(session, person, label));
  });
  return token;
}

/** Ends all sessions of a person: their own act, or that of the owner or HR. Returns how many there were. */
export async function endSessions(db: Db, actor: Actor, person: PersonId): Promise<number> {
  if (actor.person !== person) holdingOf(actor, ['owner', 'hr']);
  return transact(db, async (tx) => {
    const ended = await endSessionsOf(tx, person);
    if (ended > 0) await record(tx, sessionsEnded(person, ended, actor.person));
    return ended;
  });
}

/** Who the bearer of this token is, with the offices held at this moment. Throws JK101 when it opens nothing. */
export async function actorOf(db: Db, token: string): Promise<Actor> {
  const person = await personBySession(db, hashOf(token));
  if (person === undefined) throw new Refusal('JK101');
  return withHoldings(db, person);
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

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
