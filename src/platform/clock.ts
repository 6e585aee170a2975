/** The machine's own clock: for log lines, certificates' dates and waiting, never for a decision about data. */
export function machineNow(): Temporal.Instant {
  return Temporal.Now.instant();
}
