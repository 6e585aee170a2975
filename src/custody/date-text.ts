/** How a date is kept: as PostgreSQL writes it, however a driver spelled it. */

/**
 * A date as PostgreSQL writes it in ISO style: what stands behind the day (the zone that pgjdbc sends, a time) is no part of a date. Any other spelling stays: which
 * is the month would be a guess.
 */
export function dateText(text: string): string {
  return /^(\d{4}-\d{2}-\d{2})(?:[ T].*|[+-]\d\d(?::\d\d)?|Z)?$/.exec(text.trim())?.[1] ?? text;
}
