/** What this room says happened. Ids and names of offices only. */
import type { Fact } from '../ledger/mod.ts';

/** `service`: for which a service account works. */
export function personJoined(person: string, account: string, kind: string, by: string, service?: string): Fact {
  return { kind: 'person.joined', body: { person, account, kind, by, ...(service === undefined ? {} : { service }) } };
}

export function officeHeld(
  holding: string,
  person: string,
  office: string,
  service: string | null,
  basis: string,
  by: string,
): Fact {
  return { kind: 'office.held', body: { holding, person, office, service, basis, by } };
}

export function declaredFit(person: string, until: Temporal.Instant, reason: string, by: string): Fact {
  return { kind: 'standing.declared', body: { person, until: String(until), reason, by } };
}

export function personLeft(person: string, sessions: number, by: string): Fact {
  return { kind: 'person.left', body: { person, sessions, by } };
}

export function sessionOpened(session: string, person: string, label: string): Fact {
  return { kind: 'session.opened', body: { session, person, label } };
}

/** Something that was refused to a signed-in person by the office itself: by code and the pattern of the route. */
export function refused(person: string, code: string, route: string): Fact {
  return { kind: 'refusal', body: { holder: person, code, route } };
}

export function sessionsEnded(person: string, sessions: number, by: string): Fact {
  return { kind: 'sessions.ended', body: { person, sessions, by } };
}
