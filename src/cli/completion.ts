import type { Command } from 'commander';
import { completionScript, isShell } from './completion-script.ts';
import type { Context } from './context.ts';
import { out } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'completion', 'completion')
    .argument('<shell>', say.argument.shell)
    .action((shell: string) => {
      if (!isShell(shell)) throw new UsageError(say.usage.shell(shell));
      const script = completionScript(shell, program);
      if (context.json) context.answer({ shell, script }, () => []);
      else out(script);
    });
}
