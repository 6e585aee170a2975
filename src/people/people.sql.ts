import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { Holding, Office } from './actor.ts';

export type PersonRow = {
  id: string;
  account: string;
  display: string;
  kind: 'person' | 'service';
  language: 'en' | 'ko';
};

/** `joinsAt`: null from this moment. */
export async function insertPerson(
  tx: Tx,
  person: Omit<PersonRow, 'id'>,
  joinsAt: Temporal.Instant | null = null,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.person (account, display, kind, language, joined_at)
    values (${person.account}, ${person.display}, ${person.kind}, ${person.language},
      coalesce(${joinsAt === null ? null : String(joinsAt)}::timestamptz, platform.now())) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function personByAccount(db: Db | Tx, account: string): Promise<PersonRow | undefined> {
  const { rows } =
    await sql<PersonRow>`select id, account, display, kind, language from people.person where account = ${account}`.execute(
      db,
    );
  return rows[0];
}

export async function personById(db: Db | Tx, id: string): Promise<PersonRow | undefined> {
  const { rows } =
    await sql<PersonRow>`select id, account, display, kind, language from people.person where id = ${id}`.execute(db);
  return rows[0];
}

export async function anybodyThere(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql`select from people.person limit 1`.execute(db);
  return rows.length > 0;
}

export async function insertHolding(
  tx: Tx,
  holding: { person: string; office: Office; service: string | null; basis: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.holding (person, office, service, basis)
    values (${holding.person}, ${holding.office}, ${holding.service}, ${holding.basis}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

export async function holdingsNow(db: Db | Tx, person: string): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select id, office, service, basis from people.holding
    where person = ${person} and held_from <= platform.now() and held_until > platform.now() order by held_from
  `.execute(db);
  return rows;
}

/** How many people may approve grants of this service. */
export async function countResponsible(db: Db | Tx, service: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct person)::int as people from people.holding
    where office = 'responsible' and (service = ${service} or service is null) and held_from <= platform.now() and held_until > platform.now()
  `.execute(db);
  return rows[0]?.people ?? 0;
}

export async function upsertStanding(
  tx: Tx,
  standing: { person: string; fitUntil: Temporal.Instant; reason: string; declaredBy: string },
): Promise<void> {
  await sql`
    insert into people.standing (person, fit_until, reason, declared_by)
    values (${standing.person}, ${String(standing.fitUntil)}, ${standing.reason}, ${standing.declaredBy})
    on conflict (person) do update set fit_until = excluded.fit_until, reason = excluded.reason, declared_by = excluded.declared_by
  `.execute(tx);
}

export async function standingOf(
  db: Db | Tx,
  person: string,
): Promise<{ fitUntil: Temporal.Instant; leftAt: Temporal.Instant | null } | undefined> {
  const { rows } = await sql<{ fitUntil: Temporal.Instant; leftAt: Temporal.Instant | null }>`
    select fit_until as "fitUntil", left_at as "leftAt" from people.standing where person = ${person}
  `.execute(db);
  return rows[0];
}

/** Marks a leaver; who was never declared fit gets a standing that says so. False where they have left already. */
export async function setLeft(tx: Tx, person: string, by: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into people.standing as s (person, fit_until, left_at, reason, declared_by)
    select ${person}, t.now, t.now, 'left', ${by} from (select platform.now() as now) t
    on conflict (person) do update set left_at = excluded.left_at where s.left_at is null or s.left_at > excluded.left_at
  `.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
