/**
 * On whose behalf a service reads: `jikimi.on_behalf`, a setting of its session at the membership database.
 *
 * PostgreSQL reports no such setting when it changes, and a transaction, a savepoint, RESET, DISCARD or a function may change it unseen. So the
 * gateway does not follow it: it asks the server, in the same flight, right before each statement that may give protected rows. What is
 * recorded is the value that held when the statement began.
 */
import { query, question } from './frontend-builders.ts';
import { tokensOf } from './literals.ts';

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
  return /;\s*\S/.test(text) || preparedMayGiveRows(text);
}

/** The same of a text that is prepared: the server takes one statement only, so that a `;` in it ends nothing. */
export function preparedMayGiveRows(text: string): boolean {
  return !givesNoRows.has((tells.exec(text)?.[1] ?? '').toLowerCase());
}

/** Whether a text speaks of the setting. */
export function namesBehalf(text: string): boolean {
  return /on_behalf/i.test(text);
}

/** A statement that may end a setting: RESET and DISCARD unless they name at once another thing than ALL; and the same behind a comment, of which each is read once. */
const ending =
  /(?:abort|commit|end|rollback|discard(?!\s+(?:plans|sequences|temp|temporary)\b)|reset(?!\s+(?!all\b)[a-z_]))\b/;
const ends = new RegExp(`(?:^|;|\\*/)\\s*${ending.source}`, 'i');
const endsBehindComment = new RegExp(`--[^\\n\\r]*(?:[\\n\\r]\\s*(${ending.source}))?`, 'gi');

function endsAndGoesOn(text: string): boolean {
  const whole = text.trimEnd();
  const goesOn = whole.slice(0, Math.max(0, whole.lastIndexOf(';', whole.length - 2)));
  const seems = ends.test(goesOn) || goesOn.matchAll(endsBehindComment).some(([, word]) => word !== undefined);
  return seems && !onlySeems(text);
}

const resets = /\b(?:reset|discard)\b/i;
const transactionEnds: ReadonlySet<string> = new Set(['abort', 'commit', 'end', 'rollback']);
const discardsNoSetting: ReadonlySet<string> = new Set(['plans', 'sequences', 'temp', 'temporary']);
const mostScanned = 1 << 16;

/**
 * Whether what seemed to end a setting does not: it stands within a statement or a literal (the END of a CASE behind a comment, of a DO's body), is the last
 * statement, or a comment parts it from the one thing that it resets. False where the scanner might read otherwise than the server (a backslash), and where
 * a literal, which may be a DO's body, says RESET or DISCARD.
 */
function onlySeems(text: string): boolean {
  if (text.length > mostScanned || text.includes('\\')) return false;
  try {
    const words = tokensOf(text).map((token) => token.text.toLowerCase());
    if (words.some((word) => word !== 'reset' && word !== 'discard' && resets.test(word))) return false;
    const last = words.findLastIndex((word, n) => word === ';' && n < words.length - 1);
    return !words.some((_, n) => n < last && (n === 0 || words[n - 1] === ';') && endsSetting(words, n));
  } catch {
    return false;
  }
}

/** Whether the statement whose first word stands there may end a setting. */
function endsSetting(words: readonly string[], at: number): boolean {
  const [word = '', next = ''] = words.slice(at, at + 2);
  if (word === 'reset') return next === 'all';
  return transactionEnds.has(word) || (word === 'discard' && !discardsNoSetting.has(next));
}

/**
 * Whether a text may change the setting before its own rows come, so that no value asked for before it is for certain the one that holds: by
 * naming it or `set_config`, or by ending a transaction and going on.
 */
export function changesBehalf(text: string): boolean {
  return namesBehalf(text) || /set_config/i.test(text) || endsAndGoesOn(text);
}
