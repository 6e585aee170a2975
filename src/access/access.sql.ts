import { type Db, type Language, type Tx, sql } from '../platform/mod.ts';
import type { Mode } from '../catalog/mod.ts';
import type { GrantFacts, GrantState, Terms } from './grant.ts';
import type { Sight } from './may-read.ts';

/** Serialises everything that is decided about one grant, so that two deciders see one another. */
export async function lockGrant(tx: Tx, grant: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('jikimi.grant.' || ${grant}, 0))`.execute(tx);
}

export async function insertGrant(
  tx: Tx,
  grant: Terms & {
    requester: string;
    holder: string;
    service: boolean;
    purposeId: string;
    databaseId: string;
    replaces: string | null;
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into access.grant (name, requester, holder, service, purpose_id, database_id, replaces, ticket, work, days, sources,
      window_from, window_to, export, writes, selector, max_subjects, day_subjects, minute_subjects)
    values (${grant.name}, ${grant.requester}, ${grant.holder}, ${grant.service}, ${grant.purposeId}, ${grant.databaseId}, ${grant.replaces},
      ${grant.ticket}, ${grant.work}, ${grant.days}, ${grant.sources}::cidr[], ${grant.window?.from ?? null}::time, ${grant.window?.to ?? null}::time,
      ${grant.export}, ${grant.writes}, ${grant.subjects === 'all' ? 'all' : 'listed'}, ${grant.maxSubjects}, ${grant.daySubjects}, ${grant.minuteSubjects})
    returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function insertGrantField(
  tx: Tx,
  grant: string,
  purpose: string,
  field: number,
  mode: Mode,
): Promise<void> {
  await sql`insert into access.grant_field (grant_id, purpose_id, field_id, mode) values (${grant}, ${purpose}, ${field}, ${mode})`.execute(
    tx,
  );
}

export async function insertScope(tx: Tx, grant: string, subjects: readonly string[]): Promise<void> {
  await sql`insert into access.scope (grant_id, subject) select ${grant}, unnest(${subjects}::uuid[]) on conflict do nothing`.execute(
    tx,
  );
}

export type GrantRow = {
  id: string;
  name: string;
  requester: string;
  holder: string;
  service: boolean;
  purposeId: string;
  databaseId: string;
  serviceId: string;
  replaces: string | null;
  days: number;
};

const grantColumns = sql`g.id, g.name, g.requester, g.holder, g.service, g.purpose_id as "purposeId", g.database_id as "databaseId",
  p.service_id as "serviceId", g.replaces, g.days`;

export async function grantByName(db: Db | Tx, name: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    select ${grantColumns} from access.grant g join catalog.purpose p on p.id = g.purpose_id where g.name = ${name}
  `.execute(db);
  return rows[0];
}

export async function grantById(db: Db | Tx, id: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    select ${grantColumns} from access.grant g join catalog.purpose p on p.id = g.purpose_id where g.id = ${id}
  `.execute(db);
  return rows[0];
}

/** The grant that replaced this one, and so on, as far as they were approved. */
export async function successorOf(db: Db | Tx, id: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    with recursive chain as (
      select g.id, 0 as step from access.grant g where g.id = ${id}
      union all
      select n.id, c.step + 1 from chain c join access.grant n on n.replaces = c.id
        where exists (select from access.life l where l.grant_id = n.id)
    )
    select ${grantColumns} from chain c join access.grant g on g.id = c.id join catalog.purpose p on p.id = g.purpose_id
    order by c.step desc limit 1
  `.execute(db);
  return rows[0];
}

export async function factsOf(db: Db | Tx, grant: string): Promise<GrantFacts | undefined> {
  const { rows } = await sql<GrantFacts>`
    select grant_id as "grantId", name, holder, service, purpose_id as "purposeId", database_id as "databaseId", sources,
      window_from as "windowFrom", window_to as "windowTo", export, writes, selector, max_subjects as "maxSubjects", day_subjects as "daySubjects",
      minute_subjects as "minuteSubjects", starts, ends, review_due as "reviewDue", ended, ended_as as "endedAs", fit_until as "fitUntil",
      left_at as "leftAt", owed, away, approved_until as "approvedUntil", now
    from access.facts where grant_id = ${grant}
  `.execute(db);
  return rows[0];
}

