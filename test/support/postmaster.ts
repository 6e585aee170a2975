/** The server processes of an installation's embedded PostgreSQL, to be frozen and killed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../src/platform/cluster.ts';

export type ClusterName = 'jikimi' | 'members';

/** Process id of the postmaster; 0 where none runs. */
export function postmasterOf(home: string, cluster: ClusterName): number {
  try {
    const pid = Number.parseInt(readFileSync(join(home, 'postgres', cluster, 'postmaster.pid'), 'utf8'), 10);
    return isAlive(pid) ? pid : 0;
  } catch {
    return 0;
  }
}

/** The postmaster, then its children as they are now. */
export function serverProcesses(home: string, cluster: ClusterName): number[] {
  const postmaster = postmasterOf(home, cluster);
  return postmaster === 0 ? [] : [postmaster, ...childrenOf(postmaster)];
}

export function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map(Number)
    .filter((one) => one > 0);
}

/** Sends a signal to each; one that is gone already is fine. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone meanwhile
    }
  }
}
