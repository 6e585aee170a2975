/** JSON and arrays taken apart: lists into their elements, objects into the values at each path. */
import type { TypeClass } from './column.ts';

const deepest = 5;
const mostPaths = 60;

export type Leaves = {
  readonly lists: boolean;
  readonly elements: readonly string[];
  readonly leaves: readonly { readonly key: string; readonly values: readonly string[] }[];
};

/** Null where the values are no JSON. Texts count as JSON where four of five are objects or lists. */
export function leavesOf(texts: readonly string[], type: TypeClass): Leaves | null {
  const parsed = texts.filter((text) => type !== 'text' || /^[{[]/.test(text)).map(parse);
  const compound = parsed.filter((value) => typeof value === 'object' && value !== null);
  const filled = texts.filter((text) => text !== '').length;
  if (compound.length === 0 || (type === 'text' && compound.length < filled * 0.8)) return null;
  const lists = compound.filter((value) => Array.isArray(value));
  const elements = lists.flat().filter((one) => typeof one === 'string' || typeof one === 'number');
  if (lists.length === compound.length && elements.length > 0)
    return { lists: true, elements: elements.map(String), leaves: [] };
  const paths = new Map<string, { key: string; values: string[] }>();
  for (const value of compound) walk(value, '', '', 0);
  return { lists: false, elements: [], leaves: [...paths.values()] };

  function walk(value: unknown, path: string, key: string, depth: number): void {
    if (depth > deepest) return;
    if (Array.isArray(value)) for (const one of value.slice(0, 20)) walk(one, `${path}[]`, key, depth + 1);
    else if (typeof value === 'object' && value !== null)
      for (const [name, below] of Object.entries(value)) walk(below, `${path}.${name}`, name, depth + 1);
    else if (typeof value === 'string' || typeof value === 'number') {
      const leaf = paths.get(path) ?? { key, values: [] };
      if (!paths.has(path) && paths.size >= mostPaths) return;
      paths.set(path, leaf);
      leaf.values.push(String(value));
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
