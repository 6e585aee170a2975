/** `jikimi stop`: what Ctrl-C does, from another terminal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { Refusal, isAlive } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { runningPid } from './home.ts';

/** Longer than each process has for its end, one after the other. */
const patienceMs = 40_000;

export function register(program: Command, context: Context): void {
  context.verb(program, 'stop', 'stop').action(async () => {
    const { config } = context;
    const pid = runningPid(config);
    if (pid === undefined) throw new Refusal('JK012', { home: config.home });
    process.kill(pid, 'SIGTERM');
    const until = performance.now() + patienceMs;
    while (performance.now() < until && isAlive(pid)) await sleep(100);
    if (isAlive(pid)) throw new Refusal('JK019', { home: config.home, pid, seconds: patienceMs / 1000 });
    context.answer({ stopped: pid }, () => [context.say.stop.done(pid)]);
  });
}
