import { type Db, type Tx, sql } from '../platform/mod.ts';

export type LinkKind = 'owner' | 'invitation';

export type LinkRow = {
  readonly id: string;
  readonly person: string;
  readonly account: string;
  readonly display: string;
  readonly kind: LinkKind;
  readonly expiresAt: Temporal.Instant;
};

/** The link of this token, where it can still be used; none of who does not work here now. */
export async function linkByToken(db: Db | Tx, tokenHash: Buffer): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select l.id, l.person, p.account, p.display, l.kind, l.expires_at as "expiresAt"
    from people.link l join people.person p on p.id = l.person
    where l.token_hash = ${tokenHash} and l.ended_at is null and l.expires_at > platform.now()
      and people.state_at(l.person, platform.now()) = 'ACTIVE'
  `.execute(db);
  return rows[0];
}

export async function endLinksOf(tx: Tx, person: string): Promise<void> {
  await sql`update people.link set ended_at = platform.now() where person = ${person} and ended_at is null`.execute(tx);
}

export async function insertLink(
  tx: Tx,
  link: {
    readonly person: string;
    readonly kind: LinkKind;
    readonly tokenHash: Buffer;
    readonly madeBy: string | null;
    readonly hours: number;
  },
): Promise<{ readonly id: string; readonly expiresAt: Temporal.Instant }> {
  const { rows } = await sql<{ id: string; expiresAt: Temporal.Instant }>`
    insert into people.link (person, kind, token_hash, made_by, expires_at)
    values (${link.person}, ${link.kind}, ${link.tokenHash}, ${link.madeBy}, platform.now() + make_interval(hours => ${link.hours}))
    returning id, expires_at as "expiresAt"
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('no link was made');
  return row;
}

/** Uses a link, once. False where somebody was first, or it is over. */
export async function takeLink(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update people.link set used_at = t.now, ended_at = t.now from (select platform.now() as now) t
    where id = ${id} and ended_at is null and expires_at > t.now
  `.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function ownerLinks(db: Db | Tx): Promise<{ readonly made: number; readonly used: number }> {
  const { rows } = await sql<{ made: number; used: number }>`
    select count(*)::int as made, count(used_at)::int as used from people.link where kind = 'owner'
  `.execute(db);
  return rows[0] ?? { made: 0, used: 0 };
}

/** Who installed it: the first who holds the owner's office now. */
export async function ownerPerson(db: Db | Tx): Promise<{ readonly id: string; readonly account: string } | undefined> {
  const { rows } = await sql<{ id: string; account: string }>`
    select p.id, p.account from people.holding h join people.person p on p.id = h.person
    where h.office = 'owner' and h.held_from <= platform.now() and h.held_until > platform.now() order by h.held_from, h.id limit 1
  `.execute(db);
  return rows[0];
}

/** One at a time decides about the owner's link. */
export async function lockOwnerLink(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.owner_link'))`.execute(tx);
}
