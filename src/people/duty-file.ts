/**
 * Files that the CPO's office publishes: the text of a pledge, the questions of a course. YAML, read strictly and whole; a fault is told with its path and line
 * (JK122). docs/duties.md tells the form in words.
 */
import { z } from 'zod';
import { type LinedYaml, type Params, type Phrase, Refusal, linedYaml, shapeFaults } from '../platform/mod.ts';

export type InBoth = { readonly ko: string; readonly en: string };

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[\P{Cc}\n]*$/u, 'holds a control character');
const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}*$/u, 'holds a control character');
const lineInBoth = z.strictObject({ ko: line, en: line });

const pledgeShape = z.strictObject({
  version: z.literal(1),
  text: z.strictObject({ ko: words(20_000), en: words(20_000) }),
});

const courseShape = z.strictObject({
  version: z.literal(1),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and hyphens'),
  period: z.string().regex(/^(\d{4}-H[12]|handler)$/),
  title: lineInBoth,
  pass: z.int().min(80).max(100).default(80),
  questions: z
    .array(
      z.strictObject({
        ask: lineInBoth,
        choices: z.array(lineInBoth).min(2).max(9),
        right: z.int().min(1),
      }),
    )
    .min(1)
    .max(200),
});

export type Question = { readonly ask: InBoth; readonly choices: readonly InBoth[] };

export type WrittenCourse = {
  readonly code: string;
  readonly period: string;
  readonly title: InBoth;
  readonly passLine: number;
  readonly questions: readonly Question[];
  /** The number of the right choice of each, from 1. */
  readonly answers: readonly number[];
};

/** `file`: the name that a fault is told with. Throws JK122. */
export function readPledgeFile(text: string, file: string): InBoth {
  const yaml = linedYaml(text);
  return parsed(pledgeShape, yaml, file).text;
}

/** Throws JK122. */
export function readCourseFile(text: string, file: string): WrittenCourse {
  const yaml = linedYaml(text);
  const { code, period, title, pass, questions } = parsed(courseShape, yaml, file);
  const wrong = questions.findIndex(({ choices, right }) => right > choices.length);
  if (wrong >= 0)
    throw refusal(yaml, file, [
      {
        path: ['questions', String(wrong), 'right'],
        what: 'is a number of no choice of its question',
        params: {},
      },
    ]);
  return {
    code,
    period,
    title,
    passLine: pass,
    questions: questions.map(({ ask, choices }) => ({ ask, choices })),
    answers: questions.map(({ right }) => right),
  };
}

/**
 * The share of right answers of a hundred, rounded down; null where there is not one answer to each question that is one of its choices. The office alone counts.
 */
export function scoreOf(
  questions: readonly Question[],
  right: readonly number[],
  given: readonly number[],
): number | null {
  if (given.length !== questions.length) return null;
  if (given.some((answer, n) => answer < 1 || answer > (questions[n]?.choices.length ?? 0))) return null;
  const hits = given.filter((answer, n) => answer === right[n]).length;
  return Math.floor((100 * hits) / questions.length);
}

/** The first day on which who has not passed is withheld: of a half-year the day after its last, of the course for handlers the day of its publication. */
export function owedFrom(period: string, today: string): string {
  const year = Number(period.slice(0, 4));
  if (period.endsWith('-H1')) return `${year}-07-01`;
  return period.endsWith('-H2') ? `${year + 1}-01-01` : today;
}

function parsed<T>(shape: z.ZodType<T>, yaml: LinedYaml, file: string): T {
  if (yaml.broken !== null) {
    const { line: at, code, fault, cause } = yaml.broken;
    throw new Refusal('JK122', { file, line: at, path: 'YAML', fault, code, more: '' }, cause);
  }
  const read = shape.safeParse(yaml.value, { reportInput: true });
  if (!read.success) throw refusal(yaml, file, shapeFaults(read.error.issues));
  return read.data;
}

type Fault = { readonly path: readonly string[]; readonly what: Phrase; readonly params: Params };

function refusal(yaml: LinedYaml, file: string, faults: readonly Fault[]): Refusal {
  const inOrder = faults
    .map((one) => ({ ...one, line: yaml.lineOf(one.path) }))
    .toSorted((one, other) => one.line - other.line);
  const [first, ...others] = inOrder;
  const lines = [...new Set(others.map((one) => one.line))].filter((one) => one !== first?.line).join(', ');
  return new Refusal('JK122', {
    file,
    line: first?.line ?? 1,
    path: first?.path.join('.') || 'the file',
    fault: first?.what ?? 'has not the form that is needed here',
    ...first?.params,
    ...(lines === '' ? { more: '' } : { more: ' So in lines {{lines}}.', lines }),
  });
}
