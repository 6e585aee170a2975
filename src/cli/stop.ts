/** `jikimi stop`: what Ctrl-C does, from another terminal. */
import type { Command } from 'commander';
import { Refusal, isAlive, loadConfig } from '../platform/mod.ts';
import { runningPid } from './home.ts';
import { out } from './terminal.ts';

export function register(program: Command): void {
  const korean = loadConfig().language === 'ko';
  program
    .command('stop')
    .summary(korean ? '이 홈에서 실행 중인 지키미를 순서대로 멈춤' : 'stop what runs on this home, in order')
    .action(async () => {
      const config = loadConfig();
      const pid = runningPid(config);
      if (pid === undefined) throw new Refusal('JK012', { home: config.home });
      process.kill(pid, 'SIGTERM');
      for (let waited = 0; waited < 400 && isAlive(pid); waited++) await new Promise((done) => setTimeout(done, 100));
      if (isAlive(pid)) throw new Refusal('JK006', { home: config.home, pid });
      const done = korean ? '멈췄습니다' : 'stopped';
      out(program.opts<{ json?: true }>().json === true ? JSON.stringify({ stopped: pid }) : `✓ ${done} (${pid})`);
    });
}
