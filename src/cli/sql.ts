import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { credentialSchema } from '../access/light.ts';
import { sayReplaced } from './connect.ts';
import type { Context } from './context.ts';
import { readGiven } from './given-file.ts';
import { collect } from './request-options.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'sql', 'sql')
    .argument('<grant>', say.argument.grant)
    .option('-c, --command <sql>', say.argument.command, collect)
    .option('-f, --file <path>', say.argument.file, collect)
    .action(async (grant: string, options: Written) => {
      const statements = await statementsFrom(options, context);
      const credential = await context
        .office()
        .post(`/grants/${encodeURIComponent(grant)}/credential?for=sql`, credentialSchema);
      sayReplaced(context, grant, credential.grant);
      const { runSql } = await import('./sql-session.ts');
      process.exitCode = await runSql(context, credential, statements);
    });
}

type Written = { readonly command?: readonly string[]; readonly file?: readonly string[] };

/** In the order in which they were given. Throws UsageError where there is none, or one that says nothing. */
async function statementsFrom({ command, file }: Written, { say }: Context): Promise<readonly string[]> {
  if (command !== undefined && file !== undefined) throw new UsageError(say.usage.oneStatement);
  if (command === undefined && file === undefined && process.stdin.isTTY) throw new UsageError(say.usage.noStatement);
  const statements = command ?? (await Promise.all((file ?? ['-']).map(readStatement)));
  if (statements.some((statement) => statement.trim() === '')) throw new UsageError(say.usage.noStatement);
  return statements;
}

async function readStatement(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readGiven(file);
}
