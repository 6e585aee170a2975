/** `jikimi course publish|list|take`. */
import { basename } from 'node:path';
import { select } from '@clack/prompts';
import type { Command } from 'commander';
import { type CourseShown, courseSchema, coursesSchema, takenSchema } from '../people/light.ts';
import { Refusal } from '../platform/light.ts';
import type { Context } from './context.ts';
import { printableLine } from './display-width.ts';
import { dutyTexts } from './duty-texts.ts';
import { readGiven } from './given-file.ts';
import { wholeNumber } from './request-options.ts';
import { table } from './table.ts';
import { paint, width } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say, language } = context;
  const words = dutyTexts(language);
  const course = context.verb(program, 'course', 'course');

  context
    .verb(course, 'course publish', 'publish')
    .argument('<file>', say.argument.dutyFile)
    .action(async (path: string) => {
      const body = { file: basename(path), text: readGiven(path) };
      const made = await context.office().post('/courses', courseSchema, body);
      context.answer(made, () => [words.coursePublished(made.code, made.edition, made.due)]);
    });

  context.verb(course, 'course list', 'list').action(async () => {
    const shown = await context.office().get('/courses', coursesSchema);
    const { course: code, edition, period, due, title, questions } = words.columns;
    context.answer(shown, () =>
      shown.courses.length === 0
        ? [words.none]
        : table(
            [code, edition, period, due, questions, title].map((one) => ({ title: one })),
            shown.courses.map((one) => [
              one.code,
              String(one.edition),
              one.due === null ? words.forHandlers : one.period,
              one.due ?? '',
              String(one.questions.length),
              one.title[language],
            ]),
            width(),
          ),
    );
  });

  context
    .verb(course, 'course take', 'take')
    .argument('<code>', say.argument.courseCode)
    .option('--edition <number>', say.argument.edition)
    .option('--answers <numbers>', say.argument.answers)
    .action(async (code: string, { edition, answers }: { edition?: string; answers?: string }) => {
      if ((edition === undefined) !== (answers === undefined)) throw new UsageError(words.answersWay);
      const path = `/courses/${encodeURIComponent(code)}`;
      const body =
        edition === undefined || answers === undefined
          ? await asked(await context.office().get(path, courseSchema))
          : { edition: wholeNumber('--edition', edition, say), answers: numbers(answers) };
      const taken = await context.office().post(`${path}/take`, takenSchema, body);
      if (!taken.passed) process.exitCode = 1;
      context.answer(taken, () => [
        taken.passed
          ? paint('green', words.passed(taken.score, taken.passLine))
          : paint('red', words.failed(taken.score, taken.passLine)),
      ]);
    });

  function numbers(text: string): number[] {
    if (!/^\d(,\d)*$/.test(text)) throw new UsageError(words.answersWay);
    return text.split(',').map(Number);
  }

  async function asked({ code, edition, questions }: CourseShown) {
    if (!process.stdin.isTTY) throw new Refusal('JK129', { course: code, edition });
    const answers: number[] = [];
    for (const [n, { ask, choices }] of questions.entries()) {
      const answer = await select({
        message: printableLine(`${words.question(n + 1, questions.length)}: ${ask[language]}`),
        options: choices.map((choice, at) => ({ value: at + 1, label: printableLine(choice[language]) })),
        output: process.stderr,
      });
      if (typeof answer === 'symbol') process.exit(130);
      answers.push(answer);
    }
    return { edition, answers };
  }
}