export async function grantFields(
  db: Db | Tx,
  grant: string,
): Promise<{ field: number; mode: Mode; table: string; column: string; category: string }[]> {
  const { rows } = await sql<{ field: number; mode: Mode; table: string; column: string; category: string }>`
    select g.field_id as field, g.mode, f.tbl as "table", f.col as "column", f.category
    from access.grant_field g join catalog.field f on f.id = g.field_id where g.grant_id = ${grant} order by g.field_id
  `.execute(db);
  return rows;
}

export async function requiredOffices(db: Db | Tx, grant: string): Promise<string[]> {
  const { rows } = await sql<{ office: string }>`select access.required(${grant}) as office`.execute(db);
  return rows.map((row) => row.office);
}

export type DecisionRow = {
  decider: string;
  office: string;
  verdict: 'approved' | 'rejected';
  reason: string;
  at: Temporal.Instant;
};

export async function decisionsOf(db: Db | Tx, grant: string): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select p.account as decider, d.office, d.verdict, d.reason, d.at
    from access.decision d join people.person p on p.id = d.decider where d.grant_id = ${grant} order by d.at
  `.execute(db);
  return rows;
}

export type Ending = { readonly account: string; readonly office: string; readonly reason: string };

/** Who ended a grant at that moment, under which office and why, as the history says; null where nobody did. Entries have no index for it, so only those of the minute are read. */
export async function endingOf(db: Db | Tx, grant: string, ended: Temporal.Instant): Promise<Ending | null> {
  const { rows } = await sql<Ending>`
    select p.account, a.body #>> '{by,office}' as office, a.body ->> 'reason' as reason
    from ledger.act a join people.person p on p.id = (a.body #>> '{by,person}')::uuid
    where a.kind = 'grant.ended' and a.body ->> 'grant' = ${grant}
      and a.id >= ledger.first_id(${String(ended)}::timestamptz - interval '1 minute')
      and a.id < ledger.first_id(${String(ended)}::timestamptz + interval '1 minute')
    limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export async function insertDecision(
  tx: Tx,
  grant: GrantRow,
  decision: { decider: string; office: string; holding: string; verdict: 'approved' | 'rejected'; reason: string },
): Promise<void> {
  await sql`
    insert into access.decision (grant_id, requester, holder, decider, office, holding, verdict, reason)
    values (${grant.id}, ${grant.requester}, ${grant.holder}, ${decision.decider}, ${decision.office}, ${decision.holding},
      ${decision.verdict}, ${decision.reason})
  `.execute(tx);
}

export async function insertLife(
  tx: Tx,
  grant: string,
  decider: string,
  days: number,
  reviewDays: number,
): Promise<void> {
  await sql`
    insert into access.life (grant_id, decider, starts, ends, review_due)
    select ${grant}, ${decider}, t.now, t.now + make_interval(days => ${days}), t.now + make_interval(days => ${reviewDays})
    from (select platform.now() as now) t
  `.execute(tx);
}

/** Where those who end what a lapsed grant has open hear that one was ended: a hastening, and never the way by which it ends. */
export const licenceChannel = 'jikimi_licence';

/** Told when the transaction commits. */
export async function sayLicenceChanged(tx: Tx, grant: string): Promise<void> {
  await sql`select pg_notify(${licenceChannel}, ${grant})`.execute(tx);
}

/** Ends the running life. The trigger sets the moment. False where none was running: one that lapsed stays what it is. */
export async function endLife(tx: Tx, grant: string, as: 'REVOKED' | 'REPLACED'): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update access.life set ended = platform.now(), ended_as = ${as}
    where grant_id = ${grant} and ended = 'infinity' and least(ends, review_due) > platform.now()
  `.execute(tx);
  await sql`update access.credential set ended_at = platform.now() where grant_id = ${grant} and ended_at is null`.execute(
    tx,
  );
  await sayLicenceChanged(tx, grant);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Keeps a mover's grant. The trigger sees that it waits for that. */
export async function insertMoverReview(
  tx: Tx,
  review: {
    readonly grant: string;
    readonly requester: string;
    readonly holder: string;
    readonly reviewer: string;
    readonly holding: string;
    readonly reason: string;
  },
): Promise<void> {
  await sql`
    insert into access.mover_review (grant_id, requester, holder, reviewer, holding, reason)
    values (${review.grant}, ${review.requester}, ${review.holder}, ${review.reviewer}, ${review.holding}, ${review.reason})
  `.execute(tx);
  await sayLicenceChanged(tx, review.grant);
}

export type Spent = { readonly minute: number; readonly day: number; readonly all: number };

/** How many people a grant opened in the spans of its caps that run now. */
export async function spentNow(db: Db, grant: string): Promise<Spent> {
  const { rows } = await sql<Spent>`
    select coalesce(sum(subjects) filter (where span = 'minute' and span_start = date_trunc('minute', platform.now())), 0)::int as minute,
      coalesce(sum(subjects) filter (where span = 'day' and span_start = date_trunc('day', platform.now(), 'Asia/Seoul')), 0)::int as day,
      coalesce(sum(subjects) filter (where span = 'all'), 0)::int as all
    from access.spent where grant_id = ${grant}
  `.execute(db);
  return rows[0] ?? { minute: 0, day: 0, all: 0 };
}

export type GrantListing = {
  id: string;
  name: string;
  state: GrantState;
  holder: string;
  requester: string;
  purpose: string;
  ticket: string;
  requestedAt: Temporal.Instant;
  ends: Temporal.Instant | null;
  spent: number;
  maxSubjects: number | null;
  spentToday: number;
  daySubjects: number;
  writes: boolean;
};

/** A page of grants, newest first; `before` is the id of the last one seen. */
export async function listGrants(
  db: Db,
  filter: { holder: string | null; sight: Sight; before: string | null; limit: number },
): Promise<Omit<GrantListing, 'state'>[]> {
  const { own, services } = filter.sight;
  const { rows } = await sql<Omit<GrantListing, 'state'>>`
    select g.id, g.name, h.account as holder, r.account as requester, p.name as purpose, g.ticket, g.requested_at as "requestedAt",
      (select max(ends) from access.life l where l.grant_id = g.id) as ends,
      coalesce((select subjects from access.spent s where s.grant_id = g.id and s.span = 'all'), 0) as spent, g.max_subjects as "maxSubjects",
      coalesce((select subjects from access.spent s where s.grant_id = g.id and s.span = 'day'
        and s.span_start = date_trunc('day', platform.now(), 'Asia/Seoul')), 0) as "spentToday", g.day_subjects as "daySubjects", g.writes
    from access.grant g
    join people.person h on h.id = g.holder join people.person r on r.id = g.requester join catalog.purpose p on p.id = g.purpose_id
    where (${filter.holder}::uuid is null or g.holder = ${filter.holder}::uuid) and (${filter.before}::uuid is null or g.id < ${filter.before}::uuid)
      and (${services === 'all'} or g.holder = ${own} or g.requester = ${own} or p.service_id = any(${services === 'all' ? [] : services}::uuid[]))
    order by g.id desc limit ${filter.limit}
  `.execute(db);
  return rows;
}

export async function wasRejected(db: Db | Tx, grant: string): Promise<boolean> {
  const { rows } = await sql`select from access.decision where grant_id = ${grant} and verdict = 'rejected'`.execute(
    db,
  );
  return rows.length > 0;
}

export type Verifier = { salt: Buffer; iterations: number; storedKey: Buffer; serverKey: Buffer };

export async function insertCredential(
  tx: Tx,
  credential: Verifier & {
    username: string;
    grant: string;
    issuedTo: string;
    hours: number;
    /** No longer than the licence, if that ends before. */
    untilItEnds: boolean;
    language: Language | null;
  },
): Promise<Temporal.Instant> {
  const { rows } = await sql<{ expiresAt: Temporal.Instant }>`
    insert into access.credential (username, grant_id, salt, iterations, stored_key, server_key, issued_to, language, expires_at)
    values (${credential.username}, ${credential.grant}, ${credential.salt}, ${credential.iterations}, ${credential.storedKey},
      ${credential.serverKey}, ${credential.issuedTo}, ${credential.language}, least(platform.now() + make_interval(hours => ${credential.hours}),
        case when ${credential.untilItEnds} then (select until from access.licence where grant_id = ${credential.grant}) end))
    returning expires_at as "expiresAt"
  `.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('access.credential returned no row');
  return row.expiresAt;
}
