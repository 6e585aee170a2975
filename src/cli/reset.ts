/** `jikimi reset`: throws the example home away, keys and history with it, so that the next start makes it anew. */
import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { Refusal, loadConfig } from '../platform/mod.ts';
import { runningPid } from './home.ts';
import { out } from './terminal.ts';

/** What `start` put into the home; what somebody else put there, and jikimi.yaml, stays. */
const ours = ['example.done', 'keys', 'keys.passphrase', 'log', 'postgres', 'run', 'secrets', 'sessions', 'tls'];

const words = {
  en: {
    summary: 'throw an example home away: keys, members and history',
    yes: 'do not ask',
    ask: (home: string) => `Throw away ${home} with its keys, members and history? This cannot be undone.`,
    done: (home: string) => `✓ ${home} is gone; the next start makes it anew`,
    kept: 'nothing was changed',
  },
  ko: {
    summary: '예제 홈을 버림: 열쇠, 회원, 이력',
    yes: '묻지 않음',
    ask: (home: string) => `${home}을(를) 열쇠, 회원, 이력과 함께 버릴까요? 되돌릴 수 없습니다.`,
    done: (home: string) => `✓ ${home}을(를) 버렸습니다. 다음 시작 때 새로 만듭니다`,
    kept: '아무것도 바꾸지 않았습니다',
  },
} as const;

export function register(program: Command): void {
  const say = words[loadConfig().language];
  program
    .command('reset')
    .summary(say.summary)
    .option('--yes', say.yes)
    .action(async (options: { yes?: true }) => {
      const config = loadConfig();
      const pid = runningPid(config);
      if (pid !== undefined) throw new Refusal('JK006', { home: config.home, pid });
      if (!existsSync(join(config.home, 'example.done')) || config.databaseUrl !== undefined)
        throw new Refusal('JK031', { home: config.home });
      if (options.yes !== true) {
        if (!process.stdin.isTTY) throw new Refusal('JK032');
        const answer = await confirm({ message: say.ask(config.home), initialValue: false });
        if (isCancel(answer) || !answer) return out(say.kept);
      }
      for (const entry of ours) rmSync(join(config.home, entry), { recursive: true, force: true });
      if (readdirSync(config.home).length === 0) rmdirSync(config.home);
      out(
        program.opts<{ json?: true }>().json === true
          ? JSON.stringify({ removed: config.home })
          : say.done(config.home),
      );
    });
}
