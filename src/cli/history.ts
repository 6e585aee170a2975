import type { Command } from 'commander';
import { type Entry, type EntryDetail, type HistoryPage, entryDetailSchema, historySchema } from '../custody/light.ts';
import type { Context } from './context.ts';
import { displayWidth, fit, printable } from './display-width.ts';
import { readable } from './moment.ts';
import { paint } from './terminal.ts';
import type { Texts } from './texts.ts';

type Asked = Readonly<
  Partial<
    Record<
      'subject' | 'handler' | 'grant' | 'session' | 'onBehalf' | 'field' | 'from' | 'to' | 'limit' | 'before',
      string
    >
  >
>;

export function register(program: Command, context: Context): void {
  const { say } = context;
  const { argument } = say;
  context
    .verb(program, 'history', 'history')
    .argument('[entry]', argument.entry)
    .option('--subject <id>', argument.historySubject)
    .option('--handler <account>', argument.historyHandler)
    .option('--grant <name>', argument.historyGrant)
    .option('--session <id>', argument.historySession)
    .option('--on-behalf <id>', argument.historyBehalf)
    .option('--field <field>', argument.historyField)
    .option('--from <time>', argument.from)
    .option('--to <time>', argument.to)
    .option('--limit <number>', argument.limit)
    .option('--before <entry>', argument.before)
    .action(async (entry: string | undefined, asked: Asked) => {
      const office = context.office();
      if (entry !== undefined) {
        const detail = await office.get(`/history/${encodeURIComponent(entry)}`, entryDetailSchema);
        context.answer(detail, () => [...block(detail, say), ...parts(detail, say)]);
        return;
      }
      const page = await office.get('/history', historySchema, asked);
      const { onBehalf, ...others } = asked;
      const again = (next: string) => context.again('history', { ...others, 'on-behalf': onBehalf, before: next });
      context.answer(page, () => lines(page, again, say));
    });
}

function lines({ entries, next }: HistoryPage, again: (next: string) => string, say: Texts): string[] {
  if (entries.length === 0) return [say.history.none];
  const blocks = entries.flatMap((entry) => [...block(entry, say), '']);
  if (next === null) return blocks.slice(0, -1);
  return [...blocks, say.grants.more(again(next))];
}

const colours = { opening: 'green', question: 'cyan', writing: 'yellow', refusal: 'red' } as const;
const shownIds = 3;

/** One entry in a few lines, each within 80 columns. */
function block(entry: Entry, { history: say }: Texts): string[] {
  const kind = paint(
    colours[entry.kind],
    [say.kinds[entry.kind], entry.code, entry.times > 1 ? `×${entry.times}` : null]
      .filter((word) => word !== null)
      .join(' '),
  );
  const who = [entry.handler ?? say.nobody, entry.grant, entry.purpose]
    .filter((word) => word !== null)
    .map(printable)
    .join(' · ');
  const treated = entry.fields.map(({ field, outcome }) => `${printable(field)} ${say.outcomes[outcome] ?? outcome}`);
  const { count, ids } = entry.subjects;
  const listed = [...ids.slice(0, shownIds), ...(count > shownIds ? [say.more(count - shownIds)] : [])];
  const where = [
    entry.source === null ? null : `${say.from} ${entry.source}`,
    entry.onBehalf === null ? null : `${say.onBehalf} ${printable(entry.onBehalf)}`,
    entry.export ? say.export : null,
    entry.application === null || entry.application === '' ? null : printable(entry.application),
    entry.statement === null ? null : `${say.statement} ${entry.statement.slice(0, 12)}`,
  ].filter((part) => part !== null);
  return [
    `${readable(entry.at)}  ${kind}  ${paint('bold', who)}`,
    ...(entry.reason === null ? [] : [`  ${printable(entry.reason)}`]),
    ...(treated.length === 0 ? [] : wrap(treated, 76).map((line) => `  ${line}`)),
    ...(count === 0 ? [] : [`  ${say.people(count)}: ${listed[0] ?? ''}`, ...listed.slice(1).map((id) => `    ${id}`)]),
    ...(where.length === 0 ? [] : [paint('dim', `  ${fit(where.join(' · '), 78)}`)]),
    ...(entry.credential === null
      ? []
      : [paint('dim', `  ${fit(say.credential(entry.credential, printable(entry.issuedTo ?? '')), 78)}`)]),
    ...(entry.session === null ? [] : [paint('dim', `  ${entry.session}`)]),
    paint('dim', `  ${entry.id} · ${entry.number === null ? say.unnumbered : say.number(entry.number)}`),
  ];
}

function wrap(words: readonly string[], width: number): string[] {
  const wrapped: string[] = [];
  for (const word of words) {
    const line = wrapped.at(-1);
    if (line !== undefined && displayWidth(line) + displayWidth(word) + 2 <= width)
      wrapped[wrapped.length - 1] = `${line}, ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}

function parts(detail: EntryDetail, { history: say }: Texts): string[] {
  return detail.parts.flatMap((part) => [
    '',
    `${part.field} ${say.outcomes[part.outcome] ?? part.outcome} (${part.mode}): ${say.people(part.subjects)}`,
    ...part.ids.map((id) => `  ${id}`),
  ]);
}
