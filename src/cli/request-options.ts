/** The terms of a request as they are written on the command line. */
import type { GrantRequest } from '../access/light.ts';
import type { Texts } from './texts.ts';
import { UsageError } from './usage-error.ts';

export type Written = {
  readonly service: string;
  readonly database: string;
  readonly purpose: string;
  readonly field: readonly string[];
  readonly subject?: readonly string[];
  readonly all?: true;
  readonly source: readonly string[];
  readonly days: string;
  readonly max?: string;
  readonly perDay?: string;
  readonly perMinute?: string;
  readonly ticket: string;
  readonly work: string;
  readonly holder?: string;
  readonly window?: string;
  readonly export?: true;
  readonly write?: true;
  readonly replaces?: string;
};

/** House rule 6: what a person may open a day. A request may ask for more by saying so. */
const usualADay = 50;

/** Throws UsageError, saying how it is written. Whether it may be is the office's to say. */
export function parseRequest(name: string, written: Written, say: Texts): Omit<GrantRequest, 'holder'> {
  const number = (option: string, text: string) => wholeNumber(option, text, say);
  const maxSubjects = written.max === undefined ? null : number('--max', written.max);
  const { subject = [] } = written;
  const missing = [
    ...(maxSubjects === null && written.perDay === undefined ? [say.usage.caps] : []),
    ...(subject.length > 0 === (written.all === true) ? [say.usage.subjects] : []),
  ];
  if (missing.length > 0) throw new UsageError(missing.join(' '));
  return {
    name,
    service: written.service,
    database: written.database,
    purpose: written.purpose,
    ticket: written.ticket,
    work: written.work,
    days: number('--days', written.days),
    sources: [...written.source],
    window: written.window === undefined ? null : parseWindow(written.window, say),
    export: written.export === true,
    writes: written.write === true,
    fields: written.field.map((field) => parseField(field, say)),
    subjects: written.all === true ? 'all' : [...subject],
    maxSubjects,
    daySubjects:
      written.perDay === undefined
        ? Math.min(maxSubjects ?? usualADay, usualADay)
        : number('--per-day', written.perDay),
    minuteSubjects: written.perMinute === undefined ? null : number('--per-minute', written.perMinute),
    replaces: written.replaces ?? null,
  };
}

/** `members.email=partial`; a table may have its schema before it: the last dot is the one before the column. */
export function parseField(text: string, say: Texts): GrantRequest['fields'][number] {
  const parts = /^(.+)\.([^.=]+)=(match|partial|full)$/.exec(text);
  const [, table, column, mode] = parts ?? [];
  if (table === undefined || column === undefined || (mode !== 'match' && mode !== 'partial' && mode !== 'full'))
    throw new UsageError(say.usage.field(text));
  return { table, column, mode };
}

function parseWindow(text: string, say: Texts): { from: string; to: string } {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new UsageError(say.usage.window);
  return { from, to };
}

/** Throws UsageError where the option is no whole number from 1 to 999,999,999. */
export function wholeNumber(option: string, text: string, say: Texts): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(say.usage.number(option));
  return Number(text);
}

/** For an option that may be given more than once. */
export function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}
