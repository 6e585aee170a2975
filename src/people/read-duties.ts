/** Duties as people read them: one's own, somebody's, all devices, now or as of a moment. */
import { type Db, Refusal, now } from '../platform/mod.ts';
import { type Actor, type Office, holdingOf } from './actor.ts';
import { type Duty, dutiesAt } from './duty.ts';
import { placeAt } from './employ.ts';
import { type EmploymentState, actAt, stateAt } from './employment.ts';
import { type ActRow, actsOf } from './employment.sql.ts';
import { type Declared, coursesOf, declaredAt, lastReports, peopleWithDevices, whoIs } from './duty.sql.ts';
import { dutyRecords } from './duty-records.sql.ts';

/** Who sees the duties of others: whoever mends them, decides on grants or answers for it. */
export const readersOfDuties: readonly Office[] = [
  'hr',
  'cpo',
  'cpo_office',
  'ciso',
  'dpo',
  'responsible',
  'auditor',
  'desk_a',
  'desk_b',
  'owner',
];

export type PersonDuties = {
  readonly account: string;
  readonly display: string;
  readonly at: Temporal.Instant;
  readonly joinedAt: Temporal.Instant;
  readonly leftAt: Temporal.Instant | null;
  readonly state: EmploymentState;
  readonly department: string | null;
  readonly position: string | null;
  /** What HR said of them up to then, in its order, with what is planned. */
  readonly acts: readonly ActRow[];
  readonly declared: Declared | null;
  /** Here, declared fit, and nothing withholds. */
  readonly inOrder: boolean;
  readonly duties: readonly (Duty & {
    readonly title: { readonly ko: string; readonly en: string } | null;
    readonly command: string | null;
  })[];
};

/**
 * The duties of an account, one's own or by an office that reads them. `asOf`: a day, at its end, or a moment; as it was known then, since rows only grow.
 * What was declared of them then is read from the history. Throws JK103, JK003, JK002.
 */
export async function readDuties(
  db: Db,
  actor: Actor,
  { account, asOf }: { readonly account: string; readonly asOf: string | null },
): Promise<PersonDuties> {
  if (account !== actor.account) holdingOf(actor, readersOfDuties);
  const person = await whoIs(db, account);
  if (person === undefined || person.kind === 'service') throw new Refusal('JK003', { what: 'person', name: account });
  const current = await now(db);
  const at = asOf === null ? current : momentOf(asOf, current);
  const present =
    person.until === null || person.reason === null ? null : { until: person.until, reason: person.reason };
  const declared = asOf === null ? present : await declaredAt(db, person.id, at);
  const acts = await actsOf(db, person.id, at);
  const state = stateAt(acts, at) ?? 'PLANNED';
  const leftAt = state === 'LEFT' ? (actAt(acts, at)?.at ?? null) : null;
  const duties = dutiesAt(await dutyRecords(db, person.id, at), at);
  const titles = new Map((await coursesOf(db, null)).map((one) => [one.code, { ko: one.titleKo, en: one.titleEn }]));
  const isDeclared = declared !== null && isAfter(declared.until, at) && state === 'ACTIVE';
  return {
    account,
    display: person.display,
    at,
    joinedAt: person.joinedAt,
    leftAt,
    state,
    ...placeAt(acts, at),
    acts,
    declared,
    inOrder: isDeclared && !duties.some(({ withholds }) => withholds),
    duties: duties.map((duty) => ({
      ...duty,
      title: duty.duty === 'course' ? (titles.get(duty.what ?? '') ?? null) : null,
      command: commandOf(duty, account),
    })),
  };
}

export type DeviceListed = {
  readonly account: string;
  readonly device: string;
  readonly state: Duty['state'];
  readonly due: string | null;
  readonly reportedAt: Temporal.Instant;
  readonly signatureAgeHours: number;
};

/** Devices and their states: all of them for whoever reads duties, else one's own. */
export async function readDevices(db: Db, actor: Actor): Promise<DeviceListed[]> {
  const at = await now(db);
  const mayReadAll = actor.holdings.some(({ office }) => readersOfDuties.includes(office));
  const people = mayReadAll ? await peopleWithDevices(db) : [{ id: actor.person, account: actor.account }];
  const listed = await Promise.all(
    people.map(async ({ id, account }) => {
      const last = new Map((await lastReports(db, id)).map((one) => [one.device, one]));
      return dutiesAt(await dutyRecords(db, id, at), at).flatMap(({ duty, what, state, due }): DeviceListed[] => {
        const report = what === null ? undefined : last.get(what);
        if (duty !== 'device' || report === undefined) return [];
        const { device, at: reportedAt, signatureHours: signatureAgeHours } = report;
        return [{ account, device, state, due, reportedAt, signatureAgeHours }];
      });
    }),
  );
  return listed.flat();
}

/** What mends it; null where nothing is to be done. */
function commandOf({ duty, state, what }: Duty, account: string): string | null {
  if (state === 'SIGNED' || state === 'DONE' || state === 'CLEAN' || state === 'CLEARED') return null;
  if (duty === 'pledge') return `jikimi pledge sign ${what ?? ''}`;
  if (duty === 'course') return `jikimi course take ${what ?? ''}`;
  return state === 'DETECTED'
    ? `jikimi device clear ${account} ${what ?? ''} --reason TEXT`
    : 'jikimi device report --file FILE';
}

/** A day stands for its last moment, today's for now. */
export function momentOf(text: string, current: Temporal.Instant): Temporal.Instant {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.Instant.from(text);
    const day = Temporal.PlainDate.from(text);
    if (day.equals(current.toZonedDateTimeISO('Asia/Seoul').toPlainDate())) return current;
    return day.add({ days: 1 }).toZonedDateTime('Asia/Seoul').toInstant().subtract({ milliseconds: 1 });
  } catch (cause) {
    throw new Refusal(
      'JK002',
      {
        path: 'querystring.asOf',
        fault: 'is neither a day (2027-01-04) nor a time with its offset (2027-01-04T09:00:00+09:00)',
      },
      cause,
    );
  }
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}
