/**
 * On whose behalf a service reads: `jikimi.on_behalf`, a setting of its session at the membership database.
 *
 * PostgreSQL reports no such setting when it changes, and a transaction, a savepoint, RESET, DISCARD or a function may change it unseen. So the
 * gateway does not follow it: it asks the server, in the same flight, right before each statement that may give protected rows. What is
 * recorded is the value that held when the statement began.
 */
import { query, question } from './frontend-builders.ts';

export const behalfSetting = 'jikimi.on_behalf';

/** It takes no snapshot, so that `set transaction` may still follow, and never fails but in a failed transaction: the setting is there from the start. */
export const showBehalf = `show ${behalfSetting}`;

/** Within a group of the extended protocol. */
export const askBehalf: Buffer = question('jikimi_on_behalf', showBehalf);

/** Before a simple query. */
export const queryBehalf: Buffer = query(showBehalf);

/** The first word behind comments; none behind one within another, which PostgreSQL reads to its own end. No comment can be read in two ways: that would take for ever. */
const tells = /^(?:\s|--[^\n\r]*(?:[\n\r]|$)|\/\*(?:(?!\/\*|\*\/)[\s\S])*\*\/)*(\w+)/;
const givesNoRows = new Set(
  (
    'abort begin close comment commit deallocate declare discard end listen lock notify prepare release reset rollback savepoint set show start unlisten ' +
    'alter analyze cluster create drop grant reindex revoke truncate vacuum'
  ).split(' '),
);

/** Whether a text might give protected rows; a guess by its first word where it is one statement, on the safe side. */
export function mayGiveRows(text: string): boolean {
  return /;\s*\S/.test(text) || !givesNoRows.has((tells.exec(text)?.[1] ?? '').toLowerCase());
}

/** Whether a text speaks of the setting. */
export function namesBehalf(text: string): boolean {
  return /on_behalf/i.test(text);
}

/** A statement that may end a setting; and the same behind a comment, of which each is read once. */
const ends = /(?:^|;|\*\/)\s*(?:abort|commit|discard|end|reset|rollback)\b/i;
const endsBehindComment = /--[^\n\r]*(?:[\n\r]\s*((?:abort|commit|discard|end|reset|rollback)\b))?/gi;

function endsAndGoesOn(text: string): boolean {
  const whole = text.trimEnd();
  const goesOn = whole.slice(0, Math.max(0, whole.lastIndexOf(';', whole.length - 2)));
  return ends.test(goesOn) || goesOn.matchAll(endsBehindComment).some(([, word]) => word !== undefined);
}

/**
 * Whether a text may change the setting before its own rows come, so that no value asked for before it is for certain the one that holds: by
 * naming it or `set_config`, or by ending a transaction and going on.
 */
export function changesBehalf(text: string): boolean {
  return namesBehalf(text) || /set_config/i.test(text) || endsAndGoesOn(text);
}
