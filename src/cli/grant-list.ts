import type { Command } from 'commander';
import { type GrantsPage, grantsSchema } from '../access/light.ts';
import type { Context } from './context.ts';
import { readableDay } from './moment.ts';
import { pasteable } from './other-terminal.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant list', 'list')
    .option('--holder <account>', say.argument.listHolder)
    .option('--limit <number>', say.argument.limit)
    .option('--before <id>', say.argument.before)
    .action(async ({ holder, limit, before }: { holder?: string; limit?: string; before?: string }) => {
      const page = await context.office().get('/grants', grantsSchema, { holder, limit, before });
      const again = (next: string) => context.again('grant list', { holder, limit, before: next });
      context.answer(page, () => lines(page, again, say));
    });
}

function lines({ grants, next }: GrantsPage, again: (next: string) => string, { grants: say }: Texts): string[] {
  if (grants.length === 0) return [pasteable(say.none)];
  const columns = [say.name, say.state, say.holder, say.purpose, say.people, say.ends].map((title) => ({ title }));
  const rows = grants.map((grant) => [
    grant.name,
    grant.state,
    grant.holder,
    grant.purpose,
    grant.maxSubjects === null
      ? `${grant.spentToday}/${grant.daySubjects} ${say.aDay}`
      : `${grant.spent}/${grant.maxSubjects}`,
    grant.ends === null ? '' : readableDay(grant.ends),
  ]);
  const more = next === null ? [] : ['', say.more(again(next))];
  return [...table(columns, rows, width()), ...more];
}
