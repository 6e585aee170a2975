/** `jikimi reset`: throws the example home away, keys and history with it, so that the next start makes it anew. */
import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { type Config, Refusal } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { runningPid } from './home.ts';

/**
 * What `start` put into the home; what somebody else put there, and jikimi.yaml, stays. `example.done` goes last: after a kill midway
 * it is there still, so that reset can finish.
 */
const ours = ['postgres', 'keys', 'keys.passphrase', 'log', 'run', 'secrets', 'sessions', 'tls', 'example.done'];

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'reset', 'reset')
    .option('--yes', say.argument.yes)
    .action(async (options: { yes?: true }) => {
      const { home } = context.config;
      refuseUnlessExample(context.config);
      if (options.yes !== true) {
        if (!process.stdin.isTTY) throw new Refusal('JK032');
        const answer = await confirm({ message: say.reset.ask(home), initialValue: false });
        if (isCancel(answer) || !answer) return context.answer({ removed: null }, () => [say.reset.kept]);
      }
      for (const entry of ours) rmSync(join(home, entry), { recursive: true, force: true });
      if (readdirSync(home).length === 0) rmdirSync(home);
      context.answer({ removed: home }, () => [say.reset.done(home)]);
    });
}

/** Throws JK006 where somebody runs this home, JK031 where it is no example, JK033 where keys of other databases lie in it. */
function refuseUnlessExample(config: Config): void {
  const { home } = config;
  const pid = runningPid(config);
  if (pid !== undefined) throw new Refusal('JK006', { home, pid });
  if (!existsSync(join(home, 'example.done')) || config.databaseUrl !== undefined) throw new Refusal('JK031', { home });
  const others = registeredDatabases(home).filter((name) => name !== 'example');
  if (others.length > 0) throw new Refusal('JK033', { home, databases: others.join(', ') });
}

/** Adoption keeps a password of the gateway's role under the database's name before it seals the first value. */
function registeredDatabases(home: string): string[] {
  const directory = join(home, 'secrets');
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((file) => /^database-(.+)\.password$/.exec(file)?.[1] ?? []);
}
