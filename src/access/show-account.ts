/** Service accounts as the API shows them. */
import { type ServiceAccountRow, personId } from '../people/mod.ts';
import type { AccountShown } from './account-contract.ts';

export function showAccount(row: ServiceAccountRow, service: string, now: Temporal.Instant): AccountShown {
  const { account, display, reason, fitUntil, leftAt } = row;
  return {
    id: personId.show(personId.parse(row.id)),
    account,
    display,
    service,
    state: stateOf(row, now),
    fitUntil: fitUntil === null ? null : String(fitUntil),
    reason,
    leftAt: leftAt === null ? null : String(leftAt),
  };
}

/** NOT_DECLARED → FIT ⇄ LAPSED → LEFT; only FIT opens. */
function stateOf({ fitUntil, leftAt }: ServiceAccountRow, now: Temporal.Instant): AccountShown['state'] {
  const past = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, now) <= 0;
  if (leftAt !== null && past(leftAt)) return 'LEFT';
  if (fitUntil === null) return 'NOT_DECLARED';
  return past(fitUntil) ? 'LAPSED' : 'FIT';
}
