/** Moments of Haneul's life in Korean time, which has had no daylight saving since 1988: nine hours ahead of UTC. */

const NINE_HOURS = 9 * 3_600_000;

/** Milliseconds since 1970 at which `day` begins in Seoul. */
export function startOf(day: Temporal.PlainDate): number {
  return Temporal.Instant.from(`${day.toString()}T00:00:00+09:00`).epochMilliseconds;
}

/** The calendar day in Seoul. */
export function dayOf(epochMilliseconds: number): Temporal.PlainDate {
  return Temporal.PlainDate.from(atSeoul(epochMilliseconds).slice(0, 10));
}

/** ISO 8601 with offset, to the second, as `timestamptz` reads it: `2021-04-07T21:14:05+09:00`. */
export function atSeoul(epochMilliseconds: number): string {
  const shifted = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds + NINE_HOURS);
  return `${shifted.toString().slice(0, 19)}+09:00`;
}
