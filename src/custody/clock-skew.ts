/**
 * Milliseconds by which the database's clock lies outside the time in which it was asked, by this machine's clock; 0 where it lies inside. A
 * slow answer is no skew.
 */
export function skewMs(asked: Temporal.Instant, answered: Temporal.Instant, told: Temporal.Instant): number {
  const early = asked.epochMilliseconds - told.epochMilliseconds;
  const late = told.epochMilliseconds - answered.epochMilliseconds;
  return Math.max(0, early, late);
}
