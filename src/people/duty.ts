/**
 * What a person owes before anything opens, and in which state it is. Derived, never stored: rows of the past and a moment say it.
 *
 * Pledge: OWED → (signed) SIGNED → (its days are over) EXPIRED, or → (a newer edition is in force) SUPERSEDED; signed again SIGNED.
 * Course: ASSIGNED → (passed) DONE, or → (00:00 in Seoul of the day after its due day) OVERDUE → (passed) DONE.
 * Device: NONE → CLEAN → (no report for some hours, or signatures too old at the last one) STALE; → DETECTED → (a desk clears it) CLEARED → (reports again)
 * CLEAN.
 *
 * `people.owed` (migration 0019) says in SQL what `owedAt` says here, for the licence; src/access/licence.test.ts holds the two together.
 */
export const pledgeKinds = ['join', 'handler', 'yearly', 'leaver'] as const;
export type PledgeKind = (typeof pledgeKinds)[number];

export type PledgeState = 'OWED' | 'SIGNED' | 'EXPIRED' | 'SUPERSEDED';
export type CourseState = 'ASSIGNED' | 'DONE' | 'OVERDUE';
export type DeviceState = 'NONE' | 'CLEAN' | 'STALE' | 'DETECTED' | 'CLEARED';

/** Days are Seoul's, as text: `2027-01-04`. Rows of after the moment that is asked about do not count. */
export type DutyRecords = {
  readonly joinedOn: string;
  readonly editions: readonly {
    readonly kind: PledgeKind;
    readonly edition: number;
    readonly inForceFrom: string;
    readonly publishedAt: Temporal.Instant;
  }[];
  readonly signatures: readonly {
    readonly kind: PledgeKind;
    readonly edition: number;
    readonly at: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
  }[];
  /** The first edition of each. */
  readonly courses: readonly {
    readonly code: string;
    readonly period: string;
    /** The first day on which who has not passed is withheld. */
    readonly owedFrom: string;
    readonly publishedAt: Temporal.Instant;
  }[];
  readonly results: readonly { readonly course: string; readonly passed: boolean; readonly at: Temporal.Instant }[];
  readonly reports: readonly {
    readonly device: string;
    readonly status: 'clean' | 'detected';
    readonly signatureHours: number;
    readonly at: Temporal.Instant;
    readonly clearedAt: Temporal.Instant | null;
  }[];
  /** House numbers in force on the day; null where there is none. */
  readonly numbers: {
    readonly deviceRequired: number | null;
    readonly reportHours: number | null;
    readonly signatureHours: number | null;
  };
};

/** One thing that withholds; `what` is the kind, the course or the device, `day` since when the edition is in force or until when the course was due. */
export type Owed = {
  readonly duty: 'pledge' | 'course' | 'device';
  readonly state: PledgeState | CourseState | DeviceState;
  readonly what: string | null;
  readonly edition: number | null;
  readonly day: string | null;
};

/** A row of "my duties". `due`: a day or a moment; `withholds`: nothing opens for its sake. */
export type Duty = Owed & { readonly due: string | null; readonly withholds: boolean };

/** Every duty of a person at a moment: what is in order, what is coming, and what withholds. */
export function dutiesAt(records: DutyRecords, now: Temporal.Instant): Duty[] {
  return [...pledgeDuties(records, now), ...courseDuties(records, now), ...deviceDuties(records, now)];
}

/** What withholds at a moment, malware first; empty where the person is in order. */
export function owedAt(records: DutyRecords, now: Temporal.Instant): Owed[] {
  const of = (duties: readonly Duty[]) =>
    duties
      .filter(({ withholds }) => withholds)
      .map(({ duty, state, what, edition, day }) => ({ duty, state, what, edition, day }));
  const others = of([...pledgeDuties(records, now), ...courseDuties(records, now)]);
  const [device] = of(deviceDuties(records, now));
  if (device === undefined) return others;
  return device.state === 'DETECTED' ? [device, ...others] : [...others, { ...device, what: null }];
}

function pledgeDuties({ editions, signatures }: DutyRecords, now: Temporal.Instant): Duty[] {
  const today = dayOf(now);
  const published = editions.filter(({ publishedAt }) => !isAfter(publishedAt, now));
  const signed = signatures.filter(({ at }) => !isAfter(at, now));
  return pledgeKinds.flatMap((kind) => {
    const ofKind = published.filter((one) => one.kind === kind).toSorted((one, other) => one.edition - other.edition);
    const inForce = ofKind.findLast(({ inForceFrom }) => inForceFrom <= today);
    const coming = ofKind.filter(({ inForceFrom }) => inForceFrom > today);
    return [...(inForce === undefined ? [] : [inForce]), ...coming].flatMap(({ edition, inForceFrom }): Duty[] => {
      const own = signed.filter((one) => one.kind === kind && one.edition === edition);
      const holds = own.find(({ endsAt }) => isAfter(endsAt, now));
      const isComing = inForceFrom > today;
      if (isComing && holds !== undefined) return [];
      const earlier = signed.some((one) => one.kind === kind && one.edition < edition);
      const state =
        holds !== undefined ? 'SIGNED' : own.length > 0 ? 'EXPIRED' : earlier && !isComing ? 'SUPERSEDED' : 'OWED';
      const last = own.toSorted((one, other) => Temporal.Instant.compare(one.endsAt, other.endsAt)).at(-1);
      return [
        {
          duty: 'pledge',
          state,
          what: kind,
          edition,
          day: inForceFrom,
          due: last === undefined ? inForceFrom : String(last.endsAt),
          withholds: !isComing && kind !== 'leaver' && state !== 'SIGNED',
        },
      ];
    });
  });
}

