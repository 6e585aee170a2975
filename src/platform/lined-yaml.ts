/** YAML that a person writes: what stands in it, the line of each path, and what a shape finds wrong in it. */
import { type Document, LineCounter, type YAMLMap, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { type Phrase, isPhrase } from './codes/mod.ts';
import type { Params } from './refusal.ts';

/** `fault`: in a phrase of ours; its parameter is `code`, the package's own word. */
export type YamlFault = {
  readonly line: number;
  readonly code: string;
  readonly fault: Phrase;
  readonly cause: Error;
};

/** Words for what people get wrong. */
const faults: Readonly<Record<string, Phrase>> = {
  BAD_ALIAS: 'uses an alias (*) of nothing: quote a text that begins with *',
  BAD_INDENT: 'is not indented as the lines around it, or a bracket before it is not closed',
  BAD_SCALAR_START: 'has a sign that cannot stand there: quote the text',
  BLOCK_AS_IMPLICIT_KEY: 'has two keys in one line: begin a new line, or quote the text',
  DUPLICATE_KEY: 'has a key twice in one place',
  MISSING_CHAR: 'lacks a colon, a comma, a quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'lacks a colon behind a key, or quotes around a text of several lines',
  MULTIPLE_DOCS: 'has more than one document (`---`)',
  TAB_AS_INDENT: 'is indented by a tab: use spaces',
  UNEXPECTED_TOKEN: 'has a sign that cannot stand there: quote the text',
};

export type LinedYaml = {
  /** Undefined where the text is no YAML, or more than one document. */
  readonly value: unknown;
  readonly broken: YamlFault | null;
  /** Line of a path, from 1; of the nearest that there is. */
  lineOf(path: readonly string[]): number;
};

export function linedYaml(text: string): LinedYaml {
  const counter = new LineCounter();
  // Keys that stand twice are found below: the package compares each with all before it, which for 20,000 of them takes it a quarter of a minute.
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
  const keysOf = keyIndex();
  const lineOf = (path: readonly string[]) => counter.linePos(offsetOf(document, path, keysOf)).line || 1;
  const cause = document.errors[0];
  if (cause !== undefined)
    return { value: undefined, broken: faultOf(cause.linePos?.[0].line ?? 1, cause.code, cause), lineOf };
  const twice = keyTwice(document);
  if (twice !== undefined) {
    const broken = faultOf(counter.linePos(twice).line, 'DUPLICATE_KEY', new Error('a key stands twice'));
    return { value: undefined, broken, lineOf };
  }
  try {
    return { value: document.toJS(), broken: null, lineOf };
  } catch (fault) {
    // Aliases that nobody set, or so many that they would never end.
    const broken = faultOf(1, 'BAD_ALIAS', fault instanceof Error ? fault : new Error(String(fault)));
    return { value: undefined, broken, lineOf };
  }
}

function faultOf(line: number, code: string, cause: Error): YamlFault {
  return { line, code, fault: faults[code] ?? 'is not right: {{code}}', cause };
}

type Keys = ReadonlyMap<string, YAMLMap['items'][number]>;

/** The pairs of each map by their keys, put in order when they are first asked for. */
function keyIndex(): (map: YAMLMap) => Keys {
  const known = new WeakMap<YAMLMap, Keys>();
  return (map) => {
    const keys =
      known.get(map) ??
      new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    known.set(map, keys);
    return keys;
  };
}

/** Where a key stands that stood before in the same map, as text: `1` and `"1"` are the same one. */
function keyTwice(document: Document): number | undefined {
  let at: number | undefined;
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(String(key.value))) at = key.range?.[0] ?? 0;
        if (at !== undefined) return visit.BREAK;
        seen.add(String(key.value));
      }
      return undefined;
    },
  });
  return at;
}

function offsetOf(document: Document, path: readonly string[], keysOf: (map: YAMLMap) => Keys): number {
  let node: unknown = document.contents;
  let at = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = keysOf(node).get(step);
      if (pair === undefined || !isScalar(pair.key)) break;
      at = pair.key.range?.[0] ?? at;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      at = isNode(node) ? (node.range?.[0] ?? at) : at;
    } else break;
  }
  return at;
}

/** What is wrong at a path, in a phrase of ours. */
export type ShapeFault = { readonly path: readonly string[]; readonly what: Phrase; readonly params: Params };

const told = (path: readonly string[], what: Phrase, params: Params = {}): ShapeFault => ({ path, what, params });

/** Every fault of a shape, what is not known first, since it may be what is missing with another name; also those below a union of which no branch fits. What is not there is told so where it was parsed with `reportInput`. */
export function shapeFaults(issues: readonly z.core.$ZodIssue[]): ShapeFault[] {
  const [unknown, others] = [true, false].map((is) =>
    issues.filter(({ code }) => (code === 'unrecognized_keys') === is),
  );
  return [...(unknown ?? []), ...(others ?? [])].flatMap((issue) => flatten(issue, []));
}

function flatten(issue: z.core.$ZodIssue, above: readonly string[]): ShapeFault[] {
  const path = [...above, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => told([...path, key], 'is not known here'));
  if (issue.code !== 'invalid_union' || isMissing(issue)) return [said(issue, path)];
  const below = issue.errors.flatMap((branch) => branch.flatMap((one) => flatten(one, path)));
  const inside = below.filter((one) => one.path.length > path.length);
  return inside.length > 0 ? inside : [told(path, 'has not the form that is needed here')];
}

/** Our own phrase where the shape has one for it. */
function said(issue: z.core.$ZodIssue, path: readonly string[]): ShapeFault {
  if (isMissing(issue)) return told(path, 'is missing');
  if (isPhrase(issue.message)) return told(path, issue.message);
  if (issue.code === 'invalid_type')
    return told(path, 'must be of the type {{expected}}', { expected: issue.expected });
  if (issue.code === 'invalid_value')
    return told(path, 'must be one of: {{values}}', { values: issue.values.join(', ') });
  if (issue.code === 'too_small') return told(path, 'is empty');
  if (issue.code === 'too_big')
    return told(path, 'is longer than {{most}} characters', { most: Number(issue.maximum) });
  return told(path, 'has not the form that is needed here');
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code.startsWith('invalid_') && 'input' in issue && issue.input === undefined;
}
