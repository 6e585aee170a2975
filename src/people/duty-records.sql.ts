/** The rows that a person's duties follow from. */
import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { DutyRecords, Owed } from './duty.ts';

/** Everything about a person up to now; `duty.ts` leaves out what came after the moment that is asked about. The numbers are those of that moment's day. */
export async function dutyRecords(db: Db | Tx, person: string, moment: Temporal.Instant): Promise<DutyRecords> {
  const day = sql`(${String(moment)}::timestamptz at time zone 'Asia/Seoul')::date`;
  const [joined, editions, signatures, courses, results, reports, numbers] = await Promise.all([
    sql<{ joinedOn: string }>`
      select (joined_at at time zone 'Asia/Seoul')::date::text as "joinedOn" from people.person where id = ${person}
    `.execute(db),
    sql<DutyRecords['editions'][number]>`
      select kind, edition, in_force_from::text as "inForceFrom", published_at as "publishedAt" from people.pledge
    `.execute(db),
    sql<DutyRecords['signatures'][number]>`
      select kind, edition, at, ends_at as "endsAt" from people.signature where person = ${person} order by at
    `.execute(db),
    sql<DutyRecords['courses'][number]>`
      select code, period, owed_from::text as "owedFrom", published_at as "publishedAt" from people.course where edition = 1
    `.execute(db),
    sql<DutyRecords['results'][number]>`
      select course, passed, at from people.course_result where person = ${person} order by at
    `.execute(db),
    sql<DutyRecords['reports'][number]>`
      select r.device, r.status, r.signature_hours::float8 as "signatureHours", r.at, c.at as "clearedAt"
      from people.device_report r left join people.device_clearance c on c.report = r.id where r.person = ${person} order by r.at
    `.execute(db),
    sql<DutyRecords['numbers']>`
      select law.number('people.device.required', ${day})::float8 as "deviceRequired", law.number('people.device.report.hours', ${day})::float8 as "reportHours",
        law.number('people.device.signature.hours', ${day})::float8 as "signatureHours"
    `.execute(db),
  ]);
  return {
    joinedOn: joined.rows[0]?.joinedOn ?? '',
    editions: editions.rows,
    signatures: signatures.rows,
    courses: courses.rows,
    results: results.rows,
    reports: reports.rows,
    numbers: numbers.rows[0] ?? { deviceRequired: null, reportHours: null, signatureHours: null },
  };
}

/** What the licence reads: the database's own telling of what withholds. */
export async function owedNow(db: Db | Tx, person: string, moment: Temporal.Instant): Promise<Owed[]> {
  const { rows } = await sql<{ owed: Owed[] | null }>`
    select people.owed(${person}, ${String(moment)}::timestamptz) as owed
  `.execute(db);
  return rows[0]?.owed ?? [];
}
