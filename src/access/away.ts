/**
 * Why a person's grant opens nothing for the sake of its holder's employment: not here yet, on leave, gone; or moved since it began, while nobody has kept the grant. The
 * database tells it (`access.away`, migration 0022), at the moment of the decision.
 */
import type { Code, Params } from '../platform/mod.ts';

export type Away =
  | { readonly state: 'PLANNED' | 'ON_LEAVE' | 'LEFT'; readonly since: string | null }
  /** `due`: until when a responsible person keeps it; then it has lapsed. */
  | { readonly state: 'MOVED'; readonly since: string; readonly due: string };

export function codeOfAway(away: Away, now: Temporal.Instant): Code {
  switch (away.state) {
    case 'LEFT':
      return 'JK206';
    case 'ON_LEAVE':
      return 'JK261';
    case 'PLANNED':
      return 'JK262';
    case 'MOVED':
      return hasLapsed(away, now) ? 'JK204' : 'JK260';
  }
}

export function hasLapsed(away: Away, now: Temporal.Instant): boolean {
  return away.state === 'MOVED' && Temporal.Instant.compare(now, Temporal.Instant.from(away.due)) >= 0;
}

/** What the sentence says beside its code: days in Seoul, and the moment until which it waits. */
export function paramsOfAway(away: Away): Params {
  const day = away.since === null ? {} : { day: seoul(away.since).toPlainDate().toString() };
  if (away.state !== 'MOVED') return day;
  const due = seoul(away.due).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return { ...day, due };
}

function seoul(instant: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Seoul');
}
