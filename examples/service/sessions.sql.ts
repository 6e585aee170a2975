import { sql } from 'kysely';
import type { Tx } from './database.ts';

export type Session = { readonly member: number; readonly admin: boolean };

export async function insertSession(tx: Tx, member: number, tokenHash: Buffer, days: number): Promise<void> {
  await sql`
    insert into sessions (token_hash, member_id, expires_at)
    values (${tokenHash}, ${member}, now() + make_interval(days => ${days}))`.execute(tx);
}

/** Whose session it is, if it still holds. */
export async function sessionOf(tx: Tx, tokenHash: Buffer): Promise<Session | undefined> {
  return tx
    .selectFrom('sessions as s')
    .innerJoin('members as m', 'm.id', 's.member_id')
    .select(['m.id as member', 'm.is_admin as admin'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}
