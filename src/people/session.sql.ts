import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { PersonRow } from './people.sql.ts';

export type SessionRow = {
  readonly id: string;
  readonly kind: 'signed_in' | 'local';
  readonly label: string;
  readonly source: string | null;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant;
  /** When it ends if nobody uses it any more. */
  readonly endsAt: Temporal.Instant;
};

const columns = sql`s.id, s.kind, s.label, host(s.source) as source, s.created_at as "createdAt", s.last_used_at as "lastUsedAt",
  s.ends_at as "endsAt"`;

export async function insertSession(
  tx: Tx,
  session: {
    readonly person: string;
    readonly tokenHash: Buffer;
    readonly kind: 'signed_in' | 'local';
    readonly label: string;
    readonly source: string | null;
    readonly hours: number;
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.session (person, token_hash, kind, label, source, created_at, expires_at)
    select ${session.person}, ${session.tokenHash}, ${session.kind}, ${session.label}, ${session.source}::inet, t.now,
      t.now + make_interval(hours => ${session.hours}) from (select platform.now() as now) t returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

/** Whose session holds under this token, at this moment; `unnoted`: for a minute nobody noted that it was used. */
export async function liveSession(
  db: Db,
  tokenHash: Buffer,
): Promise<{ readonly person: PersonRow; readonly session: SessionRow; readonly unnoted: boolean } | undefined> {
  const { rows } = await sql<SessionRow & { person: PersonRow; unnoted: boolean }>`
    select ${columns}, s.last_used_at < platform.now() - interval '1 minute' as unnoted, jsonb_build_object('id', p.id, 'account', p.account, 'display', p.display, 'kind', p.kind, 'language', p.language) as person
    from people.live_session s join people.person p on p.id = s.person where s.token_hash = ${tokenHash}
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { person, unnoted, ...session } = row;
  return { person, session, unnoted };
}

/** Why a token that no longer holds does not: null where nothing more can be said than that. */
export async function whySessionEnded(db: Db, tokenHash: Buffer): Promise<'local' | 'idle' | null> {
  const { rows } = await sql<{ why: 'local' | 'idle' | null }>`
    select case when s.kind = 'local' and exists (select from people.link l where l.kind = 'owner' and l.used_at is not null) then 'local'
      when s.kind = 'signed_in' and s.ended_at is null and s.expires_at > platform.now()
        and (st.left_at is null or st.left_at > platform.now())
        and people.state_at(s.person, platform.now()) = 'ACTIVE' and not people.was_away(s.person, s.created_at, platform.now()) then 'idle' end as why
    from people.session s left join people.standing st on st.person = s.person where s.token_hash = ${tokenHash}
  `.execute(db);
  return rows[0]?.why ?? null;
}

/** Notes that a session was used, at most once a minute, while it holds. */
export async function touchSession(db: Db, id: string): Promise<void> {
  await sql`
    update people.session s set last_used_at = platform.now() where s.id = ${id} and s.ended_at is null
      and s.last_used_at < platform.now() - interval '1 minute' and exists (select from people.live_session l where l.id = s.id)
  `.execute(db);
}

export async function liveSessionsOf(db: Db, person: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${columns} from people.live_session s where s.person = ${person} order by s.created_at desc, s.id
  `.execute(db);
  return rows;
}

/** Ends sessions of a person that are not over: all, that one, all others, or those of one kind. Returns how many. */
export async function endSessionsOf(
  tx: Tx,
  person: string,
  which: { readonly only?: string; readonly but?: string; readonly kind?: 'signed_in' | 'local' } = {},
): Promise<number> {
  const { only = null, but = null, kind = null } = which;
  const { numAffectedRows } = await sql`
    update people.session set ended_at = platform.now() where person = ${person} and ended_at is null
      and (${only}::uuid is null or id = ${only}::uuid) and (${but}::uuid is null or id <> ${but}::uuid) and (${kind}::text is null or kind = ${kind}::text)
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
