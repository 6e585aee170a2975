/** Statements of joiners, movers, leave and leavers. */
import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { Act, ActKind, EmploymentState } from './employment.ts';
import type { KnownPerson } from './plan-import.ts';

/** Until the transaction ends nobody else says anything of this person. */
export async function lockEmployment(tx: Tx, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.employment.' || ${person}, 0))`.execute(tx);
}

export type ActRow = Act & {
  readonly department: string | null;
  readonly position: string | null;
  readonly reason: string;
  readonly saidAt: Temporal.Instant;
  readonly reviewDue: Temporal.Instant | null;
};

/** Everything that was said of a person up to a moment, in its order. */
export async function actsOf(db: Db | Tx, person: string, until: Temporal.Instant | null = null): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select n, kind, at, department, position, reason, said_at as "saidAt", review_due as "reviewDue" from people.employment
    where person = ${person} and (${until === null ? null : String(until)}::timestamptz is null or said_at <= ${until === null ? null : String(until)}::timestamptz)
    order by n
  `.execute(db);
  return rows;
}

/** Writes an act; `at` null: from this moment. Returns from when it holds. */
export async function insertAct(
  tx: Tx,
  act: {
    readonly person: string;
    readonly n: number;
    readonly kind: ActKind;
    readonly at: Temporal.Instant | null;
    readonly by: string | null;
    readonly holding: string | null;
    readonly department: string | null;
    readonly position: string | null;
    readonly reason: string;
    readonly reviewDays: number | null;
  },
): Promise<{ readonly at: Temporal.Instant; readonly reviewDue: Temporal.Instant | null }> {
  const { person, n, kind, at, by, holding, department, position, reason, reviewDays } = act;
  const { rows } = await sql<{ at: Temporal.Instant; reviewDue: Temporal.Instant | null }>`
    insert into people.employment (person, n, kind, at, said_by, holding, department, position, reason, review_days)
    values (${person}, ${n}, ${kind}, ${at === null ? null : String(at)}::timestamptz, ${by}, ${holding}, ${department}, ${position}, ${reason}, ${reviewDays})
    returning at, review_due as "reviewDue"
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('people.employment returned no row');
  return row;
}

/** The state of a person now; null of whom nobody entered, and of a service account. */
export async function stateNow(db: Db | Tx, person: string): Promise<EmploymentState | null> {
  const { rows } = await sql<{ state: EmploymentState | null }>`
    select people.state_at(${person}, platform.now()) as state
  `.execute(db);
  return rows[0]?.state ?? null;
}

export type PersonListed = {
  readonly account: string;
  readonly display: string;
  readonly state: EmploymentState;
  /** Since when it is so; of who is planned, from when they work here. */
  readonly since: Temporal.Instant;
  readonly department: string | null;
  readonly position: string | null;
  /** What comes next, as far as it was said then. */
  readonly next: ActKind | null;
  readonly nextAt: Temporal.Instant | null;
};

/** People by account, as of a moment: what was said until then, or of a moment to come until now. */
export async function listPeople(
  db: Db,
  asked: {
    readonly at: Temporal.Instant;
    readonly state: EmploymentState | null;
    readonly department: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<PersonListed[]> {
  const at = sql`${String(asked.at)}::timestamptz`;
  const { rows } = await sql<PersonListed>`
    select p.account, p.display, s.state, s.since, s.department, s.position, x.kind as next, x.at as "nextAt"
    from people.person p
    join people.employment f on f.person = p.id and f.n = 1 and f.said_at <= ${at}
    left join lateral (select * from people.employment e where e.person = p.id and e.at <= ${at} order by e.n desc limit 1) e on true
    cross join lateral (
      select case e.kind when 'leave' then 'ON_LEAVE' when 'end' then 'LEFT' else 'ACTIVE' end as state, e.at as since, e.department, e.position where e.kind is not null
      union all select 'PLANNED', f.at, f.department, f.position where e.kind is null
    ) s
    left join lateral (select x.kind, x.at from people.employment x where x.person = p.id and x.at > ${at} and x.said_at <= ${at}
      and not exists (select from people.employment v where v.person = p.id and v.n > x.n and v.at <= x.at and v.said_at <= ${at})
      order by x.at limit 1) x on true
    where p.kind = 'person' and (${asked.after}::text is null or p.account > ${asked.after}::text)
      and (${asked.state}::text is null or s.state = ${asked.state}::text)
      and (${asked.department}::text is null or coalesce(s.department, '') = ${asked.department}::text)
    order by p.account limit ${asked.limit}
  `.execute(db);
  return rows;
}

/** One list at a time: the next is held against what this one made. */
export async function lockImport(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people.import', 0))`.execute(tx);
}

/** Everybody, and what was said of them. */
export async function knownPeople(tx: Tx): Promise<KnownPerson[]> {
  const { rows: people } = await sql<Omit<KnownPerson, 'acts'> & { id: string }>`
    select p.id, p.account, p.display, p.kind, exists (select from people.holding h where h.person = p.id and h.office = 'owner'
      and h.held_from <= platform.now() and h.held_until > platform.now()) as "isOwner"
    from people.person p order by p.account
  `.execute(tx);
  const { rows: said } = await sql<ActRow & { person: string }>`
    select person, n, kind, at, department, position, reason, said_at as "saidAt", review_due as "reviewDue" from people.employment order by person, n
  `.execute(tx);
  const acts = Map.groupBy(said, ({ person }) => person);
  return people.map(({ id, ...one }) => ({ ...one, acts: acts.get(id) ?? [] }));
}
