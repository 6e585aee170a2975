/** The directory of an installation: what lies where, and who runs on it now. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { type Config, Refusal, isAlive } from '../platform/mod.ts';

/** `postgres` holds the clusters, whose server may run as another user; everything else is for its owner alone. */
const privateFolders = ['log', 'run', 'secrets', 'sessions', 'tls'] as const;

export function prepareHome(config: Config): void {
  mkdirSync(config.home, { recursive: true, mode: 0o711 });
  mkdirSync(join(config.home, 'postgres'), { recursive: true, mode: 0o711 });
  for (const folder of privateFolders) mkdirSync(join(config.home, folder), { recursive: true, mode: 0o700 });
}

export function pidFile(config: Config): string {
  return join(config.home, 'run', 'start.pid');
}

/** The process that runs this home now; undefined where none does. A pid that another program has since taken does not count. */
export function runningPid(config: Config): number | undefined {
  const file = pidFile(config);
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!Number.isInteger(pid) || !isAlive(pid)) return undefined;
  const command = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return /jikimi\.(?:ts|cjs)/.test(command) ? pid : undefined;
}

/** Throws JK006 where somebody runs this home. Returns the release. */
export function claimHome(config: Config): () => void {
  const pid = runningPid(config);
  if (pid !== undefined && pid !== process.pid) throw new Refusal('JK006', { home: config.home, pid });
  rmSync(pidFile(config), { force: true });
  try {
    writeFileSync(pidFile(config), `${process.pid}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new Refusal('JK006', { home: config.home, pid: 0 }, cause);
  }
  return () => rmSync(pidFile(config), { force: true });
}
