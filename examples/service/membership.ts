/** What can be done on the site, each in its own transaction. Routes of both kinds, JSON and pages, call these. */
import type { Database } from './database.ts';
import {
  addContactEmails,
  contactEmails,
  credentials,
  deleteMember,
  insertMember,
  membersByEmail,
  profileOf,
  setPassword,
  updateProfile,
} from './members.sql.ts';
import { insertOrder, ordersOf } from './orders.sql.ts';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import { Problem } from './problem.ts';
import { deleteSession, insertSession, sessionOf, type Session } from './sessions.sql.ts';
import type { Order, OrderWish, Profile, ProfileChange, SignUp } from './shapes.ts';
import { daysOfSession, hashOfToken, newToken } from './token.ts';

/** Compared where there is no such member, so that the time taken tells nobody who is one. */
let nobodysPassword: Promise<string> | undefined;

export async function signUp(database: Database, { password, ...person }: SignUp): Promise<Profile> {
  const hash = await hashPassword(password);
  return database.as('visitor', (tx) => insertMember(tx, person, hash));
}

/** Answers the token of a new session. */
export async function signIn(database: Database, email: string, password: string): Promise<string> {
  const found = await database.as('visitor', (tx) => credentials(tx, email));
  const stored = found?.password ?? (await (nobodysPassword ??= hashPassword('nobody')));
  const right = await verifyPassword(stored, password);
  if (!right || found?.password === undefined || found.password === null) throw new Problem('wrong-credentials');
  const better = needsRehash(stored) ? await hashPassword(password) : undefined;
  const token = newToken();
  await database.as(`member ${found.id}`, async (tx) => {
    if (better !== undefined) await setPassword(tx, found.id, better);
    await insertSession(tx, found.id, hashOfToken(token), daysOfSession);
  });
  return token;
}

export async function sessionBy(database: Database, token: string | undefined): Promise<Session> {
  const session = token && (await database.as('visitor', (tx) => sessionOf(tx, hashOfToken(token))));
  if (!session) throw new Problem('signed-out');
  return session;
}

export async function signOut(database: Database, { member }: Session, token: string): Promise<void> {
  await database.as(`member ${member}`, (tx) => deleteSession(tx, hashOfToken(token)));
}

export type Account = Profile & { readonly contact_emails: readonly string[] };

export function account(database: Database, { member }: Session): Promise<Account> {
  return database.as(`member ${member}`, async (tx) => ({
    ...(await profileOf(tx, member)),
    contact_emails: await contactEmails(tx, member),
  }));
}

export function changeProfile(
  database: Database,
  { member }: Session,
  change: ProfileChange | { readonly newsletter: false },
): Promise<Profile> {
  return database.as(`member ${member}`, (tx) => updateProfile(tx, member, change));
}

export function addEmails(database: Database, { member }: Session, emails: readonly string[]): Promise<string[]> {
  return database.as(`member ${member}`, async (tx) => {
    await addContactEmails(tx, member, emails);
    return contactEmails(tx, member);
  });
}

/** The member, and everything of the member, is gone. */
export async function withdraw(database: Database, { member }: Session): Promise<void> {
  await database.as(`member ${member}`, (tx) => deleteMember(tx, member));
}

export function orders(database: Database, { member }: Session): Promise<Order[]> {
  return database.as(`member ${member}`, (tx) => ordersOf(tx, member));
}

export function placeOrder(database: Database, { member }: Session, wish: OrderWish): Promise<Order> {
  return database.as(`member ${member}`, async (tx) => {
    const { name, phone, address } = await profileOf(tx, member);
    const { item, amount_krw, recipient = name, delivery_phone = phone, delivery_address = address } = wish;
    if (delivery_address === null) throw new Problem('no-address', { paths: ['delivery_address'] });
    return insertOrder(tx, member, { item, amount_krw, recipient, delivery_phone, delivery_address });
  });
}

export function findMembers(database: Database, { member, admin }: Session, email: string): Promise<Profile[]> {
  if (!admin) throw new Problem('forbidden');
  return database.as(`admin ${member}`, (tx) => membersByEmail(tx, email));
}
