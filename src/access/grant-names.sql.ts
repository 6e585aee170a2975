import { type Db, sql } from '../platform/mod.ts';

/** The name by which clients of the gateway ask for a membership database. */
export async function databaseNameOf(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from catalog.database where id = ${id}`.execute(db);
  return rows[0]?.name;
}

/** Grants that open something now, and requests that wait for a decision. */
export async function countGrants(db: Db): Promise<{ live: number; waiting: number }> {
  const { rows } = await sql<{ live: number; waiting: number }>`
    select (select count(*) from access.licence) as live,
      (select count(*) from access.grant g where not exists (select from access.life l where l.grant_id = g.id)
        and not exists (select from access.decision d where d.grant_id = g.id and d.verdict = 'rejected')) as waiting
  `.execute(db);
  return rows[0] ?? { live: 0, waiting: 0 };
}

/** Account and service of one grant, beside what `access.facts` has. */
export type GrantNames = {
  readonly holder: string;
  readonly requester: string;
  readonly requesterId: string;
  readonly purpose: string;
  readonly service: string;
  readonly serviceId: string;
  readonly database: string;
  readonly replaces: string | null;
  readonly ticket: string;
  readonly work: string;
  readonly requestedAt: Temporal.Instant;
  readonly days: number;
  readonly subjects: number | null;
  readonly spent: number;
  readonly spentToday: number;
  readonly lastUsed: Temporal.Instant | null;
};

export async function grantNames(db: Db, id: string): Promise<GrantNames | undefined> {
  const { rows } = await sql<GrantNames>`
    select h.account as holder, r.account as requester, g.requester as "requesterId", p.name as purpose, s.name as service, s.id as "serviceId",
      d.name as database, o.name as replaces, g.ticket, g.work, g.requested_at as "requestedAt", g.days,
      case when g.selector = 'listed' then (select count(*)::int from access.scope c where c.grant_id = g.id) end as subjects,
      coalesce((select x.subjects from access.spent x where x.grant_id = g.id and x.span = 'all'), 0) as spent,
      coalesce((select x.subjects from access.spent x where x.grant_id = g.id and x.span = 'day'
        and x.span_start = date_trunc('day', platform.now(), 'Asia/Seoul')), 0) as "spentToday",
      (select max(x.last_used) from access.spent x where x.grant_id = g.id) as "lastUsed"
    from access.grant g
    join people.person h on h.id = g.holder join people.person r on r.id = g.requester
    join catalog.purpose p on p.id = g.purpose_id join catalog.service s on s.id = p.service_id
    join catalog.database d on d.id = g.database_id left join access.grant o on o.id = g.replaces
    where g.id = ${id}
  `.execute(db);
  return rows[0];
}
