/** House rules as they are written: numbers of the company, some of which a number of the law bounds. */
import { z } from 'zod';
import { type Phrase, fill } from '../platform/mod.ts';
import type { InBoth } from './written-rules.ts';
import { isTopic } from './topics.ts';

const inBoth = { ko: z.string(), en: z.string() };
const bound = z.strictObject({ topic: z.string().refine(isTopic), param: z.string(), ...inBoth });

const fileShape = z.array(
  z.strictObject({
    topic: z.string(),
    number: z.number(),
    article: z.string(),
    text: z.strictObject(inBoth),
    floor: bound.optional(),
    ceiling: bound.optional(),
  }),
);
export type HouseRule = z.infer<typeof fileShape>[number];

/** `written`: what stands in the YAML. */
export function readHouseRules(written: unknown): readonly HouseRule[] {
  return fileShape.parse(written);
}

export type Bound = {
  readonly direction: 'floor' | 'ceiling';
  readonly topic: string;
  readonly param: string;
  readonly words: InBoth;
};

export function boundsOf({ floor, ceiling }: HouseRule): readonly Bound[] {
  const one = (direction: Bound['direction'], at: HouseRule['floor']): Bound[] =>
    at === undefined ? [] : [{ direction, topic: at.topic, param: at.param, words: { ko: at.ko, en: at.en } }];
  return [...one('floor', floor), ...one('ceiling', ceiling)];
}

/** What the law wants of a house number, in words. */
export function dutyOf(
  rules: readonly HouseRule[],
  topic: string,
  statute: string,
  param: string,
  bound: number,
): InBoth {
  const rule = rules.find((one) => one.topic === topic);
  const found = rule && boundsOf(rule).find((one) => one.topic === statute && one.param === param);
  const { ko, en } = found?.words ?? { ko: `${statute}.${param}: {{bound}}`, en: `${statute}.${param}: {{bound}}` };
  return { ko: fill(ko, { bound }), en: fill(en, { bound }) };
}

const units: Readonly<Record<string, readonly [one: Phrase, more: Phrase]>> = {
  years: ['1 year', '{{number}} years'],
  months: ['1 month', '{{number}} months'],
  days: ['1 day', '{{number}} days'],
  hours: ['1 hour', '{{number}} hours'],
  times: ['1 time', '{{number}} times'],
};

/** A number of a bounded topic with its unit, which is the last word of the topic. */
export function unitOf(topic: string, number: number): Phrase {
  const [one, more] = units[topic.slice(topic.lastIndexOf('.') + 1)] ?? ['1 time', '{{number}} times'];
  return number === 1 ? one : more;
}
