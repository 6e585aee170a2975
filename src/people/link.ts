/**
 * One-time links, by which somebody first signs in, or signs in again after password and authenticator are lost: MADE → USED, or ENDED by another
 * that took its place, or over by itself after the house rule's hours. Only a hash is kept, so that a link is shown once.
 *
 * The owner's own is made on the host of the installation, by whoever may read its home, and only until one was used; all others are made by HR or the
 * owner for somebody else. Using one needs a code of the authenticator that it proposes, so that nobody locks themselves out.
 */
import { hash, randomBytes } from 'node:crypto';
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, transact } from '../platform/mod.ts';
import { type Actor, type Under, holdingOf, rights, under } from './actor.ts';
import { stateNow } from './employment.sql.ts';
import { claimed, linkMade } from './facts.ts';
import {
  type LinkRow,
  endLinksOf,
  insertLink,
  linkByToken,
  lockOwnerLink,
  ownerLinks,
  ownerPerson,
  takeLink,
} from './link.sql.ts';
import { authenticatorUri, secretOf, stepOf } from './one-time-code.ts';
import { hashPassword } from './password-hash.ts';
import { holdingsNow, personByAccount } from './people.sql.ts';
import { makeRecoveryCodes, recoveryHash } from './recovery-code.ts';
import { endSessionsOf } from './session.sql.ts';
import { beginSession } from './session.ts';
import { refusePassword } from './password-rule.ts';
import type { Signed } from './sign-in.ts';
import { endAuthenticator, insertAuthenticator, replaceRecoveryCodes, setPassword } from './sign-in.sql.ts';

export type Link = { readonly account: string; readonly link: string; readonly expiresAt: Temporal.Instant };

/** Whether the owner has used their link: from then on nobody is here without signing in. */
export async function ownerHasSignedIn(db: Db): Promise<boolean> {
  return (await ownerLinks(db)).used > 0;
}

/** The owner's first link; undefined where one was ever made, or nobody is the owner yet. */
export async function firstOwnerLink(db: Db): Promise<Link | undefined> {
  return transact(db, async (tx) => {
    await lockOwnerLink(tx);
    return (await ownerLinks(tx)).made > 0 || (await ownerPerson(tx)) === undefined ? undefined : ownerLinkIn(tx);
  });
}

/** Another link for the owner, in the place of the one before. Throws JK116 once one was used. */
export async function makeOwnerLink(db: Db): Promise<Link> {
  return transact(db, async (tx) => {
    await lockOwnerLink(tx);
    return ownerLinkIn(tx);
  });
}

async function ownerLinkIn(tx: Tx): Promise<Link> {
  if ((await ownerLinks(tx)).used > 0) throw new Refusal('JK116');
  const owner = await ownerPerson(tx);
  if (owner === undefined) throw new Refusal('JK003', { what: 'person', name: 'owner' });
  return linkFor(tx, owner, { kind: 'owner', madeBy: null });
}

/**
 * A link for somebody else, by HR or the owner; for who holds the owner's office by another owner alone. Throws JK106 for oneself, JK119 for an
 * account that cannot sign in.
 */
export async function invite(db: Db, actor: Actor, account: string): Promise<Link> {
  return transact(db, async (tx) => {
    const person = await personByAccount(tx, account);
    const isOwner = person !== undefined && (await holdingsNow(tx, person.id)).some(({ office }) => office === 'owner');
    const holding = holdingOf(actor, isOwner ? rights.install : rights.invite);
    if (person === undefined) throw new Refusal('JK003', { what: 'person', name: account });
    if (person.id === actor.person) throw new Refusal('JK106');
    if (person.kind === 'service') throw new Refusal('JK119', { account, why: 'a service account has no password' });
    const state = await stateNow(tx, person.id);
    if (state !== 'ACTIVE') throw new Refusal('JK119', { account, why: notHere[state ?? 'PLANNED'] });
    return linkFor(tx, person, { kind: 'invitation', madeBy: actor.person, office: under(holding) });
  });
}

const notHere = {
  PLANNED: 'this person does not work here yet',
  ON_LEAVE: 'this person is on leave',
  LEFT: 'this person has left',
} as const;

async function linkFor(
  tx: Tx,
  person: { readonly id: string; readonly account: string },
  made:
    | { readonly kind: 'owner'; readonly madeBy: null }
    | { readonly kind: 'invitation'; readonly madeBy: string; readonly office: Under },
): Promise<Link> {
  const link = `jkl_${randomBytes(32).toString('base64url')}`;
  const hours = await numberInForce(tx, 'people.link.hours');
  await endLinksOf(tx, person.id);
  const { id, expiresAt } = await insertLink(tx, { ...made, person: person.id, tokenHash: hashOf(link), hours });
  await record(tx, linkMade(id, person.id, made.kind, made.madeBy, 'office' in made ? made.office : undefined));
  return { account: person.account, link, expiresAt };
}

export type Proposal = LinkRow & {
  /** The authenticator that the link proposes; `nonce` goes back with the code. */
  readonly authenticator: string;
  readonly nonce: string;
};

/** Whose link it is, and an authenticator for them. Changes nothing. Throws JK115. */
export async function lookAtLink(db: Db, link: string, key: string): Promise<Proposal> {
  const found = await usable(db, link);
  const nonce = randomBytes(20);
  return {
    ...found,
    authenticator: authenticatorUri(found.account, secretOf(key, found.person, nonce)),
    nonce: nonce.toString('base64url'),
  };
}

export type Claim = {
  readonly link: string;
  readonly password: string;
  readonly nonce: string;
  /** What the proposed authenticator shows now. */
  readonly code: string;
  readonly source: string;
  readonly label: string;
};

/**
 * Uses a link, once: the password is set, the authenticator that gave the code is theirs, ten recovery codes are made, what they had of it all before is
 * over with every session, and they are signed in. Throws JK115 for the link, JK112 for the password, JK120 for the code, and nothing was changed.
 */
export async function claim(db: Db, asked: Claim, key: string): Promise<Signed & { readonly recoveryCodes: string[] }> {
  const { person, account, display } = await usable(db, asked.link);
  refusePassword(asked.password, account);
  const nonce = Buffer.from(asked.nonce, 'base64url');
  const step = stepOf(secretOf(key, person, nonce), asked.code.replaceAll(/\s/g, ''), await now(db));
  if (step === undefined) throw new Refusal('JK120');
  const hash = await hashPassword(asked.password);
  const recoveryCodes = makeRecoveryCodes();
  return transact(db, async (tx) => {
    const link = await usable(tx, asked.link);
    if (!(await takeLink(tx, link.id))) throw new Refusal('JK115');
    await setPassword(tx, person, hash);
    await endAuthenticator(tx, person);
    const authenticator = await insertAuthenticator(tx, person, nonce, step);
    await replaceRecoveryCodes(tx, person, recoveryCodes.map(recoveryHash));
    await record(tx, claimed(link.id, person, link.kind, authenticator, await endSessionsOf(tx, person)));
    const { source, label } = asked;
    const session = await beginSession(tx, { person, label, source, by: 'link' });
    return { account, display, session: session.id, token: session.token, recoveryCodes };
  });
}

async function usable(db: Db | Tx, link: string): Promise<LinkRow> {
  const found = await linkByToken(db, hashOf(link));
  if (found === undefined) throw new Refusal('JK115');
  return found;
}

function hashOf(link: string): Buffer {
  return hash('sha256', link, 'buffer');
}
