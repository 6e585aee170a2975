import { type Db, type Tx, sql } from '../platform/mod.ts';

export type ServiceAccountRow = {
  readonly id: string;
  readonly account: string;
  readonly display: string;
  readonly serviceId: string;
  readonly fitUntil: Temporal.Instant | null;
  readonly leftAt: Temporal.Instant | null;
  readonly reason: string | null;
};

export async function insertServiceAccount(tx: Tx, account: string, service: string): Promise<void> {
  await sql`insert into people.service_account (account, service) values (${account}, ${service})`.execute(tx);
}

/** Those of one service (id), of that account name, or all of them. */
export async function serviceAccounts(
  db: Db | Tx,
  filter: { readonly service?: string; readonly account?: string },
): Promise<ServiceAccountRow[]> {
  const { service = null, account = null } = filter;
  const { rows } = await sql<ServiceAccountRow>`
    select p.id, p.account, p.display, a.service as "serviceId", s.fit_until as "fitUntil", s.left_at as "leftAt", s.reason
    from people.service_account a join people.person p on p.id = a.account left join people.standing s on s.person = p.id
    where (${service}::uuid is null or a.service = ${service}::uuid) and (${account}::text is null or p.account = ${account})
    order by p.account
  `.execute(db);
  return rows;
}
