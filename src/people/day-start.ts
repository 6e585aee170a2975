import { Refusal } from '../platform/mod.ts';

/**
 * 00:00 in Seoul of a day to come; null for today, which is from this moment on. Throws JK002 for a day that is past or is none; `path` names it.
 */
export function dayStart(day: string, current: Temporal.Instant, path: string): Temporal.Instant | null {
  let date: Temporal.PlainDate;
  try {
    date = Temporal.PlainDate.from(day);
  } catch (cause) {
    throw new Refusal('JK002', { path, fault: 'is no day of the calendar' }, cause);
  }
  const today = current.toZonedDateTimeISO('Asia/Seoul').toPlainDate();
  const order = Temporal.PlainDate.compare(date, today);
  if (order < 0) throw new Refusal('JK002', { path, fault: 'is past' });
  return order === 0 ? null : date.toZonedDateTime('Asia/Seoul').toInstant();
}

/** The day after one, of a last day the first on which it is over. Throws JK002. */
export function dayAfter(day: string, path: string): string {
  try {
    return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  } catch (cause) {
    throw new Refusal('JK002', { path, fault: 'is no day of the calendar' }, cause);
  }
}
