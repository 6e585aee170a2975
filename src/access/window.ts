/** Hours of the day in which a grant may be used, on the company's clock (Asia/Seoul). `to` is the first moment outside. */
export type Window = { readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime };

const zone = 'Asia/Seoul';

/** A window whose end is before its start goes past midnight; one whose ends are equal is the whole day. */
export function isOpen(window: Window, now: Temporal.Instant): boolean {
  const time = now.toZonedDateTimeISO(zone).toPlainTime();
  const after = Temporal.PlainTime.compare(time, window.from) >= 0;
  const before = Temporal.PlainTime.compare(time, window.to) < 0;
  return Temporal.PlainTime.compare(window.from, window.to) < 0 ? after && before : after || before;
}
