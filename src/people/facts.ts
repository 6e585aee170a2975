/** What this room says happened. Ids, and the offices under which it was decided; of an address only where somebody signed in, or tried to. */
import type { Fact } from '../ledger/mod.ts';
import type { Under } from './actor.ts';

/** A list of HR's, by its hash; what it changed stands act by act beside it. */
export function peopleImported(
  list: {
    readonly sha256: string;
    readonly rows: number;
    readonly joins: number;
    readonly moves: number;
    readonly ends: number;
  },
  by: string,
  office: Under,
): Fact {
  return { kind: 'people.imported', body: { ...list, by, ...held(office) } };
}

/** `service`: for which a service account works. `office`: none where an installation enters its own owner. */
export function personJoined(
  person: string,
  account: string,
  kind: string,
  by: string,
  office?: Under,
  service?: string,
): Fact {
  return {
    kind: 'person.joined',
    body: { person, account, kind, by, ...held(office), ...(service === undefined ? {} : { service }) },
  };
}

export function officeHeld(
  holding: string,
  person: string,
  office: string,
  service: string | null,
  basis: string,
  by: string,
  under?: Under,
): Fact {
  return { kind: 'office.held', body: { holding, person, office, service, basis, by, ...held(under) } };
}

export function declaredFit(person: string, until: Temporal.Instant, reason: string, by: string, office: Under): Fact {
  return { kind: 'standing.declared', body: { person, until: String(until), reason, by, ...held(office) } };
}

/** Of a service account. */
export function personLeft(person: string, sessions: number, by: string, office: Under): Fact {
  return { kind: 'person.left', body: { person, sessions, by, ...held(office) } };
}

const changes = {
  move: 'person.moved',
  leave: 'person.on_leave',
  return: 'person.returned',
  end: 'person.left',
} as const;

/** `n`: which act of theirs; `from`: from when it holds; where to and why stand with it in `people.employment`. */
export function personChanged(
  kind: keyof typeof changes,
  act: { readonly person: string; readonly n: number; readonly from: Temporal.Instant; readonly sessions: number },
  by: string,
  office: Under,
): Fact {
  return { kind: changes[kind], body: { ...act, from: String(act.from), by, ...held(office) } };
}

/** `how`: by which means somebody signed in, and from where; a local session has neither. */
export function sessionOpened(
  session: string,
  person: string,
  label: string,
  how?: { readonly by: string; readonly source: string },
): Fact {
  return { kind: 'session.opened', body: { session, person, label, ...how } };
}

/** Something that was refused to a signed-in person by the office itself: by code and the pattern of the route. */
export function refused(person: string, code: string, route: string): Fact {
  return { kind: 'refusal', body: { holder: person, code, route } };
}

/** A sign-in that was refused; without a holder where no such account signs in here. What was typed is nowhere. */
export function signInRefused(person: string | undefined, code: string, source: string): Fact {
  return {
    kind: 'refusal',
    body: { ...(person === undefined ? {} : { holder: person }), code, route: 'sign-in', source },
  };
}

export function accountLocked(person: string, tries: number, until: Temporal.Instant): Fact {
  return { kind: 'account.locked', body: { person, tries, until: String(until) } };
}

export function recoveryUsed(person: string, left: number): Fact {
  return { kind: 'recovery.used', body: { person, left } };
}

export function recoveryMade(person: string, codes: number): Fact {
  return { kind: 'recovery.made', body: { person, codes } };
}

export function passwordSet(person: string, sessions: number): Fact {
  return { kind: 'password.set', body: { person, sessions } };
}

/** `by`: null for the owner's own, which the host makes. */
export function linkMade(link: string, person: string, as: string, by: string | null, office?: Under): Fact {
  return { kind: 'link.made', body: { link, person, as, by, ...held(office) } };
}

/** A link was used: password, authenticator and recovery codes are new, and so many sessions ended. */
export function claimed(link: string, person: string, as: string, authenticator: string, sessions: number): Fact {
  return { kind: 'link.used', body: { link, person, as, authenticator, sessions } };
}

export function sessionsEnded(person: string, sessions: number, by: string, office?: Under): Fact {
  return { kind: 'sessions.ended', body: { person, sessions, by, ...held(office) } };
}

export function pledgePublished(
  pledge: { readonly kind: string; readonly edition: number; readonly from: string; readonly textHash: string },
  by: string,
  office: Under,
): Fact {
  return { kind: 'pledge.published', body: { ...pledge, by, ...held(office) } };
}

export function pledgeSigned(
  signature: string,
  of: { readonly kind: string; readonly edition: number; readonly textHash: string; readonly endsAt: Temporal.Instant },
  person: string,
): Fact {
  const { kind, edition, textHash, endsAt } = of;
  return { kind: 'pledge.signed', body: { signature, person, kind, edition, textHash, endsAt: String(endsAt) } };
}

export function coursePublished(
  course: { readonly course: string; readonly edition: number; readonly period: string },
  by: string,
  office: Under,
): Fact {
  return { kind: 'course.published', body: { ...course, by, ...held(office) } };
}

export function courseTaken(
  result: { readonly course: string; readonly edition: number; readonly score: number; readonly passed: boolean },
  person: string,
): Fact {
  return { kind: 'course.taken', body: { ...result, person } };
}

/** `office`: of HR, where it is another's device. */
export function deviceReported(
  report: {
    readonly report: string;
    readonly person: string;
    readonly device: string;
    readonly status: string;
    readonly signatureHours: number;
  },
  by: string,
  office?: Under,
): Fact {
  return { kind: 'device.reported', body: { ...report, by, ...held(office) } };
}

export function deviceCleared(
  cleared: {
    readonly person: string;
    readonly device: string;
    readonly reports: readonly string[];
    readonly reason: string;
  },
  by: string,
  office: Under,
): Fact {
  return { kind: 'device.cleared', body: { ...cleared, by, ...held(office) } };
}

function held(office: Under | undefined) {
  return office === undefined ? {} : { under: { ...office } };
}
