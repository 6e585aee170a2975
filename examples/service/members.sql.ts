import { sql } from 'kysely';
import type { Tx } from './database.ts';
import type { Arrival, Profile, ProfileChange, SignUp } from './shapes.ts';

const shown = ['id', 'email', 'name', 'phone', 'address', 'birth_date', 'newsletter'] as const;

export function insertMember(tx: Tx, member: Omit<SignUp, 'password'>, password: string): Promise<Profile> {
  return tx
    .insertInto('members')
    .values({ ...member, password })
    .returning(shown)
    .executeTakeFirstOrThrow();
}

/** What a sign-in needs, and no more: nothing that a person would read. */
export async function credentials(
  tx: Tx,
  email: string,
): Promise<{ readonly id: number; readonly password: string | null } | undefined> {
  return tx.selectFrom('members').select(['id', 'password']).where('email', '=', email).executeTakeFirst();
}

export async function setPassword(tx: Tx, id: number, password: string): Promise<void> {
  await tx.updateTable('members').set({ password }).where('id', '=', id).execute();
}

export function profileOf(tx: Tx, id: number): Promise<Profile> {
  return tx.selectFrom('members').select(shown).where('id', '=', id).executeTakeFirstOrThrow();
}

export function updateProfile(
  tx: Tx,
  id: number,
  change: ProfileChange | { readonly newsletter: false },
): Promise<Profile> {
  return tx.updateTable('members').set(change).where('id', '=', id).returning(shown).executeTakeFirstOrThrow();
}

/** By the address of the account, or by another at which the member can be reached. */
export function membersByEmail(tx: Tx, email: string): Promise<Profile[]> {
  return tx
    .selectFrom('members')
    .select(shown)
    .where((is) =>
      is.or([
        is('email', '=', email),
        is('id', 'in', is.selectFrom('contact_emails').select('member_id').where('email', '=', email)),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** With sessions, orders and further addresses, which the tables delete along. */
export async function deleteMember(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('members').where('id', '=', id).execute();
}

export async function addContactEmails(tx: Tx, id: number, emails: readonly string[]): Promise<void> {
  await sql`
    insert into contact_emails (member_id, email) select ${id}, unnest(${emails}::text[])
    on conflict (member_id, email) do nothing`.execute(tx);
}

export async function contactEmails(tx: Tx, id: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('contact_emails')
    .select('email')
    .where('member_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.email);
}

/** One statement for all. Who is a member already keeps password and address, and takes the new name and telephone number. */
export async function mergeMembers(tx: Tx, arrivals: readonly Arrival[]): Promise<number[]> {
  const rows = await tx
    .insertInto('members')
    .values(arrivals)
    .onConflict((on) =>
      on.column('email').doUpdateSet((set) => ({ name: set.ref('excluded.name'), phone: set.ref('excluded.phone') })),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
