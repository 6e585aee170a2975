import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '../platform/light.ts';
import type { Context } from './context.ts';
import { pasteable } from './other-terminal.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'database', 'database')
    .option('--uri', say.argument.uri)
    .action((options: { uri?: true }) => {
      const file = join(context.config.home, 'secrets', 'members-owner.uri');
      if (!existsSync(file)) throw new Refusal('JK016', { file });
      const explained = () => pasteable(say.database.explain(file)).split('\n');
      if (options.uri !== true) return context.answer({ file }, explained);
      const uri = readFileSync(file, 'utf8').trim();
      context.answer({ file, uri }, () => [uri]);
    });
}
