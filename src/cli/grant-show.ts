import type { Command } from 'commander';
import { type GrantShown, grantSchema } from '../access/light.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { pairs, table } from './table.ts';
import { paint, width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant show', 'show')
    .argument('<grant>', say.argument.grant)
    .action(async (name: string) => {
      const shown = await context.office().get(`/grants/${encodeURIComponent(name)}`, grantSchema);
      context.answer(shown, () => lines(shown, say));
    });
}

function lines(grant: GrantShown, { grant: say }: Texts): string[] {
  const { starts, ends, window, endedBy } = grant;
  const terms = pairs([
    [say.holder, say.held(grant.holder, grant.requester)],
    [say.purpose, `${grant.purpose} (${grant.service})`],
    [say.database, grant.database],
    [say.ticket, grant.ticket],
    [say.work, grant.work],
    [say.subjects, grant.subjects === 'all' ? say.everyone : say.listed(grant.subjects)],
    [say.caps, say.capsOf(grant.spent, grant.maxSubjects, grant.spentToday, grant.daySubjects, grant.minuteSubjects)],
    [say.sources, grant.sources.join(', ')],
    [say.window, window === null ? say.anyHour : `${window.from}-${window.to}`],
    [say.export, grant.export ? say.yes : say.no],
    [say.writes, grant.writes ? say.yes : say.no],
    [
      say.time,
      starts === null || ends === null ? say.notBegun(grant.days) : say.timeOf(readable(starts), readable(ends)),
    ],
    [say.review, reviewOf(grant)],
    [say.ended, grant.ended === null ? null : readable(grant.ended)],
    [say.endedBy, endedBy === null ? null : `${endedBy.account} (${endedBy.office}): ${endedBy.reason}`],
    [say.replaces, grant.replaces],
    [say.owed, grant.owed.join(', ')],
  ]);
  const fields = grant.fields.map((field) => [
    `  ${field.table}.${field.column}`,
    field.category,
    say.modes[field.mode],
  ]);
  const decisions = grant.decisions.map((one) => [
    `  ${readable(one.at)}`,
    `${one.decider} (${one.office})`,
    say.verdicts[one.verdict],
    one.reason,
  ]);
  const untitled = (count: number) => Array.from({ length: count }, () => ({ title: '' }));
  return [
    `${paint('bold', grant.name)}  ${grant.state}  ${grant.id}`,
    ...terms,
    '',
    say.fields,
    ...table(untitled(3), fields, width()).slice(1),
    ...(decisions.length === 0 ? [] : ['', say.decisions, ...table(untitled(4), decisions, width()).slice(1)]),
  ];
}

/** None where the grant ends before it would be due. */
function reviewOf({ reviewDue, ends, ended }: GrantShown): string | null {
  if (reviewDue === null) return null;
  const end = ended ?? ends;
  const comes = end === null || Temporal.Instant.compare(reviewDue, end) < 0;
  return comes ? readable(reviewDue) : null;
}
