import { posix } from 'node:path';
import type { Fault } from './fault.ts';
import { isTest, roomOf, standsBesideRooms } from './kind.ts';
import { type Import, lineAt, resolveImport, type Source } from './source.ts';
import { doors, rooms, secondDoors } from './table.ts';

/**
 * Rooms are entered by their mod.ts (or that of a folder within) and only leftward. Tests beside a file may look into other rooms, but
 * not to the right; what lies under test/ and bench/ may look everywhere, since breaking in is its work.
 */
export function doorFaults(source: Source): Fault[] {
  if (!/^(src|bin|example)\//.test(source.path)) return [];
  const unknown = unknownRoom(source.path);
  if (unknown) return [unknown];
  return source.imports.flatMap((one) => {
    const target = resolveImport(source.path, one.specifier);
    const say = target === undefined ? undefined : complaint(source.path, target);
    return say ? [{ path: source.path, line: lineOf(source, one), ...say }] : [];
  });
}

function lineOf(source: Source, one: Import): number {
  return lineAt(source.text, one.offset);
}

function unknownRoom(path: string): Fault | undefined {
  if (!path.startsWith('src/') || standsBesideRooms(path)) return undefined;
  const room = roomOf(path);
  if (room !== undefined && rank(room) >= 0) return undefined;
  const what = room === undefined ? path : `src/${room}`;
  const say = `${what} is no room of docs/design.md, section 2: move the file into the room whose idea it is, or give the room a place in scripts/rooms/table.ts.`;
  return { path, line: 1, rule: 'door', say };
}

function rank(room: string): number {
  return rooms.findIndex((name) => name === room);
}

function complaint(from: string, target: string): Pick<Fault, 'rule' | 'say'> | undefined {
  const own = roomOf(from);
  const other = roomOf(target);
  const second = secondDoors.find((row) => row.door === target);
  if (second && !second.open.includes(from) && !isTest(from)) {
    const say = `${target} opens for ${second.open.join(', ')} alone, since it reaches the keys: ask the custodian through its client in mod.ts.`;
    return { rule: 'door', say };
  }
  const outside = /^(bin|example|test|scripts|bench)\//.test(target);
  if (own !== undefined && !isTest(from) && (outside || standsBesideRooms(target)))
    return { rule: 'door', say: `A room may not import ${target}: move what both need into a room.` };
  if (other === undefined || other === own) return undefined;
  if (own !== undefined && rank(other) > rank(own)) {
    const say = `\`${own}\` may not import \`${other}\`, which lies to its right: let \`${other}\` call \`${own}\`, or pass the value in (docs/design.md, section 2, says how).`;
    return { rule: 'order', say };
  }
  if (second || isTest(from) || doors.includes(posix.basename(target))) return undefined;
  const say = `${target} lies behind the front door: import from src/${other}/mod.ts, and name there what may be used.`;
  return { rule: 'door', say };
}
