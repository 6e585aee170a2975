import { type Tx, sql } from '../platform/mod.ts';

export type Lapse = { readonly grant: string; readonly as: 'EXPIRED' | 'REVIEW_LAPSED'; readonly at: Temporal.Instant };

/** Marks lives that ended by themselves and were not told of yet, the oldest first; none where somebody else is at it. */
export async function takeLapses(tx: Tx, most: number): Promise<Lapse[]> {
  // before the statement that looks, so that it sees what the one before wrote
  const { rows: won } = await sql<{
    won: boolean;
  }>`select pg_try_advisory_xact_lock(hashtext('jikimi.lapses')) as won`.execute(tx);
  if (won[0]?.won !== true) return [];
  const { rows } = await sql<Lapse>`
    with lapsed as (
      select l.grant_id, l.starts, least(l.ends, l.review_due) as at, case when l.ends <= l.review_due then 'EXPIRED' else 'REVIEW_LAPSED' end as lapsed_as
      from access.life l
      where l.ended = 'infinity' and least(l.ends, l.review_due) <= platform.now()
        and not exists (select from access.lapse t where t.grant_id = l.grant_id and t.starts = l.starts)
      order by least(l.ends, l.review_due), l.grant_id limit ${most}
    ), told as (
      insert into access.lapse (grant_id, starts, at, lapsed_as) select grant_id, starts, at, lapsed_as from lapsed returning grant_id, at, lapsed_as)
    select grant_id as "grant", lapsed_as as "as", at from told order by at, grant_id
  `.execute(tx);
  return rows;
}
