/** Days on which a rule holds, in Seoul: from its first to the first on which it holds no more. Days are ISO dates, so that they compare as texts. */
export type Days = { readonly from: string; readonly to: string | null };

/** Whether an end comes before another; null never comes. */
export function endsBefore(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || one < other);
}

export function holdsOn({ from, to }: Days, day: string): boolean {
  return from <= day && (to === null || day < to);
}

export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** What is wrong between two that follow one another; null where the later begins on the day on which the earlier ends. */
export function gapBetween(earlier: Days, later: Days): 'overlap' | 'hole' | null {
  if (earlier.to === later.from) return null;
  return endsBefore(earlier.to, later.from) ? 'hole' : 'overlap';
}

export function byFirstDay(one: Days, other: Days): number {
  return one.from < other.from ? -1 : one.from > other.from ? 1 : 0;
}
