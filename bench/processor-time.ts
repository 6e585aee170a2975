/** Processor time of processes, from Linux's /proc: the figure that a busy machine blurs least. */
import { readFileSync, readdirSync } from 'node:fs';

const ticksASecond = 100; // USER_HZ, the same on every Linux that Node.js runs on

/** Seconds that a process and, with `children`, those that it started have taken; null where there is no /proc. */
export function processorSeconds(pid: number, children = false): number | null {
  try {
    const own = ticksOf(pid, children);
    const others = children ? childrenOf(pid).reduce((sum, child) => sum + ticksOf(child, false), 0) : 0;
    return (own + others) / ticksASecond;
  } catch {
    return null;
  }
}

/** proc(5): after the name in brackets come state, ppid … utime (12th), stime, cutime, cstime. */
function ticksOf(pid: number, ended: boolean): number {
  const fields = statOf(pid);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return user + system + (ended ? endedUser + endedSystem : 0);
}

function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return all.filter((one) => {
    try {
      return Number(statOf(one)[1]) === pid;
    } catch {
      return false; // it ended meanwhile
    }
  });
}

function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
