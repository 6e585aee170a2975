/** A time of the office as a person here reads it: in Seoul, to the second. */
export function readable(instant: string): string {
  return seoul(instant).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** The same to the day. */
export function readableDay(instant: string): string {
  return seoul(instant).toPlainDate().toString();
}

function seoul(instant: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Seoul');
}
