import { basename, dirname } from 'node:path';
import { standsBesideRooms } from './kind.ts';
import type { Fault } from './fault.ts';

/** A room is flat, but for one level of folders with a front door each (docs/decisions/0009-folders-in-rooms.md). One fault a folder. */
export function folderFaults(paths: readonly string[]): Fault[] {
  const all = new Set(paths);
  const folders = new Map(paths.map((path) => [dirname(path), path]));
  return [...folders].flatMap(([folder, path]) => {
    const say = standsBesideRooms(path) ? undefined : complaint(folder, all);
    return say === undefined ? [] : [{ path, line: 1, rule: 'shape' as const, say }];
  });
}

function complaint(folder: string, all: ReadonlySet<string>): string | undefined {
  const depth = /^src\/[^/]+\//.test(folder) ? folder.split('/').length - 2 : 0;
  if (depth > 1) return `${folder} is a folder in a folder of a room: a room has one level at the most.`;
  if (depth === 1 && !all.has(`${folder}/mod.ts`))
    return `${folder} has no mod.ts: a room is flat. Name the files for their idea (\`${basename(folder)}-….ts\`), or give the folder a front door of its own.`;
  return undefined;
}
