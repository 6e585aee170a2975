/** A time of the office as a person here reads it: in Seoul, to the second. */
export function readable(instant: string): string {
  return seoul(instant).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** The same to the day. */
export function readableDay(instant: string): string {
  return seoul(instant).toPlainDate().toString();
}

/** Of an end that is the midnight after it: the last day on which something holds. */
export function readableLastDay(instant: string): string {
  return seoul(String(Temporal.Instant.from(instant).subtract({ milliseconds: 1 })))
    .toPlainDate()
    .toString();
}

/** Of the first day on which something holds no more: the last on which it does. */
export function lastDayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

function seoul(instant: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Seoul');
}
