/**
 * The history, asked in the ways that have an index: by subject (custody.disclosed and the tail that it does not have yet), by grant and so by
 * handler, by session, by time. Each statement gives a page of entry ids, newest first.
 *
 * Every other condition is checked on what its index yields, in order and only until the page is full. Those that look into another table are
 * scalar subqueries with a limit: PostgreSQL cannot turn them into a join over the whole of that table, as it does with `exists` [ran: 22 s
 * against 30 ms over 300,000 entries of one grant].
 */
import type { RawBuilder } from 'kysely';
import { type Db, sql } from '../platform/mod.ts';
import type { Cursor, Question } from './history-question.ts';

export type Page = { readonly cursor: Cursor | null; readonly limit: number };

type Key = { id: string };
type Condition = RawBuilder<unknown>;

/** Conditions on a disclosure `d`. Its grant says the handler and the service; it has no other. */
function ofDisclosure(
  { handler, grant, session, onBehalf, fields, from, to, sight }: Question,
  { cursor }: Page,
): Condition {
  const conditions = [sql`true`];
  if (grant !== null) conditions.push(sql`d.grant_id = ${grant}`);
  if (session !== null) conditions.push(sql`d.session_id = ${session}`);
  if (handler !== null)
    conditions.push(sql`(select g.holder from access.grant g where g.id = d.grant_id limit 1) = ${handler}`);
  if (onBehalf !== null)
    conditions.push(
      sql`(select o.body ->> 'onBehalf' from ledger.opening o where o.id = d.entry_id limit 1) = ${onBehalf}`,
    );
  if (fields !== null)
    conditions.push(sql`(select true from custody.disclosure_part p
      where p.session_id = d.session_id and p.batch = d.batch and p.field_id = any(${fields}::smallint[]) limit 1)`);
  if (from !== null) conditions.push(sql`d.at >= ${String(from)}`);
  if (to !== null) conditions.push(sql`d.at < ${String(to)}`);
  if (cursor !== null)
    conditions.push(sql`(d.at, d.entry_id) < (${String(cursor.at)}::timestamptz, ${cursor.id}::uuid)`);
  if (sight.services !== 'all')
    conditions.push(sql`(select g.holder = ${sight.own} or p.service_id = any(${sight.services}::uuid[])
      from access.grant g join catalog.purpose p on p.id = g.purpose_id where g.id = d.grant_id limit 1)`);
  return sql.join(conditions, sql` and `);
}

/** A uuid of an entry's body, which an act may leave out. */
function idIn(key: 'grant' | 'holder' | 'session'): Condition {
  const text = sql`o.body ->> ${sql.lit(key)}`;
  return sql`case when ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (${text})::uuid end`;
}

/** Conditions on an entry `o` of ledger.opening or ledger.act. */
function ofEntry(
  { handler, grant, session, onBehalf, fields, from, to, sight }: Question,
  { cursor }: Page,
): Condition {
  const conditions = [sql`true`];
  if (handler !== null) conditions.push(sql`o.body ->> 'holder' = ${handler}`);
  if (grant !== null) conditions.push(sql`o.body ->> 'grant' = ${grant}`);
  if (session !== null) conditions.push(sql`o.body ->> 'session' = ${session}`);
  if (onBehalf !== null) conditions.push(sql`o.body ->> 'onBehalf' = ${onBehalf}`);
  if (fields !== null)
    conditions.push(
      sql`(select true from jsonb_array_elements(o.body -> 'parts') p where (p ->> 'field')::int = any(${fields}::int[]) limit 1)`,
    );
  if (from !== null)
    conditions.push(
      sql`o.at >= ${String(from)} and o.id >= ledger.first_id(${String(from)}::timestamptz - interval '1 minute')`,
    );
  if (to !== null)
    conditions.push(
      sql`o.at < ${String(to)} and o.id < ledger.first_id(${String(to)}::timestamptz + interval '1 minute')`,
    );
  if (cursor !== null) conditions.push(sql`(o.at, o.id) < (${String(cursor.at)}::timestamptz, ${cursor.id}::uuid)`);
  if (sight.services !== 'all')
    conditions.push(sql`(o.body ->> 'holder' = ${sight.own} or (select p.service_id = any(${sight.services}::uuid[])
      from access.grant g join catalog.purpose p on p.id = g.purpose_id where g.id = ${idIn('grant')} limit 1))`);
  return sql.join(conditions, sql` and `);
}

