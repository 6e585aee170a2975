import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { PersonRow } from './people.sql.ts';
import type { Tries } from './lock-out.ts';

export type PasswordRow = PersonRow & Tries & { readonly hash: string; readonly setAt: Temporal.Instant };

/** The password of an account, held until the transaction ends; none of who does not work here now. */
export async function lockPassword(tx: Tx, account: string): Promise<PasswordRow | undefined> {
  const { rows } = await sql<PasswordRow>`
    select p.id, p.account, p.display, p.kind, p.language, w.hash, w.set_at as "setAt", w.tries,
      w.locked_until as "lockedUntil"
    from people.password w join people.person p on p.id = w.person
    where p.account = ${account} and people.state_at(p.id, platform.now()) = 'ACTIVE' for no key update of w
  `.execute(tx);
  return rows[0];
}

export async function setTries(tx: Tx, person: string, { tries, lockedUntil }: Tries): Promise<void> {
  const until = lockedUntil === null ? null : String(lockedUntil);
  await sql`update people.password set tries = ${tries}, locked_until = ${until} where person = ${person}`.execute(tx);
}

/** Sets a password; tries and lock of before are over. */
export async function setPassword(tx: Tx, person: string, hash: string): Promise<void> {
  await sql`
    insert into people.password (person, hash) values (${person}, ${hash})
    on conflict (person) do update set hash = excluded.hash, set_at = platform.now(), tries = 0, locked_until = null
  `.execute(tx);
}

/** The same password under other parameters. */
export async function setHash(tx: Tx, person: string, hash: string): Promise<void> {
  await sql`update people.password set hash = ${hash} where person = ${person}`.execute(tx);
}

/** Counts a try from an address; how many there were in this window, with it. Of IPv6 the /64 counts. */
export async function chargeAddress(tx: Tx, address: string, minutes: number): Promise<number> {
  const { rows } = await sql<{ tries: number }>`
    insert into people.sign_in_from as f (net, tries) values (${netOf(address)}, 1)
    on conflict (net) do update set
      since = case when f.since <= platform.now() - make_interval(mins => ${minutes}) then platform.now() else f.since end,
      tries = case when f.since <= platform.now() - make_interval(mins => ${minutes}) then 1 else least(f.tries + 1, 1000000) end
    returning tries
  `.execute(tx);
  return rows[0]?.tries ?? 0;
}

export async function takeBackAddress(tx: Tx, address: string): Promise<void> {
  await sql`update people.sign_in_from set tries = greatest(tries - 1, 0) where net = ${netOf(address)}`.execute(tx);
}

function netOf(address: string) {
  return sql`network(set_masklen(${address}::inet, case family(${address}::inet) when 4 then 32 else 64 end))`;
}

/** Forgets addresses from which nobody tried for a day, a few at a time; those that somebody holds wait for the next. */
export async function forgetAddresses(tx: Tx): Promise<void> {
  await sql`
    delete from people.sign_in_from where net = any (array(select net from people.sign_in_from
      where since < platform.now() - interval '1 day' limit 20 for update skip locked))
  `.execute(tx);
}

export type AuthenticatorRow = { readonly id: string; readonly nonce: Buffer; readonly lastStep: number };

export async function lockAuthenticator(tx: Tx, person: string): Promise<AuthenticatorRow | undefined> {
  const { rows } = await sql<AuthenticatorRow>`
    select id, nonce, last_step as "lastStep" from people.authenticator where person = ${person} and ended_at is null for update
  `.execute(tx);
  return rows[0];
}

export async function insertAuthenticator(tx: Tx, person: string, nonce: Buffer, step: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.authenticator (person, nonce, last_step) values (${person}, ${nonce}, ${step}) returning id
  `.execute(tx);
  return rows[0]?.id ?? '';
}

/** False where that code, or one after it, was taken before. */
export async function takeStep(tx: Tx, authenticator: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update people.authenticator set last_step = ${step} where id = ${authenticator} and ended_at is null and last_step < ${step}
  `.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function endAuthenticator(tx: Tx, person: string): Promise<void> {
  await sql`update people.authenticator set ended_at = platform.now() where person = ${person} and ended_at is null`.execute(
    tx,
  );
}

export async function endRecoveryCodes(tx: Tx, person: string): Promise<void> {
  await sql`update people.recovery_set set ended_at = platform.now() where person = ${person} and ended_at is null`.execute(
    tx,
  );
}

/** A new set of recovery codes, in the place of the one that there was. */
export async function replaceRecoveryCodes(tx: Tx, person: string, hashes: readonly Buffer[]): Promise<void> {
  await endRecoveryCodes(tx, person);
  await sql`
    with made as (insert into people.recovery_set (person) values (${person}) returning id)
    insert into people.recovery_code (set_id, n, code_hash)
    select made.id, c.n, c.hash from made, unnest(${hashes}::bytea[]) with ordinality as c (hash, n)
  `.execute(tx);
}

/** False where it is no code of the set that holds, or was used. */
export async function takeRecoveryCode(tx: Tx, person: string, hash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update people.recovery_code c set used_at = platform.now() from people.recovery_set s
    where s.id = c.set_id and s.person = ${person} and s.ended_at is null and c.code_hash = ${hash} and c.used_at is null
  `.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function recoveryCodesLeft(db: Db | Tx, person: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from people.recovery_code c join people.recovery_set s on s.id = c.set_id
    where s.person = ${person} and s.ended_at is null and c.used_at is null
  `.execute(db);
  return rows[0]?.left ?? 0;
}
