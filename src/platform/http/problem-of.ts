/** How a refusal, or a fault, is told as a problem. */
import { entryOf, isCode } from '../codes/mod.ts';
import { databaseFault, isConnectionFault } from '../database.ts';
import type { Language } from '../language.ts';
import { Refusal } from '../refusal.ts';
import type { Problem } from './problem.ts';

export function problemOf(refusal: Refusal, language: Language): Problem {
  const entry = entryOf(refusal.code);
  const [detail, hint] = refusal.say(language);
  return {
    type: `urn:jikimi:${refusal.code}`,
    title: entry[language][0].replaceAll(/\{\{\w+\}\}/g, '…'),
    status: entry.http,
    detail,
    hint,
    code: refusal.code,
    name: entry.name,
    retryable: refusal.retryable,
    params: { ...refusal.params },
  };
}

/**
 * What a fault means to whoever asked: a refusal stays itself; a database that is away is JK011, one that took too long JK018; a broken
 * constraint says its name, which is a sentence (JK002), or its own code; everything else is a bug (JK001).
 */
export function refusalOf(error: unknown, language: Language): Refusal {
  if (error instanceof Refusal) return error;
  if (isConnectionFault(error)) return new Refusal('JK011', {}, error);
  const fault = databaseFault(error);
  if (fault === undefined) return Refusal.from(error);
  if (isCode(fault.sqlstate)) return new Refusal(fault.sqlstate, {}, error);
  if (fault.sqlstate === '57014') return new Refusal('JK018', {}, error);
  if (!/^2[23]/.test(fault.sqlstate)) return Refusal.from(error);
  const ko = language === 'ko';
  const rule = ko ? fault.constraint : fault.constraint?.replaceAll('_', ' ');
  const words = ko ? '(데이터베이스의 규칙에 어긋납니다)' : 'breaks a rule of the database';
  return new Refusal('JK002', { path: 'body', fault: rule === undefined ? words : `${words}: ${rule}` }, error);
}
