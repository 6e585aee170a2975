import type { Mode } from '../catalog/mod.ts';
import type { Owed } from '../people/mod.ts';
import { type Away, hasLapsed } from './away.ts';
import { type Id, idKind } from '../platform/mod.ts';

export type GrantId = Id<'grant'>;
export const grantId = idKind('grant');

/** What was asked for and, once approved, may be used. Terms never change. */
export type Terms = {
  readonly name: string;
  readonly purpose: string;
  readonly ticket: string;
  readonly work: string;
  readonly days: number;
  readonly sources: readonly string[];
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly export: boolean;
  /** Whether its fields may be stored too; for service accounts alone. */
  readonly writes: boolean;
  readonly fields: readonly { readonly table: string; readonly column: string; readonly mode: Mode }[];
  /** `all`, or the data subjects by their subject keys. */
  readonly subjects: 'all' | readonly string[];
  /** People in all; null for a service, which is capped by people a minute and a day. */
  readonly maxSubjects: number | null;
  readonly daySubjects: number;
  readonly minuteSubjects: number | null;
};

/** One row of `access.facts`. */
export type GrantFacts = {
  readonly grantId: string;
  readonly name: string;
  readonly holder: string;
  readonly service: boolean;
  readonly purposeId: string;
  readonly databaseId: string;
  readonly sources: readonly string[];
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly export: boolean;
  readonly writes: boolean;
  readonly selector: 'all' | 'listed';
  readonly maxSubjects: number | null;
  readonly daySubjects: number;
  readonly minuteSubjects: number | null;
  readonly starts: Temporal.Instant | null;
  readonly ends: Temporal.Instant | null;
  readonly reviewDue: Temporal.Instant | null;
  readonly ended: Temporal.Instant | null;
  readonly endedAs: 'REVOKED' | 'REPLACED' | 'SUSPENDED' | null;
  readonly fitUntil: Temporal.Instant | null;
  readonly leftAt: Temporal.Instant | null;
  /** Null where the holder owes nothing, and of a service account. */
  readonly owed: readonly Owed[] | null;
  /** Null where the holder is here and has not moved since, and of a service account. */
  readonly away: Away | null;
  readonly approvedUntil: Temporal.Instant;
  readonly now: Temporal.Instant;
};

export type GrantState =
  | 'REQUESTED'
  | 'REJECTED'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'EXPIRED'
  | 'REVOKED'
  | 'REVIEW_LAPSED'
  | 'REPLACED';

/**
 * REQUESTED → REJECTED, or → ACTIVE ⇄ SUSPENDED → EXPIRED | REVOKED | REVIEW_LAPSED | REPLACED. Derived, never stored: a state is what the
 * facts of this moment say. A leaver's are REVOKED, a mover's SUSPENDED until they are kept or have lapsed.
 */
export function stateOf(facts: GrantFacts, rejected: boolean): GrantState {
  if (facts.starts === null || facts.ends === null || facts.reviewDue === null)
    return rejected ? 'REJECTED' : 'REQUESTED';
  if (facts.endedAs !== null) return facts.endedAs;
  const past = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, facts.now) <= 0;
  const reviewFirst = Temporal.Instant.compare(facts.reviewDue, facts.ends) < 0; // what ended it stays what ended it
  if (past(reviewFirst ? facts.reviewDue : facts.ends)) return reviewFirst ? 'REVIEW_LAPSED' : 'EXPIRED';
  if (facts.away !== null)
    return hasLapsed(facts.away, facts.now) ? 'REVIEW_LAPSED' : facts.away.state === 'LEFT' ? 'REVOKED' : 'SUSPENDED';
  if (facts.owed !== null) return 'SUSPENDED';
  const fit = facts.fitUntil !== null && !past(facts.fitUntil) && (facts.leftAt === null || !past(facts.leftAt));
  return fit && !past(facts.approvedUntil) ? 'ACTIVE' : 'SUSPENDED';
}
