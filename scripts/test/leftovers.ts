import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

type Left = { readonly pid: number; readonly command: string };

/** Time that processes get to end by themselves once the last test is done, in ms. */
const grace = 3_000;

/**
 * Ends every process that this run started and that still runs: those with `mark`=`home` in their environment. Returns their
 * command lines. Linux only; elsewhere it finds nothing.
 */
export async function endLeftovers(home: string, mark = 'JIKIMI_TEST_RUN'): Promise<string[]> {
  const leftOf = () => markedWith(`${mark}=${home}`);
  for (let waited = 0; waited < grace && leftOf().length > 0; waited += 100) await sleep(100);
  const left = leftOf();
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const one of leftOf()) end(one.pid, signal);
    for (let waited = 0; waited < grace && leftOf().length > 0; waited += 100) await sleep(100);
  }
  return left.map((one) => `${one.pid} ${one.command}`);
}

function markedWith(setting: string): Left[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => read(`/proc/${name}/environ`).split('\0').includes(setting))
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim() }))
    .filter((one) => one.command !== '');
}

/** Empty where the process has ended in the meantime or is another user's. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
