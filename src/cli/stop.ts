/** `jikimi stop`: what Ctrl-C does, from another terminal. */
import type { Command } from 'commander';
import { Refusal, isAlive } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { runningPid } from './home.ts';

export function register(program: Command, context: Context): void {
  context.verb(program, 'stop', 'stop').action(async () => {
    const { config } = context;
    const pid = runningPid(config);
    if (pid === undefined) throw new Refusal('JK012', { home: config.home });
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; waited < 400 && isAlive(pid); waited++) await new Promise((done) => setTimeout(done, 100));
    if (isAlive(pid)) throw new Refusal('JK006', { home: config.home, pid });
    context.answer({ stopped: pid }, () => [context.say.stop.done(pid)]);
  });
}
