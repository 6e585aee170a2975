import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { credentialSchema } from '../access/mod.ts';
import { Refusal } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'sql', 'sql')
    .argument('<grant>', say.argument.grant)
    .option('-c, --command <sql>', say.argument.command)
    .option('-f, --file <path>', say.argument.file)
    .action(async (grant: string, options: { command?: string; file?: string }) => {
      const statement = await statementFrom(options, context);
      const credential = await context
        .office()
        .post(`/grants/${encodeURIComponent(grant)}/credential`, credentialSchema);
      const { runSql } = await import('./sql-session.ts');
      process.exitCode = await runSql(context, credential, statement);
    });
}

async function statementFrom(
  { command, file }: { command?: string; file?: string },
  { say }: Context,
): Promise<string> {
  if (command !== undefined && file !== undefined) throw new UsageError(say.usage.oneStatement);
  if (command === undefined && file === undefined && process.stdin.isTTY) throw new UsageError(say.usage.noStatement);
  const statement = command ?? (file === undefined || file === '-' ? await text(process.stdin) : readStatement(file));
  if (statement.trim() === '') throw new UsageError(say.usage.noStatement);
  return statement;
}

function readStatement(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Refusal('JK015', { file }, cause);
  }
}
