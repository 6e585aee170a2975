/** What the law's routes take and give. Days are Seoul's. */
import { z } from 'zod';
import { lineSchema } from '../platform/light.ts';

const day = z.iso.date().describe('a day like 2027-03-09');
const inBoth = z.strictObject({ ko: z.string(), en: z.string() });
const topic = lineSchema(100);
const confirmed = z.boolean().describe('false: nobody checked it in the official text');

export const rulesQuery = z.strictObject({
  asOf: day.optional().describe('default: today'),
  topic: topic.optional().describe('this topic and those below it'),
});
export const topicParams = z.strictObject({ topic });

export const ruleSchema = z.strictObject({
  jurisdiction: z.string().describe("kr, or house for the company's own numbers"),
  topic: z.string(),
  from: z.string(),
  to: z.string().nullable().describe('first day on which it holds no more; null: open'),
  article: inBoth,
  source: z.string(),
  confirmed,
  text: inBoth.nullable(),
  params: z.record(z.string(), z.unknown()),
});
export const rulesSchema = z.strictObject({ day: z.string(), rules: z.array(ruleSchema) });
export const versionsSchema = z.strictObject({
  topic: z.string(),
  today: z.string(),
  versions: z.array(ruleSchema).describe('the first first; the law before the house'),
});

export const loadBody = z.strictObject({
  file: lineSchema(200).describe('name that faults and the record tell'),
  text: z.string().min(1).max(500_000).describe('the rule file; docs/law.md'),
  dryRun: z.boolean().describe('do it all and take it back'),
});
export const loadedSchema = z.strictObject({
  file: z.string(),
  dryRun: z.boolean(),
  added: z.array(
    z.strictObject({
      topic: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      article: inBoth,
      confirmed,
    }),
  ),
  ended: z.array(z.strictObject({ topic: z.string(), from: z.string(), to: z.string() })),
  tooLax: z
    .array(
      z.strictObject({
        topic: z.string(),
        number: z.number(),
        since: z.string().describe('from when on it is laxer than the law'),
        duty: inBoth,
        article: inBoth,
        confirmed,
      }),
    )
    .describe('house numbers that must follow the law'),
});

export type RuleShown = z.infer<typeof ruleSchema>;
export type RulesShown = z.infer<typeof rulesSchema>;
export type VersionsShown = z.infer<typeof versionsSchema>;
export type LoadedShown = z.infer<typeof loadedSchema>;
