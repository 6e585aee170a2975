import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, resolveImport } from './source.ts';

/** What a process loads: each file with the file that brought it in (itself for the entry), in the order of loading. */
export type Reach = ReadonlyMap<string, string>;

/** Imports that cannot be followed, as `file: what`. A process that holds no key may have none. */
export type Graph = { readonly reach: Reach; readonly opaque: readonly string[] };

/** Follows every import that stays when the program runs, from `entry` (a path from `root`) to the last file of ours. */
export function importGraph(root: string, entry: string): Graph {
  const reach = new Map([[entry, entry]]);
  const opaque: string[] = [];
  // A Map goes on to what is added while it is walked: breadth first, so that the way that is told is a shortest one.
  for (const path of reach.keys()) {
    for (const one of readSource(root, path).imports) {
      const target = resolveImport(path, one.specifier);
      if (one.specifier === undefined) opaque.push(`${path}: ${one.how} import of a computed name`);
      if (one.erased || target === undefined || reach.has(target)) continue;
      if (!existsSync(join(root, target))) opaque.push(`${path}: ${target} does not exist`);
      else if (target.endsWith('.ts')) reach.set(target, path);
    }
  }
  return { reach, opaque };
}

/** The files from the entry to `target`, for a message that shows where to cut. */
export function wayTo(reach: Reach, target: string): string[] {
  const way = [target];
  for (let from = reach.get(target); from !== undefined && from !== way[0]; from = reach.get(from)) way.unshift(from);
  return way;
}