/** Who joined after a course was due does not owe it; what was passed and is over is not listed any more. */
function courseDuties({ courses, results, joinedOn }: DutyRecords, now: Temporal.Instant): Duty[] {
  const today = dayOf(now);
  return courses
    .filter(({ publishedAt }) => !isAfter(publishedAt, now))
    .filter(({ period, owedFrom }) => period === 'handler' || joinedOn < owedFrom)
    .toSorted((one, other) => compareText(one.owedFrom, other.owedFrom) || compareText(one.code, other.code))
    .flatMap(({ code, period, owedFrom }): Duty[] => {
      const passed = results.some((one) => one.course === code && one.passed && !isAfter(one.at, now));
      const isDue = owedFrom <= today;
      if (passed && isDue && period !== 'handler') return [];
      const state = passed ? 'DONE' : isDue ? 'OVERDUE' : 'ASSIGNED';
      const due = dayBefore(owedFrom);
      return [
        {
          duty: 'course',
          state,
          what: code,
          edition: null,
          day: period === 'handler' ? null : due,
          due: period === 'handler' ? owedFrom : due,
          withholds: state === 'OVERDUE',
        },
      ];
    });
}

/**
 * Malware withholds whether or not devices are required; where they are, one device in order is enough, since nobody can tell from which one somebody works.
 */
function deviceDuties({ reports, numbers }: DutyRecords, now: Temporal.Instant): Duty[] {
  const known = reports.filter(({ at }) => !isAfter(at, now));
  const devices = [...Map.groupBy(known, ({ device }) => device)].map(([device, all]) =>
    deviceAt(device, all, numbers, now),
  );
  const isRequired = (numbers.deviceRequired ?? 1) !== 0;
  if (devices.length === 0 && isRequired)
    return [{ duty: 'device', state: 'NONE', what: null, edition: null, day: null, due: null, withholds: true }];
  const isAnyDetected = devices.some(({ state }) => state === 'DETECTED');
  const isAnyInOrder = devices.some(({ state }) => state === 'CLEAN' || state === 'CLEARED');
  return devices.toSorted(inOrderOfTelling).map(({ device, state, until }) => ({
    duty: 'device',
    state,
    what: device,
    edition: null,
    day: null,
    due: until === null ? null : String(until),
    withholds: isAnyDetected ? state === 'DETECTED' : isRequired && !isAnyInOrder,
  }));
}

type Device = {
  readonly device: string;
  readonly state: DeviceState;
  readonly until: Temporal.Instant | null;
  /** Of what was detected first and is not cleared. */
  readonly since: Temporal.Instant;
};

/** What was detected first, then by name. */
function inOrderOfTelling(one: Device, other: Device): number {
  const rank = ({ state }: Device) => (state === 'DETECTED' ? 0 : 1);
  const bySince = rank(one) + rank(other) === 0 ? Temporal.Instant.compare(one.since, other.since) : 0;
  return rank(one) - rank(other) || bySince || compareText(one.device, other.device);
}

function deviceAt(
  device: string,
  reports: DutyRecords['reports'],
  { reportHours, signatureHours }: DutyRecords['numbers'],
  now: Temporal.Instant,
): Device {
  const inOrder = reports.toSorted((one, other) => Temporal.Instant.compare(one.at, other.at));
  const cleared = (at: Temporal.Instant | null) => at !== null && !isAfter(at, now);
  const open = inOrder.find((one) => one.status === 'detected' && !cleared(one.clearedAt));
  const last = inOrder.at(-1);
  if (open !== undefined || last === undefined)
    return { device, state: 'DETECTED', until: null, since: open?.at ?? now };
  const since = cleared(last.clearedAt) && last.clearedAt !== null ? last.clearedAt : last.at;
  const until = reportHours === null ? null : since.add({ seconds: Math.round(reportHours * 3600) });
  const isFresh = until !== null && isAfter(until, now);
  if (last.status === 'detected') return { device, state: isFresh ? 'CLEARED' : 'STALE', until, since };
  const isCurrent = signatureHours !== null && last.signatureHours <= signatureHours;
  return { device, state: isFresh && isCurrent ? 'CLEAN' : 'STALE', until, since };
}

export function dayOf(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO('Asia/Seoul').toPlainDate().toString();
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
