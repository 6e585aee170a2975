/** `jikimi person join|move|leave|return|end|fit|list`: what HR says of people who work here, and who they are as of a day. */
import type { Command } from 'commander';
import {
  type ChangedShown,
  type PeopleShown,
  changedSchema,
  joinedSchema,
  peopleSchema,
  personFitSchema,
} from '../people/light.ts';
import type { Context } from './context.ts';
import { readable, readableDay, readableLastDay } from './moment.ts';
import { pasteable } from './other-terminal.ts';
import { personTexts } from './person-texts.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';

type Place = { department?: string; position?: string };

export function registerEmployment(person: Command, context: Context): void {
  const { say, language } = context;
  const { argument } = say;
  const words = personTexts(language);

  context
    .verb(person, 'person join', 'join')
    .argument('<account>', argument.newAccount)
    .requiredOption('--name <text>', argument.personName)
    .option('--department <text>', argument.department)
    .option('--position <text>', argument.position)
    .option('--speaks <language>', argument.speaks, language)
    .option('--from <day>', argument.fromDay)
    .requiredOption('--reason <text>', argument.reason)
    .action(async (account: string, asked: Place & { name: string; speaks: string; from?: string; reason: string }) => {
      const { name: display, speaks, from = null, reason, department = null, position = null } = asked;
      const body = { account, display, language: speaks, department, position, from, reason };
      const joined = await context.office().post('/people', joinedSchema, body);
      context.answer(joined, () => [
        joined.state === 'PLANNED' ? words.joins(account, from ?? '') : pasteable(words.joined(account)),
      ]);
    });

  context
    .verb(person, 'person move', 'move')
    .argument('<account>', argument.anyAccount)
    .requiredOption('--department <text>', argument.department)
    .option('--position <text>', argument.position)
    .option('--from <day>', argument.fromDay)
    .requiredOption('--reason <text>', argument.reason)
    .action(async (account: string, asked: Place & { department: string; from?: string; reason: string }) => {
      const { department, position = null, from = null, reason } = asked;
      await change(account, 'move', { department, position, from, reason });
    });

  for (const verb of ['leave', 'return'] as const)
    context
      .verb(person, `person ${verb}`, verb)
      .argument('<account>', argument.anyAccount)
      .option('--from <day>', argument.fromDay)
      .requiredOption('--reason <text>', argument.reason)
      .action(async (account: string, { from = null, reason }: { from?: string | null; reason: string }) =>
        change(account, verb, { from, reason }),
      );

  context
    .verb(person, 'person end', 'end')
    .argument('<account>', argument.anyAccount)
    .option('--last-day <day>', argument.lastDay)
    .requiredOption('--reason <text>', argument.reason)
    .action(async (account: string, { lastDay = null, reason }: { lastDay?: string | null; reason: string }) =>
      change(account, 'end', { lastDay, reason }),
    );

  context
    .verb(person, 'person fit', 'fit')
    .argument('<account>', argument.anyAccount)
    .requiredOption('--until <day>', argument.until)
    .requiredOption('--reason <text>', argument.reason)
    .action(async (account: string, body: { until: string; reason: string }) => {
      const fit = await context.office().post(`/people/${encodeURIComponent(account)}/fit`, personFitSchema, body);
      context.answer(fit, () => [words.fit(account, readableLastDay(fit.until))]);
    });

  context
    .verb(person, 'person list', 'list')
    .option('--as-of <moment>', argument.asOfDuties)
    .option('--state <state>', argument.personState)
    .option('--department <text>', argument.department)
    .option('--limit <number>', argument.limit)
    .option('--after <account>', argument.afterAccount)
    .action(async (asked: { asOf?: string; state?: string; department?: string; limit?: string; after?: string }) => {
      const shown = await context.office().get('/people', peopleSchema, asked);
      const { asOf, ...rest } = asked;
      const again = (next: string) => context.again('person list', { 'as-of': asOf, ...rest, after: next });
      context.answer(shown, () => [
        ...listed(shown),
        ...(shown.next === null ? [] : ['', say.grants.more(again(shown.next))]),
      ]);
    });

  async function change(account: string, verb: 'move' | 'leave' | 'return' | 'end', body: object): Promise<void> {
    const done = await context.office().post(`/people/${encodeURIComponent(account)}/${verb}`, changedSchema, body);
    const gone = done.takesBack.map(({ act, from }) => `${words.acts[act]} ${readableDay(from)}`);
    context.answer(done, () => [told(done, verb), ...(gone.length === 0 ? [] : [words.takesBack(gone.join(', '))])]);
  }

  function told(
    { account, from, planned, reviewDue }: ChangedShown,
    verb: 'move' | 'leave' | 'return' | 'end',
  ): string {
    if (planned) return words.plans(account, words.acts[verb], readableDay(from));
    return verb === 'move'
      ? pasteable(words.done.move(account, readable(reviewDue ?? from)))
      : words.done[verb](account);
  }

  function listed({ at, people }: PeopleShown): string[] {
    if (people.length === 0) return [words.asOf(readable(at)), words.nobody];
    const { account, name, state, since, department, position, next } = words.columns;
    return [
      words.asOf(readable(at)),
      ...table(
        [account, name, state, since, department, position, next].map((title) => ({ title })),
        people.map((one) => [
          one.account,
          one.display,
          one.state,
          readableDay(one.since),
          one.department ?? '',
          one.position ?? '',
          one.next === null || one.nextAt === null ? '' : `${words.acts[one.next]} ${readableDay(one.nextAt)}`,
        ]),
        width(),
      ),
    ];
  }
}
