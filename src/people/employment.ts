/**
 * What HR says of somebody's employment, and which state holds at a moment. PLANNED → (join) ACTIVE ⇄ (leave, return) ON_LEAVE → (end) LEFT, and a leaver stays one; a
 * move stays ACTIVE, and the grants of before wait for a review.
 *
 * An act holds from a moment on, never from before it was said. It takes the place of what was said before for its own time and later: so a day that was planned is moved by
 * saying another, and `return` takes back what was planned of who is still here. Hence the state at a moment is that of the act said last among those that begin no later
 * (`people.state_at`, migration 0022, says the same in SQL), and what was answered about a past day stays the answer.
 */
export const acts = ['join', 'move', 'leave', 'return', 'end'] as const;
export type ActKind = (typeof acts)[number];
export const employmentStates = ['PLANNED', 'ACTIVE', 'ON_LEAVE', 'LEFT'] as const;
export type EmploymentState = (typeof employmentStates)[number];

export type Act = {
  /** In the order in which they were said, from 1. */
  readonly n: number;
  readonly kind: ActKind;
  /** From when it holds. */
  readonly at: Temporal.Instant;
};

/** The act that holds at a moment, of those that were said, in their order; undefined before the first. */
export function actAt<T extends Act>(said: readonly T[], moment: Temporal.Instant): T | undefined {
  return said.findLast(({ at }) => !isAfter(at, moment));
}

/** Null of whom nobody entered. */
export function stateAt(said: readonly Act[], moment: Temporal.Instant): EmploymentState | null {
  const last = actAt(said, moment);
  if (last === undefined) return said.length === 0 ? null : 'PLANNED';
  return last.kind === 'leave' ? 'ON_LEAVE' : last.kind === 'end' ? 'LEFT' : 'ACTIVE';
}

/** What is still to come, the next first; what a later word took the place of is not. */
export function planned<T extends Act>(said: readonly T[], moment: Temporal.Instant): T[] {
  return said
    .filter((one) => isAfter(one.at, moment) && !said.some(({ n, at }) => n > one.n && !isAfter(at, one.at)))
    .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at));
}

/** Whether an act may be said that holds from `at`. */
export function mayFollow(said: readonly Act[], kind: ActKind, at: Temporal.Instant): boolean {
  const state = stateAt(said, at);
  switch (kind) {
    case 'join':
      return state === null;
    case 'move':
    case 'leave':
      return state === 'ACTIVE';
    case 'return':
      return state === 'ON_LEAVE' || (state === 'ACTIVE' && planned(said, at).length > 0);
    case 'end':
      return state !== null && state !== 'LEFT';
  }
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}
