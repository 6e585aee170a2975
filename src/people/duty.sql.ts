/** Statements of pledges, courses and devices. */
import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { PledgeKind } from './duty.ts';
import type { InBoth, Question } from './duty-file.ts';

export const today = sql`(platform.now() at time zone 'Asia/Seoul')::date`;

export async function todayIs(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ day: string }>`select ${today}::text as day`.execute(db);
  return rows[0]?.day ?? '';
}

/** Until the transaction ends nobody else publishes: an edition follows the one that was seen. */
export async function lockEditions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.editions', 0))`.execute(tx);
}

export type EditionRow = {
  readonly kind: PledgeKind;
  readonly edition: number;
  readonly ko: string;
  readonly en: string;
  /** SHA-256, hexadecimal. */
  readonly textHash: string;
  readonly inForceFrom: string;
  readonly publishedAt: Temporal.Instant;
  readonly publishedBy: string;
  readonly state: 'COMING' | 'IN_FORCE' | 'SUPERSEDED';
};

/** Every edition of a kind, or of all, the first first. */
export async function editionsOf(db: Db | Tx, kind: PledgeKind | null): Promise<EditionRow[]> {
  const { rows } = await sql<EditionRow>`
    select p.kind, p.edition, p.text_ko as ko, p.text_en as en, encode(p.text_hash, 'hex') as "textHash", p.in_force_from::text as "inForceFrom",
      p.published_at as "publishedAt", by.account as "publishedBy",
      case when p.in_force_from > ${today} then 'COMING' when exists (select from people.pledge n
        where n.kind = p.kind and n.edition > p.edition and n.in_force_from <= ${today}) then 'SUPERSEDED' else 'IN_FORCE' end as state
    from people.pledge p join people.person by on by.id = p.published_by
    where ${kind}::text is null or p.kind = ${kind}::text
    order by array_position(array['join', 'handler', 'yearly', 'leaver'], p.kind), p.edition
  `.execute(db);
  return rows;
}

export async function insertPledge(
  tx: Tx,
  pledge: InBoth & {
    readonly kind: PledgeKind;
    readonly edition: number;
    readonly from: string;
    readonly by: string;
    readonly holding: string;
  },
): Promise<string> {
  const { rows } = await sql<{ textHash: string }>`
    insert into people.pledge (kind, edition, text_ko, text_en, text_hash, in_force_from, published_by, holding)
    values (${pledge.kind}, ${pledge.edition}, ${pledge.ko}, ${pledge.en}, sha256(convert_to(${pledge.ko}::text || chr(31) || ${pledge.en}::text, 'UTF8')),
      ${pledge.from}::date, ${pledge.by}, ${pledge.holding})
    returning encode(text_hash, 'hex') as "textHash"
  `.execute(tx);
  return rows[0]?.textHash ?? '';
}

