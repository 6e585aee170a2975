import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Pid of the child that has the owner's connection: the child of `jikimi adopt`, which itself may be a child of another Node. */
export function adopterOf(child: ChildProcess): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(pid), parent, line: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });
  const below = (parent: number): number[] =>
    processes.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  const found = below(child.pid ?? 0).find(
    (pid) => processes.find((one) => one.pid === pid)?.line.includes('bin/adopt.ts') === true,
  );
  if (found === undefined) throw new Error('no adopter is running');
  return found;
}
