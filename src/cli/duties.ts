/** `jikimi duties` and `jikimi person show`: what somebody owes, now or as of a moment. */
import type { Command } from 'commander';
import { type DutiesShown, dutiesSchema } from '../people/light.ts';
import type { Language } from '../platform/light.ts';
import type { Context } from './context.ts';
import { dutyTexts } from './duty-texts.ts';
import { readable, readableDay } from './moment.ts';
import { personTexts } from './person-texts.ts';
import { table } from './table.ts';
import { paint, width } from './terminal.ts';

export function register(program: Command, context: Context): void {
  const { say, language } = context;
  context
    .verb(program, 'duties', 'duties')
    .option('--as-of <moment>', say.argument.asOfDuties)
    .action(async (asked: { asOf?: string }) => {
      const shown = await context.office().get('/duties', dutiesSchema, asked);
      context.answer(shown, () => dutyLines(shown, language));
    });
}

export function registerPersonShow(person: Command, context: Context): void {
  const { say, language } = context;
  context
    .verb(person, 'person show', 'show')
    .argument('<account>', say.argument.anyAccount)
    .option('--as-of <moment>', say.argument.asOfDuties)
    .action(async (account: string, asked: { asOf?: string }) => {
      const path = `/people/${encodeURIComponent(account)}/duties`;
      const shown = await context.office().get(path, dutiesSchema, asked);
      context.answer(shown, () => dutyLines(shown, language));
    });
}

function dutyLines(shown: DutiesShown, language: Language): string[] {
  const say = dutyTexts(language);
  const { display, at, inOrder, declared, duties } = shown;
  const { acts } = personTexts(language);
  const columns = [say.columns.duty, say.columns.what, say.columns.state, say.columns.due, say.columns.mend];
  const rows = duties.map(({ duty, what, title, edition, state, due, withholds, command }) => [
    say.duties[duty],
    [title?.[language] ?? what ?? '', edition === null ? '' : String(edition)].filter(Boolean).join(' '),
    withholds ? { text: state, style: 'red' as const } : state,
    due === null ? '' : due.includes('T') ? readable(due) : due,
    command ?? '',
  ]);
  return [
    inOrder ? paint('green', say.inOrder(display, readable(at))) : paint('red', say.notInOrder(display, readable(at))),
    [shown.state, shown.department ?? '', shown.position ?? ''].filter(Boolean).join(', '),
    ...shown.acts.map(({ act, from, reason }) => `  ${readable(from)}  ${acts[act]}: ${reason}`),
    declared === null ? say.notDeclared : say.declared(readableDay(declared.until), declared.reason),
    ...(rows.length === 0
      ? [say.none]
      : [
          '',
          ...table(
            columns.map((title) => ({ title })),
            rows,
            Math.max(width(), 100),
          ),
        ]),
  ];
}
