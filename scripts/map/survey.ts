import { isTest, roomOf } from '../rooms/kind.ts';
import { listFiles, readSource, resolveImport } from '../rooms/source.ts';
import { rooms } from '../rooms/table.ts';

/** A room, the number of its files without tests, and the rooms that those import, each with the number of importing files. */
export type Surveyed = { readonly name: string; readonly files: number; readonly imports: ReadonlyMap<string, number> };

/** The rooms of docs/design.md, section 2 in their order, as they are in the tree below `root`. */
export function surveyRooms(root: string): Surveyed[] {
  return rooms.map((name) => {
    const paths = listFiles(root, `src/${name}`, '.ts').filter((path) => !isTest(path));
    const targets = paths.flatMap((path) => [...new Set(importedRooms(root, path))].filter((room) => room !== name));
    const imports = new Map(rooms.map((room) => [room, targets.filter((target) => target === room).length] as const));
    return { name, files: paths.length, imports: new Map([...imports].filter(([, count]) => count > 0)) };
  });
}

function importedRooms(root: string, path: string): string[] {
  return readSource(root, path)
    .imports.map((one) => resolveImport(path, one.specifier))
    .map((target) => (target === undefined ? undefined : roomOf(target)))
    .filter((room) => room !== undefined);
}
