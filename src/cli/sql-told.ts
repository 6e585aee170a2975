/** What the server says about a statement. Its own words; the gateway's come with their code. */
import type { DatabaseError } from 'pg';
import { Refusal, type Language, isCode } from '../platform/mod.ts';
import { printable } from './display-width.ts';
import type { Told } from './problem-text.ts';
import type { Texts } from './texts.ts';

type Said = { readonly message: string | undefined; readonly hint?: string | undefined; readonly code?: string | undefined };

export function databaseTold(error: DatabaseError, language: Language): Told {
  const code = error.code ?? 'XX000';
  const at = error.position === undefined ? '' : ` (${error.position})`;
  const ours = isCode(code) ? new Refusal(code).say(language)[1] : undefined;
  return { code, sentence: `${printable(error.message)}${at}`, hint: printable(error.hint ?? ours ?? `SQLSTATE ${code}`) };
}

export function noticeLines(notice: Said, { sql: say }: Texts): string[] {
  const code = notice.code === undefined || notice.code === '00000' ? '' : ` ${notice.code}`;
  return [`${say.notice}${code} ${printable(notice.message ?? '')}`, ...(notice.hint === undefined ? [] : [`  → ${printable(notice.hint)}`])];
}