export async function insertSignature(
  tx: Tx,
  signed: {
    readonly person: string;
    readonly session: string;
    readonly kind: PledgeKind;
    readonly edition: number;
    readonly textHash: string;
    readonly days: number;
  },
): Promise<{ readonly id: string; readonly at: Temporal.Instant; readonly endsAt: Temporal.Instant }> {
  const { rows } = await sql<{ id: string; at: Temporal.Instant; endsAt: Temporal.Instant }>`
    insert into people.signature (person, session, kind, edition, text_hash, days)
    values (${signed.person}, ${signed.session}, ${signed.kind}, ${signed.edition}, decode(${signed.textHash}, 'hex'), ${signed.days})
    returning id, at, ends_at as "endsAt"
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('people.signature returned no row');
  return row;
}

export type CourseRow = {
  readonly code: string;
  readonly edition: number;
  readonly period: string;
  readonly owedFrom: string;
  readonly titleKo: string;
  readonly titleEn: string;
  readonly passLine: number;
  readonly questions: readonly Question[];
  readonly answers: readonly number[];
  readonly publishedAt: Temporal.Instant;
};

/** The last edition of each course, the first that is due first. */
export async function coursesOf(db: Db | Tx, code: string | null): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`
    select c.code, c.edition, c.period, c.owed_from::text as "owedFrom", c.title_ko as "titleKo", c.title_en as "titleEn", c.pass_line as "passLine",
      c.questions, c.answers, c.published_at as "publishedAt"
    from people.course c where not exists (select from people.course n where n.code = c.code and n.edition > c.edition)
      and (${code}::text is null or c.code = ${code}::text)
    order by c.owed_from, c.code
  `.execute(db);
  return rows;
}

export async function insertCourse(
  tx: Tx,
  course: {
    readonly code: string;
    readonly edition: number;
    readonly period: string;
    readonly owedFrom: string;
    readonly title: InBoth;
    readonly passLine: number;
    readonly questions: readonly Question[];
    readonly answers: readonly number[];
    readonly by: string;
    readonly holding: string;
  },
): Promise<void> {
  await sql`
    insert into people.course (code, edition, period, owed_from, title_ko, title_en, pass_line, questions, answers, published_by, holding)
    values (${course.code}, ${course.edition}, ${course.period}, ${course.owedFrom}::date, ${course.title.ko}, ${course.title.en}, ${course.passLine},
      ${JSON.stringify(course.questions)}::jsonb, ${course.answers}::int[], ${course.by}, ${course.holding})
  `.execute(tx);
}

export async function insertResult(
  tx: Tx,
  result: {
    readonly person: string;
    readonly session: string;
    readonly course: string;
    readonly edition: number;
    readonly passLine: number;
    readonly score: number;
  },
): Promise<boolean> {
  const { rows } = await sql<{ passed: boolean }>`
    insert into people.course_result (person, session, course, edition, pass_line, score)
    values (${result.person}, ${result.session}, ${result.course}, ${result.edition}, ${result.passLine}, ${result.score}) returning passed
  `.execute(tx);
  return rows[0]?.passed ?? false;
}

export async function insertReport(
  tx: Tx,
  report: {
    readonly person: string;
    readonly device: string;
    readonly status: 'clean' | 'detected';
    readonly signatureHours: number;
    readonly by: string;
    readonly holding: string | null;
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.device_report (person, device, status, signature_hours, reported_by, holding)
    values (${report.person}, ${report.device}, ${report.status}, ${report.signatureHours}, ${report.by}, ${report.holding}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

/** Clears what was detected on a device and is not cleared yet; the reports that it was. Two desks at once clear each once. */
export async function clearDevice(
  tx: Tx,
  cleared: {
    readonly person: string;
    readonly device: string;
    readonly by: string;
    readonly holding: string;
    readonly reason: string;
  },
): Promise<string[]> {
  const { rows } = await sql<{ report: string }>`
    insert into people.device_clearance (report, person, cleared_by, holding, reason)
    select r.id, r.person, ${cleared.by}, ${cleared.holding}, ${cleared.reason} from people.device_report r
    where r.person = ${cleared.person} and r.device = ${cleared.device} and r.status = 'detected'
      and not exists (select from people.device_clearance c where c.report = r.id)
    on conflict do nothing returning report
  `.execute(tx);
  return rows.map(({ report }) => report);
}

/** People who have reported a device, by account. */
export async function peopleWithDevices(db: Db): Promise<{ id: string; account: string }[]> {
  const { rows } = await sql<{ id: string; account: string }>`
    select p.id, p.account from people.person p where exists (select from people.device_report r where r.person = p.id) order by p.account
  `.execute(db);
  return rows;
}

/** The last report of each of a person's devices. */
export async function lastReports(
  db: Db,
  person: string,
): Promise<{ device: string; at: Temporal.Instant; signatureHours: number }[]> {
  const { rows } = await sql<{ device: string; at: Temporal.Instant; signatureHours: number }>`
    select distinct on (device) device, at, signature_hours::float8 as "signatureHours" from people.device_report
    where person = ${person} order by device, at desc
  `.execute(db);
  return rows;
}

export type Declared = { readonly until: Temporal.Instant; readonly reason: string };

/** What was last declared of a person's fitness before a moment, as the history says. */
export async function declaredAt(db: Db, person: string, moment: Temporal.Instant): Promise<Declared | null> {
  const { rows } = await sql<Declared>`
    select (body ->> 'until')::timestamptz as until, body ->> 'reason' as reason from ledger.act
    where kind = 'standing.declared' and body ->> 'person' = ${person} and at <= ${String(moment)}::timestamptz
    order by at desc, id desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** What is declared now, and when they joined. */
export async function whoIs(
  db: Db,
  account: string,
): Promise<
  | {
      readonly id: string;
      readonly account: string;
      readonly display: string;
      readonly kind: 'person' | 'service';
      readonly joinedAt: Temporal.Instant;
      readonly until: Temporal.Instant | null;
      readonly reason: string | null;
    }
  | undefined
> {
  const { rows } = await sql<NonNullable<Awaited<ReturnType<typeof whoIs>>>>`
    select p.id, p.account, p.display, p.kind, p.joined_at as "joinedAt", s.fit_until as until, s.reason
    from people.person p left join people.standing s on s.person = p.id where p.account = ${account}
  `.execute(db);
  return rows[0];
}
