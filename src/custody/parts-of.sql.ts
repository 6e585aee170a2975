/** Disclosures beside the entries that tell them: what the check of the history asks of this room. */
import { type Db, sql } from '../platform/mod.ts';

/** Subjects of each part in order, as uuids, of those of these entries that disclose something. */
export async function partsOf(db: Db, entryIds: readonly string[]): Promise<Map<string, string[][]>> {
  const { rows } = await sql<{ entry: string; parts: string[][] }>`
    select d.entry_id as entry, json_agg(p.subjects order by p.n) as parts
    from custody.disclosure d join custody.disclosure_part p using (session_id, batch)
    where d.entry_id = any(${entryIds}::uuid[]) group by d.entry_id
  `.execute(db);
  return new Map(rows.map((row) => [row.entry, row.parts]));
}

/** `told`: an entry tells it. `same`: and says the same. Neither is amiss where both are true: then the index by person does not lead to it. */
export type Stray = { entry: string; told: boolean; same: boolean };

/**
 * Of the disclosures after entry `after`, in the order of their entries: how many there are on this page, the last, and those that no entry
 * tells or whose columns say another thing than the body of their entry, which the leaf binds, and those that are not found by each of their
 * subjects although the index is past them.
 */
export async function strayPage(
  db: Db,
  after: string,
  most: number,
): Promise<{ count: number; last: string | null; strays: Stray[] }> {
  const { rows } = await sql<{ count: number; last: string | null; strays: Stray[] | null }>`
    with page as (
      select * from custody.disclosure d where d.entry_id > ${after}::uuid order by d.entry_id limit ${most}
    ), compared as (
      select p.entry_id as entry, o.id is not null as told,
        coalesce((o.at, o.body ->> 'session', (o.body ->> 'batch')::int, o.body ->> 'grant', o.body ->> 'holder', o.body ->> 'source')
          is not distinct from (p.at, p.session_id::text, p.batch, p.grant_id::text, s.holder::text, host(s.source))
        and o.body -> 'parts' = coalesce((
          select jsonb_agg(jsonb_build_object('field', x.field_id, 'mode', x.mode, 'outcome', x.outcome, 'subjects', cardinality(x.subjects)) order by x.n)
          from custody.disclosure_part x where x.session_id = p.session_id and x.batch = p.batch), '[]'), false) as same,
        l.leaf > (select leaf from custody.behind) is not false or not exists (
          select from custody.disclosure_part x cross join unnest(x.subjects) u (subject)
          where x.session_id = p.session_id and x.batch = p.batch
            and not exists (select from custody.disclosed i where (i.subject, i.at, i.session_id, i.batch) = (u.subject, p.at, p.session_id, p.batch))) as indexed
      from page p left join ledger.leaf l on l.entry_id = p.entry_id left join ledger.opening o on o.id = p.entry_id left join custody.session s on s.id = p.session_id
    )
    select (select count(*)::int from page) as count, (select entry_id from page order by entry_id desc limit 1) as last,
      (select json_agg(json_build_object('entry', entry, 'told', told, 'same', same)) from compared where not (same and indexed)) as strays
  `.execute(db);
  const row = rows[0];
  return { count: row?.count ?? 0, last: row?.last ?? null, strays: row?.strays ?? [] };
}

/** A row of the index by person, behind which the next page begins. `at` as PostgreSQL writes it. */
export type Indexed = { subject: string; at: string; session: string; batch: number };

/**
 * Of the index by person after a row, in its order: how many rows there are on this page, the last, and the entries (null where there is none) of those rows
 * that lead to no disclosure of that moment, or to one that does not name the person.
 */
export async function strayIndexPage(
  db: Db,
  { subject, at, session, batch }: Indexed,
  most: number,
): Promise<{ count: number; last: Indexed | null; strays: (string | null)[] }> {
  const { rows } = await sql<{ count: number; last: Indexed | null; strays: (string | null)[] }>`
    with page as (
      select * from custody.disclosed i
      where (i.subject, i.at, i.session_id, i.batch) > (${subject}::uuid, ${at}::timestamptz, ${session}::uuid, ${batch}::int)
      order by i.subject, i.at, i.session_id, i.batch limit ${most}
    ), stray as (
      select (select d.entry_id from custody.disclosure d where d.session_id = p.session_id and d.batch = p.batch) as entry from page p
      where not exists (
        select from custody.disclosure d join custody.disclosure_part x using (session_id, batch)
        where d.session_id = p.session_id and d.batch = p.batch and d.at = p.at and p.subject = any(x.subjects))
    )
    select count(*)::int as count, coalesce((select array_agg(entry) from stray), '{}') as strays,
      (select row_to_json(l) from (select subject, at::text, session_id as session, batch from page order by page.subject desc, page.at desc, page.session_id desc, page.batch desc limit 1) l) as last
    from page
  `.execute(db);
  return rows[0] ?? { count: 0, last: null, strays: [] };
}
