/**
 * A file of statutory rules: YAML that a person writes and another checks against the official text. It is read strictly and whole; each fault is told
 * with its path and line (JK803), and a file with one is not loaded at all. docs/law.md tells the form in words.
 */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type LinedYaml, type Params, type Phrase, Refusal, linedYaml, shapeFaults } from '../platform/mod.ts';
import { type Days, byFirstDay, dayBefore, gapBetween } from './days.ts';
import { type Topic, isTopic, topics } from './topics.ts';

export type InBoth = { readonly ko: string; readonly en: string };

/** Its place in the file, for the line of what is wrong with it. */
type Placed = { readonly at: number };

export type WrittenRule = Placed &
  Days & {
    readonly jurisdiction: 'kr';
    readonly topic: Topic;
    readonly article: InBoth;
    /** Tag and title: `S: Notice 2026-9, …`. */
    readonly source: string;
    readonly confirmed: boolean;
    readonly text: InBoth;
    readonly params: object;
    /** Over all that the rule says, its days apart. */
    readonly textHash: string;
  };

export type RuleFault = {
  readonly path: readonly string[];
  readonly fault: Phrase;
  readonly params: Params;
};

export type RuleFile = {
  readonly rules: readonly WrittenRule[];
  /** The refusal of these faults, at least one, in the order of their lines. */
  readonly refusal: (faults: readonly RuleFault[]) => Refusal;
};

const words = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^\P{Cc}*$/u, 'holds a control character');
const inBoth = z.strictObject({ ko: words, en: words });
const day = z.iso.date('must be a day, such as 2027-03-09');

const fileShape = z.strictObject({
  version: z.literal(1),
  jurisdiction: z.literal('kr'),
  sources: z.record(words, z.strictObject({ title: words, kind: z.enum(['primary', 'secondary']) })),
  rules: z
    .array(
      z.strictObject({
        topic: z.string().refine(isTopic, 'is not a topic that Jikimi knows'),
        from: day,
        to: day.optional(),
        article: inBoth,
        source: words,
        confirmed: z.boolean(),
        text: inBoth,
        params: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1),
});
type Written = z.infer<typeof fileShape>;

/** `file`: the name that a fault is told with. Throws JK803. */
export function readRuleFile(text: string, file: string): RuleFile {
  const yaml = linedYaml(text);
  const refusal = (faults: readonly RuleFault[]) => refusalOf(faults, yaml, file);
  if (yaml.broken !== null) {
    const { line, code, fault, cause } = yaml.broken;
    throw new Refusal('JK803', { file, line, path: 'YAML', fault, code, more: '' }, cause);
  }
  const parsed = fileShape.safeParse(yaml.value, { reportInput: true });
  if (!parsed.success)
    throw refusal(shapeFaults(parsed.error.issues).map(({ path, what, params }) => ({ path, fault: what, params })));
  const written = parsed.data.rules;
  const days = written.map(({ topic, from, to = null }, at) => ({ topic, from, to, at }));
  const faults = [...written.flatMap((rule, at) => faultsOf(rule, at, parsed.data)), ...faultsBetween(days)];
  if (faults.length > 0) throw refusal(faults);
  // Only now: YAML has numbers (.inf) that no topic takes and no hash is made of.
  return { rules: written.map((rule, at) => readRule(rule, at, parsed.data)), refusal };
}

function readRule(written: Written['rules'][number], at: number, { jurisdiction, sources }: Written): WrittenRule {
  const { topic, from, to = null, article, source, confirmed, text, params = {} } = written;
  const textHash = hash(
    'sha256',
    canonicalize({ jurisdiction, topic, article, source, confirmed, text, params }) ?? '',
  );
  const told = `${source}: ${sources[source]?.title ?? ''}`;
  return {
    at,
    jurisdiction,
    topic: topic as Topic,
    from,
    to,
    article,
    source: told,
    confirmed,
    text,
    params,
    textHash,
  };
}

function faultsOf(rule: Written['rules'][number], at: number, { sources }: Written): RuleFault[] {
  const faults: RuleFault[] = [];
  const say = (path: readonly string[], fault: Phrase, params: Params = {}) =>
    faults.push({ path: ['rules', String(at), ...path], fault, params });
  if (rule.to !== undefined && rule.to <= rule.from) say(['to'], 'is not after the first day');
  const source = Object.hasOwn(sources, rule.source) ? sources[rule.source] : undefined;
  if (source === undefined) say(['source'], 'is not a source that the head of the file lists');
  else if (rule.confirmed && source.kind === 'secondary')
    say(['confirmed'], 'cannot be: a secondary source confirms nothing');
  const parsed = topics[rule.topic as Topic].safeParse(rule.params ?? {}, { reportInput: true });
  if (!parsed.success)
    for (const { path, what, params } of shapeFaults(parsed.error.issues)) say(['params', ...path], what, params);
  return faults;
}

/** Of each topic, what overlaps and what is missing between two ranges. */
function faultsBetween(rules: readonly (Placed & Days & { readonly topic: string })[]): RuleFault[] {
  return [...Map.groupBy(rules, (rule) => rule.topic).values()].flatMap((ofTopic) => {
    const inOrder = ofTopic.toSorted(byFirstDay);
    return inOrder.flatMap((rule, n) => {
      const earlier = inOrder[n - 1];
      const fault = earlier && faultBetween(earlier, rule);
      return fault ? [faultAt(rule, fault)] : [];
    });
  });
}

type Told = { readonly fault: Phrase; readonly params: Params };

/** Between two rules of a topic that follow one another. */
export function faultBetween(earlier: Days, later: Days): Told | null {
  switch (gapBetween(earlier, later)) {
    case null:
      return null;
    case 'overlap':
      return { fault: 'overlaps the rule that begins on {{other}}', params: { other: earlier.from } };
    case 'hole':
      return {
        fault: 'leaves a hole: no rule about the topic holds from {{first}} to {{last}}',
        params: { first: earlier.to ?? '', last: dayBefore(later.from) },
      };
  }
}

/** A fault of a rule's first day. */
export function faultAt({ at }: Placed, { fault, params }: Told): RuleFault {
  return { path: ['rules', String(at), 'from'], fault, params };
}

function refusalOf(faults: readonly RuleFault[], yaml: LinedYaml, file: string): Refusal {
  const inOrder = faults
    .map((one) => ({ ...one, line: yaml.lineOf(one.path) }))
    .toSorted((one, other) => one.line - other.line);
  const [first, ...others] = inOrder;
  const lines = [...new Set(others.map(({ line }) => line))].filter((line) => line !== first?.line).join(', ');
  return new Refusal('JK803', {
    file,
    line: first?.line ?? 1,
    path: first?.path.join('.') || 'the file',
    fault: first?.fault ?? 'is no rule file',
    ...first?.params,
    ...(lines === '' ? { more: '' } : { more: ' So in lines {{lines}}.', lines }),
  });
}
