/** The directory of an installation: what lies where, and who runs on it now. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, Refusal, commandOf, errno, isAlive, placeFile } from '../platform/mod.ts';

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
  const command = commandOf(pid);
  // Where nobody can tell whose it is, it counts: two on one home is the worse mistake.
  return command === undefined || /jikimi\.(?:ts|cjs)/.test(command) ? pid : undefined;
}

/**
 * Throws JK006 where somebody runs this home. Returns the release. Of several at once one makes the file, whole, and only it goes on; what a
 * killed start left is looked at once more before it goes, so that nobody removes a claim that another made meanwhile.
 */
export function claimHome(config: Config): () => void {
  const file = pidFile(config);
  const claim = () => placeFile(file, 0o600, `${process.pid}\n`);
  if (!claim()) {
    const judged = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const pid = runningPid(config);
    if (pid !== undefined && pid !== process.pid) throw new Refusal('JK006', { home: config.home, pid });
    if (judged !== undefined) removeStale(file, judged);
    if (!claim()) throw new Refusal('JK006', { home: config.home, pid: runningPid(config) ?? 0 });
  }
  return () => rmSync(file, { force: true });
}

/** Removes the file as it was judged; another one is put back. */
function removeStale(file: string, judged: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errno(error) === 'ENOENT') return;
    throw error;
  }
  const held = readFileSync(aside, 'utf8');
  if (held !== judged) placeFile(file, 0o600, held);
  rmSync(aside);
}
