/** Which server it is that keeps the record, and whether somebody said that nothing is missing there. */
import type pg from 'pg';
import { type Db, type Tx, sql } from '../platform/mod.ts';

export type StoreLine =
  | { readonly standby: true }
  | { readonly standby: false; readonly timeline: number; readonly accepted: boolean };

/** A connection's server is one of these for as long as the connection lasts: a promotion ends none, but a standby was refused before. */
export async function storeLine(client: pg.ClientBase): Promise<StoreLine> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  if (rows[0]?.standby !== false) return { standby: true };
  const line = await client.query<{ timeline: number; accepted: boolean }>(`
    select t.now as timeline, exists (select from custody.store_line s where s.cluster = custody.cluster() and s.timeline = t.now) as accepted
    from (select custody.timeline()::float8 as now) t`);
  return { standby: false, ...(line.rows[0] ?? { timeline: 0, accepted: false }) };
}

export type Named = { readonly session: string; readonly batch: number };

/** How many of these disclosures are not there. */
export async function missingOf(client: pg.ClientBase, named: readonly Named[]): Promise<number> {
  const { rows } = await client.query<{ missing: number }>(
    `select count(*)::int as missing from unnest($1::uuid[], $2::int[]) a (session_id, batch)
     where not exists (select from custody.disclosure d where (d.session_id, d.batch) = (a.session_id, a.batch))`,
    [named.map((one) => one.session), named.map((one) => one.batch)],
  );
  return rows[0]?.missing ?? named.length;
}

/**
 * A commit that is there only where all before it are, also on a synchronous standby: it has something to write, so that it is waited for.
 * What was found to be recorded already may stand in a commit whose own wait was cut off.
 */
export async function waitForAllBefore(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'jikimi.again', '')`,
  );
}

export type StoreLineRow = {
  readonly timeline: number;
  readonly acceptedAt: Temporal.Instant | null;
  readonly account: string | null;
  readonly reason: string | null;
  /** Standbys that are connected, and the setting that says which of them are synchronous. */
  readonly standbys: number;
  readonly synchronous: string;
};

/** The server's own line, with who accepted it where somebody did. */
export async function currentLine(db: Db | Tx): Promise<StoreLineRow> {
  const { rows } = await sql<StoreLineRow>`
    select t.now::float8 as timeline, s.accepted_at as "acceptedAt", p.account, s.reason,
      (select count(*)::int from pg_stat_replication) as standbys, current_setting('synchronous_standby_names') as synchronous
    from (select custody.timeline() as now) t left join custody.store_line s on s.cluster = custody.cluster() and s.timeline = t.now left join people.person p on p.id = s.accepted_by
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the record store told no timeline');
  return row;
}

/** The timeline that is accepted now; null where it was already. */
export async function acceptLine(tx: Tx, person: string, holding: string, reason: string): Promise<number | null> {
  const { rows } = await sql<{ timeline: number }>`
    insert into custody.store_line (cluster, timeline, accepted_by, holding, reason) select custody.cluster(), custody.timeline(), ${person}, ${holding}, ${reason} on conflict do nothing
    returning timeline::float8
  `.execute(tx);
  return rows[0]?.timeline ?? null;
}
