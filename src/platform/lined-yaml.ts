/** YAML that a person writes: what stands in it, the line of each path, and what a shape finds wrong in it. */
import { type Document, LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Phrase, isPhrase } from './codes/mod.ts';
import type { Params } from './refusal.ts';

export type LinedYaml = {
  /** Undefined where the text is no YAML, or more than one document. */
  readonly value: unknown;
  readonly broken: { readonly line: number; readonly code: string; readonly cause: Error } | null;
  /** Line of a path, from 1; of the nearest that there is. */
  lineOf(path: readonly string[]): number;
};

export function linedYaml(text: string): LinedYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineOf = (path: readonly string[]) => counter.linePos(offsetOf(document, path)).line || 1;
  const cause = document.errors[0];
  if (cause !== undefined)
    return { value: undefined, broken: { line: cause.linePos?.[0].line ?? 1, code: cause.code, cause }, lineOf };
  try {
    return { value: document.toJS(), broken: null, lineOf };
  } catch (fault) {
    // Aliases that nobody set, or so many that they would never end.
    const broken = { line: 1, code: 'BAD_ALIAS', cause: fault instanceof Error ? fault : new Error(String(fault)) };
    return { value: undefined, broken, lineOf };
  }
}

function offsetOf(document: Document, path: readonly string[]): number {
  let node: unknown = document.contents;
  let at = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === step);
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

/** Every fault of a shape, also those below a union of which no branch fits. What is not there is told so where it was parsed with `reportInput`. */
export function shapeFaults(issues: readonly z.core.$ZodIssue[]): ShapeFault[] {
  return issues.flatMap((issue) => flatten(issue, []));
}

function flatten(issue: z.core.$ZodIssue, above: readonly string[]): ShapeFault[] {
  const path = [...above, ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => told([...path, key], 'is not known here'));
  if (issue.code !== 'invalid_union') return [said(issue, path)];
  const below = issue.errors.flatMap((branch) => branch.flatMap((one) => flatten(one, path)));
  const inside = below.filter((one) => one.path.length > path.length);
  return inside.length > 0 ? inside : [told(path, 'has not the form that stands here')];
}

/** Our own phrase where the shape has one for it. */
function said(issue: z.core.$ZodIssue, path: readonly string[]): ShapeFault {
  if (issue.code.startsWith('invalid_') && 'input' in issue && issue.input === undefined)
    return told(path, 'is missing');
  if (isPhrase(issue.message)) return told(path, issue.message);
  if (issue.code === 'invalid_type')
    return told(path, 'must be of the type {{expected}}', { expected: issue.expected });
  if (issue.code === 'invalid_value')
    return told(path, 'must be one of: {{values}}', { values: issue.values.join(', ') });
  if (issue.code === 'too_small') return told(path, 'is empty');
  if (issue.code === 'too_big')
    return told(path, 'is longer than {{most}} characters', { most: Number(issue.maximum) });
  return told(path, 'has not the form that stands here');
}
