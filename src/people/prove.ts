/**
 * Who it is: password and a code, of the authenticator or one of the recovery codes. Two transactions, since argon2id takes its time and no row is
 * held meanwhile: the first charges the try to the address and to the account (lock-out.ts), the second takes the charge back where all was right,
 * in one with what it was right for, or puts on record that it was not. A process that dies between them leaves the try charged; where the office is too
 * busy to look at it, the account's charge is taken back, since the retry that it asks for would lock its own person out, with nothing on record.
 *
 * What a stranger can tell apart: nothing. An account that is unknown, has no password, has left or is locked, a wrong password, a wrong code and one
 * that was used all answer JK109, after the same work. Whoever gives the right password to a locked account is told so, with the time (JK110).
 */
import { numberInForce } from '../law/mod.ts';
import { record } from '../ledger/mod.ts';
import { type Db, Refusal, type Tx, now, transact } from '../platform/mod.ts';
import { accountLocked, recoveryUsed, signInRefused } from './facts.ts';
import { type Charged, type LockRules, charge, noTries } from './lock-out.ts';
import { isOneTimeCode, secretOf, stepOf } from './one-time-code.ts';
import { hashPassword, isOutdated, isPassword } from './password-hash.ts';
import { recoveryHash } from './recovery-code.ts';
import {
  type PasswordRow,
  chargeAddress,
  forgetAddresses,
  lockAuthenticator,
  lockPassword,
  recoveryCodesLeft,
  setHash,
  setTries,
  takeBackAddress,
  takeRecoveryCode,
  takeStep,
} from './sign-in.sql.ts';

export type Means = {
  readonly account: string;
  readonly password: string;
  /** Six digits of the authenticator, or a recovery code. */
  readonly code: string;
  /** From where; as the office sees it. */
  readonly source: string;
};

/** Which kind of code it was. */
export type By = 'totp' | 'recovery';

type Told = 'wrong' | { readonly lockedUntil: Temporal.Instant };

/**
 * Does `then` for who these means prove, in the transaction that takes them. Throws JK109 where they prove nobody, JK110 where the account is
 * locked, JK111 where too many tries came from the address, JK118 where the office is busy with others.
 */
export async function prove<T>(
  db: Db,
  means: Means,
  key: string,
  then: (tx: Tx, person: PasswordRow, by: By) => Promise<T>,
): Promise<T> {
  const asked = await transact(db, (tx) => chargeTry(tx, means));
  if (asked.known === 'not looked at') throw new Refusal('JK111', { minutes: asked.rules.fromMinutes });
  const { known, charged, rules } = asked;
  const isRight = await isPassword(known?.hash, means.password).catch(async (busy: unknown) => {
    await transact(db, (tx) => takeBack(tx, means.account, known, charged));
    throw busy;
  });
  const right = isRight && charged.look !== 'nothing';
  const anew = right && known !== undefined && isOutdated(known.hash) ? await hashPassword(means.password) : undefined;
  const outcome = await transact(db, async (tx): Promise<{ readonly done: T } | Told> => {
    const person = await lockPassword(tx, means.account);
    if (right && person !== undefined && known?.setAt.equals(person.setAt) === true) {
      if (charged.look === 'words' && charged.lockedUntil !== null) {
        await record(tx, signInRefused(person.id, 'JK110', means.source));
        return { lockedUntil: charged.lockedUntil };
      }
      const by = await takeCode(tx, person.id, means.code, key);
      if (by !== undefined) {
        await setTries(tx, person.id, noTries);
        if (anew !== undefined) await setHash(tx, person.id, anew);
        const done = await then(tx, person, by);
        await takeBackAddress(tx, means.source);
        return { done };
      }
    }
    await record(tx, signInRefused(person?.id, 'JK109', means.source));
    if (person !== undefined && charged.locks && charged.lockedUntil !== null)
      await record(tx, accountLocked(person.id, charged.tries, charged.lockedUntil));
    return 'wrong';
  });
  if (outcome === 'wrong') throw new Refusal('JK109', { tries: rules.tries, minutes: rules.lockMinutes });
  if ('lockedUntil' in outcome) throw new Refusal('JK110', { until: inSeoul(outcome.lockedUntil) });
  return outcome.done;
}

type Rules = LockRules & { readonly fromTries: number; readonly fromMinutes: number };

type Asked =
  | { readonly known: 'not looked at'; readonly rules: Rules }
  | { readonly known: PasswordRow | undefined; readonly charged: Charged; readonly rules: Rules };

/** The account's row before the address's, here as at the end: of two at once neither waits for the other. */
async function chargeTry(tx: Tx, { account, source }: Means): Promise<Asked> {
  const rules = await rulesInForce(tx);
  const known = await lockPassword(tx, account);
  const from = await chargeAddress(tx, source, rules.fromMinutes);
  if (from > rules.fromTries) {
    if (from === rules.fromTries + 1) await record(tx, signInRefused(undefined, 'JK111', source)); // once a window: strangers do not fill the history
    return { known: 'not looked at', rules };
  }
  if (from === 1) await forgetAddresses(tx);
  const charged = charge(known ?? noTries, await now(tx), rules);
  if (known !== undefined) await setTries(tx, known.id, charged);
  return { known, charged, rules };
}

/** Where others were charged meanwhile, theirs stand, and so does this one. Of an account that is unknown it looks as well, so that the time tells nothing. */
async function takeBack(tx: Tx, account: string, known: PasswordRow | undefined, charged: Charged): Promise<void> {
  const held = await lockPassword(tx, account);
  if (known !== undefined && held?.tries === charged.tries && String(held.lockedUntil) === String(charged.lockedUntil))
    await setTries(tx, known.id, known);
}

async function rulesInForce(tx: Tx): Promise<Rules> {
  return {
    tries: await numberInForce(tx, 'people.sign_in.tries'),
    lockMinutes: await numberInForce(tx, 'people.sign_in.lock.minutes'),
    fromTries: await numberInForce(tx, 'people.sign_in.from.tries'),
    fromMinutes: await numberInForce(tx, 'people.sign_in.from.minutes'),
  };
}

/** Takes the code, so that it is not taken again; undefined where it is none, or was taken. */
async function takeCode(tx: Tx, person: string, code: string, key: string): Promise<By | undefined> {
  const typed = code.replaceAll(/\s/g, '');
  if (!isOneTimeCode(typed)) {
    if (!(await takeRecoveryCode(tx, person, recoveryHash(typed)))) return undefined;
    await record(tx, recoveryUsed(person, await recoveryCodesLeft(tx, person)));
    return 'recovery';
  }
  const authenticator = await lockAuthenticator(tx, person);
  if (authenticator === undefined) return undefined;
  const step = stepOf(secretOf(key, person, authenticator.nonce), typed, await now(tx));
  return step !== undefined && (await takeStep(tx, authenticator.id, step)) ? 'totp' : undefined;
}

/** As people read it: `2027-01-04 09:30`. */
function inSeoul(instant: Temporal.Instant): string {
  const at = instant.toZonedDateTimeISO('Asia/Seoul').round({ smallestUnit: 'minute', roundingMode: 'ceil' });
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
