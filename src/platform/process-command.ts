import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The command line of a process, its words apart by blanks; empty where there is none, undefined where nobody can tell: `ps` stands in where
 * there is no /proc, and a small Debian has no `ps`.
 */
export function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    const { stdout, error } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return error === undefined ? stdout.trim() : undefined;
  }
}
