/** What the server says about a statement. Its own words; the gateway's come with their code. */
import type { DatabaseError } from 'pg';
import { Refusal, type Language, isCode } from '../platform/mod.ts';
import { displayWidth, printable } from './display-width.ts';
import { ofGrant, pasteable } from './other-terminal.ts';
import type { Told } from './problem-text.ts';
import type { Texts } from './texts.ts';

type Said = {
  readonly message: string | undefined;
  readonly hint?: string | undefined;
  readonly code?: string | undefined;
};

/** What to do stands in the server's hint, or in ours; where neither has one it is empty. */
export function databaseTold(error: DatabaseError, grant: string, language: Language, { sql: say }: Texts): Told {
  const code = error.code ?? 'XX000';
  const ours = isCode(code) ? new Refusal(code).say(language)[1] : code === '42501' ? say.mayNot : '';
  return { code, sentence: plain(error.message, code), hint: hintOf(error.hint ?? ours, grant) };
}

export function noticeLines(notice: Said, grant: string, { sql: say }: Texts): string[] {
  const { code = '00000' } = notice;
  return [
    `${say.notice}${code === '00000' ? '' : ` ${code}`} ${plain(notice.message ?? '', code)}`,
    ...(notice.hint === undefined ? [] : [`  → ${hintOf(notice.hint, grant)}`]),
  ];
}

/** The line of the statement in which the server found the fault, and a mark below it; nothing where it named none. */
export function pointAt(statement: string, position: string | undefined): string[] {
  const at = Array.from(statement)
    .slice(0, Number(position ?? 0) - 1)
    .join('');
  if (position === undefined || Number.isNaN(Number(position)) || at.length >= statement.length) return [];
  const before = at.split('\n');
  const line = statement.split('\n')[before.length - 1] ?? '';
  const label = `LINE ${before.length}: `;
  return [`${label}${printable(line)}`, `${' '.repeat(label.length + displayWidth(printable(before.at(-1) ?? '')))}^`];
}

/** Its commands can be pasted. */
function hintOf(hint: string, grant: string): string {
  return pasteable(ofGrant(printable(hint), grant));
}

/** The gateway ends its sentences with their code, for clients that show no SQLSTATE; here it stands in front already. */
function plain(message: string, code: string): string {
  return printable(message.endsWith(` [${code}]`) ? message.slice(0, -code.length - 3) : message);
}