/** Who opened this person's data. One snapshot, so that an entry is in the index or in the tail, never in both or neither. */
export async function keysOfSubject(db: Db, subject: string, question: Question, page: Page): Promise<string[]> {
  const bounds = [sql`i.subject = ${subject}`];
  if (question.from !== null) bounds.push(sql`i.at >= ${String(question.from)}`);
  if (question.to !== null) bounds.push(sql`i.at < ${String(question.to)}`);
  if (page.cursor !== null) bounds.push(sql`i.at <= ${String(page.cursor.at)}`);
  const { rows } = await sql<Key>`
    select k.id from (
      (select d.entry_id as id, d.at from (
          select i.at, i.session_id, i.batch from custody.disclosed i where ${sql.join(bounds, sql` and `)}
          order by i.at desc, i.session_id desc, i.batch desc) i
        join custody.disclosure d on d.session_id = i.session_id and d.batch = i.batch
        where ${ofDisclosure(question, page)} order by d.at desc, d.entry_id desc limit ${page.limit})
      union all
      (select d.entry_id as id, d.at from (
          select l.entry_id from ledger.leaf l where l.leaf > (select leaf from custody.behind)
          union all select p.entry_id from ledger.pending p) t
        join custody.disclosure d on d.entry_id = t.entry_id
        where ${ofDisclosure(question, page)} and (select true from custody.disclosure_part p
          where p.session_id = d.session_id and p.batch = d.batch and ${subject}::uuid = any(p.subjects) limit 1)
        order by d.at desc, d.entry_id desc limit ${page.limit})
    ) k order by k.at desc, k.id desc limit ${page.limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** What these grants opened, asked and were refused; with `holder`, also what was refused to that person without a grant. */
export async function keysOfGrants(
  db: Db,
  grants: readonly string[],
  holder: string | null,
  question: Question,
  page: Page,
): Promise<string[]> {
  const { rows } = await sql<Key>`
    select k.id from (
      select x.id, x.at from unnest(${grants}::uuid[]) g (id) cross join lateral (
        (select d.entry_id as id, d.at from custody.disclosure d where d.grant_id = g.id and ${ofDisclosure(question, page)}
          order by d.at desc, d.entry_id desc limit ${page.limit})
        union all
        (select o.id, o.at from ledger.opening o where o.kind = 'refusal' and o.body ->> 'grant' = g.id::text and ${ofEntry(question, page)}
          order by o.at desc, o.id desc limit ${page.limit})
        union all
        (select o.id, o.at from ledger.act o where o.kind = 'refusal' and o.body ->> 'grant' = g.id::text and ${ofEntry(question, page)}
          order by o.at desc, o.id desc limit ${page.limit})) x
      union
      (select o.id, o.at from ledger.act o where o.kind = 'refusal' and o.body ->> 'holder' = ${holder} and ${ofEntry(question, page)}
        order by o.at desc, o.id desc limit ${page.limit})
    ) k order by k.at desc, k.id desc limit ${page.limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** What one connection opened, asked and was refused. */
export async function keysOfSession(db: Db, session: string, question: Question, page: Page): Promise<string[]> {
  const { rows } = await sql<Key>`
    select k.id from (
      (select d.entry_id as id, d.at from custody.disclosure d where ${ofDisclosure(question, page)}
        order by d.at desc, d.entry_id desc limit ${page.limit})
      union all
      (select o.id, o.at from ledger.opening o where o.kind = 'refusal' and o.body ->> 'session' = ${session} and ${ofEntry(question, page)}
        order by o.at desc, o.id desc limit ${page.limit})
      union all
      (select o.id, o.at from ledger.act o where o.kind = 'refusal' and o.body ->> 'session' = ${session} and ${ofEntry(question, page)}
        order by o.at desc, o.id desc limit ${page.limit})
    ) k order by k.at desc, k.id desc limit ${page.limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** What services opened, asked and were refused on whose behalf, as they said. */
export async function keysOfBehalf(db: Db, onBehalf: string, question: Question, page: Page): Promise<string[]> {
  const { rows } = await sql<Key>`
    select o.id from ledger.opening o where o.body ? 'onBehalf' and o.body ->> 'onBehalf' = ${onBehalf} and ${ofEntry(question, page)}
    order by o.at desc, o.id desc limit ${page.limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** Everything between two moments. Ids are in order of time, so that the newest page needs no index beside them. */
export async function keysOfTime(db: Db, question: Question, page: Page): Promise<string[]> {
  const upTo = page.cursor === null ? sql`true` : sql`o.id < ${page.cursor.id}::uuid`;
  const unbound: Page = { ...page, cursor: null };
  const { rows } = await sql<Key>`
    select k.id from (
      (select o.id from ledger.opening o where ${upTo} and ${ofEntry(question, unbound)} order by o.id desc limit ${page.limit})
      union all
      (select o.id from ledger.act o where o.kind = 'refusal' and ${upTo} and ${ofEntry(question, unbound)} order by o.id desc limit ${page.limit})
    ) k order by k.id desc limit ${page.limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

export async function grantsHeldBy(db: Db, holder: string): Promise<string[]> {
  const { rows } = await sql<Key>`select id from access.grant where holder = ${holder}`.execute(db);
  return rows.map((row) => row.id);
}

/** Numbers of the fields of that name, in all databases. */
export async function fieldsNamed(db: Db, table: string, column: string): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id from catalog.field where tbl = ${table} and col = ${column}`.execute(db);
  return rows.map((row) => row.id);
}

export async function entryTime(db: Db, id: string): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select at from ledger.opening where id = ${id} union all select at from ledger.act where id = ${id} and kind = 'refusal'
  `.execute(db);
  return rows[0]?.at;
}

export type TreatedRow = { field: string; mode: string; outcome: string; subjects: number };

export type EntryRow = {
  id: string;
  leaf: number | null;
  at: Temporal.Instant;
  kind: 'opening' | 'question' | 'writing' | 'refusal';
  handler: string | null;
  holder: string | null;
  grant: string | null;
  serviceId: string | null;
  purpose: string | null;
  session: string | null;
  credential: string | null;
  issuedTo: string | null;
  batch: number | null;
  source: string | null;
  application: string | null;
  onBehalf: string | null;
  export: boolean;
  statement: string | null;
  code: string | null;
  times: number;
  fields: TreatedRow[];
  count: number;
  ids: string[];
};

/** These entries with what they name, in the order of `ids`. Of each at most 20 subjects, `subject` first where it is among them. */
export async function entriesOf(db: Db, ids: readonly string[], subject: string | null): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select o.id, l.leaf, o.at, o.kind, h.account as handler, o.body ->> 'holder' as holder, g.name as "grant", p.service_id as "serviceId",
      p.name as purpose, s.id as session, c.username as credential, r.account as "issuedTo", (o.body ->> 'batch')::int as batch, coalesce(host(s.source), o.body ->> 'source') as source,
      s.application, o.body ->> 'onBehalf' as "onBehalf", coalesce((o.body -> 'export')::boolean, false) as export, o.body ->> 'statement' as statement, o.body ->> 'code' as code, coalesce((o.body ->> 'times')::int, 1) as times,
      coalesce((select json_agg(json_build_object('field', coalesce(f.tbl || '.' || f.col, t ->> 'field'), 'mode', t ->> 'mode',
          'outcome', t ->> 'outcome', 'subjects', (t ->> 'subjects')::int) order by n)
        from jsonb_array_elements(o.body -> 'parts') with ordinality x (t, n) left join catalog.field f on f.id = (t ->> 'field')::int), '[]') as fields,
      m.count, m.ids
    from unnest(${ids}::uuid[]) with ordinality i (id, n)
    cross join lateral (
      select id, at, kind, body from ledger.opening where id = i.id union all select id, at, kind, body from ledger.act where id = i.id and kind = 'refusal') o
    left join ledger.leaf l on l.entry_id = o.id
    left join access.grant g on g.id = ${idIn('grant')}
    left join catalog.purpose p on p.id = g.purpose_id
    left join people.person h on h.id = ${idIn('holder')}
    left join custody.session s on s.id = ${idIn('session')}
    left join access.credential c on c.id = s.credential_id and g.service
    left join people.person r on r.id = c.issued_to
    cross join lateral (
      select count(*)::int as count, coalesce((array_agg(u.subject::text order by u.subject <> ${subject}, u.subject))[1:20], '{}') as ids
      from (select distinct u as subject from (
          select distinct a.subjects from custody.disclosure d join custody.disclosure_part a using (session_id, batch) where d.entry_id = o.id) a,
        unnest(a.subjects) u) u) m
    order by i.n
  `.execute(db);
  return rows;
}

/** All subjects of each part of one entry, in the order of the parts. */
export async function partsOf(db: Db, id: string): Promise<(TreatedRow & { ids: string[] })[]> {
  const { rows } = await sql<TreatedRow & { ids: string[] }>`
    select coalesce(f.tbl || '.' || f.col, a.field_id::text) as field, a.mode, a.outcome, cardinality(a.subjects) as subjects, a.subjects::text[] as ids
    from custody.disclosure d join custody.disclosure_part a using (session_id, batch) left join catalog.field f on f.id = a.field_id
    where d.entry_id = ${id} order by a.n
  `.execute(db);
  return rows;
}
