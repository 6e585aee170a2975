import { basename } from 'node:path';
import type { Source } from './source.ts';
import { besideRooms, edgesByPath, type Kind, kindsByName, roomOfEdges } from './table.ts';

/** The room of a path, `src/access/grant.ts` → `access`; undefined outside the rooms. */
export function roomOf(path: string): string | undefined {
  return standsBesideRooms(path) ? undefined : /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Whether a path under src/ is one of the files and folders that belong to no room. */
export function standsBesideRooms(path: string): boolean {
  return besideRooms.some((one) => one === path || (one.endsWith('/') && path.startsWith(one)));
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}

/** What a file in a room is. Outside the rooms everything but a test is an edge: wiring and tools. */
export function kindOf(source: Source): Kind {
  const name = basename(source.path);
  const named = kindsByName.find((row) => row.name.test(name))?.kind;
  const room = roomOf(source.path);
  if (named !== undefined) return named;
  if (room === undefined || room === roomOfEdges || edgesByPath.includes(source.path)) return 'edge';
  return source.imports.some((one) => one.specifier?.endsWith('.sql.ts')) ? 'verb' : 'noun';
}
