import type { Command } from 'commander';
import { credentialSchema, credentialsSchema, endedSchema } from '../access/light.ts';
import { clientUri } from './client-uri.ts';
import type { Context } from './context.ts';
import { pasteable } from './other-terminal.ts';
import { readable } from './moment.ts';
import { table } from './table.ts';
import { err, out, width } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'connect', 'connect')
    .argument('<grant>', say.argument.grant)
    .option('--uri', say.argument.uri)
    .option('--list', say.argument.credentials)
    .option('--revoke <credential>', say.argument.endCredential)
    .action(async (grant: string, options: { uri?: true; list?: true; revoke?: string }) => {
      if (Object.keys(options).length > 1) throw new UsageError(say.usage.connectOnce);
      if (options.list === true) return list(context, grant);
      if (options.revoke !== undefined) return revoke(context, grant, options.revoke);
      const { config } = context;
      const credential = await context
        .office()
        .post(`/grants/${encodeURIComponent(grant)}/credential`, credentialSchema);
      sayReplaced(context, grant, credential.grant);
      const uri = clientUri(config, credential, { password: true });
      if (context.json) out(JSON.stringify({ ...credential, uri }));
      else if (options.uri === true) out(uri);
      else {
        // Not in the address: there every user of this machine could read it from the list of processes.
        out(`PGPASSWORD='${credential.password}' psql "${clientUri(config, credential, { password: false })}"`);
        err(say.connect.hint(readable(credential.expiresAt)));
        if (!credential.service) err(pasteable(say.connect.psql(credential.grant)));
      }
    });
}

async function list(context: Context, grant: string): Promise<void> {
  const { connect: say } = context.say;
  const shown = await context.office().get(`/grants/${encodeURIComponent(grant)}/credentials`, credentialsSchema);
  const columns = [say.username, say.issuedTo, say.issued, say.until].map((title) => ({ title }));
  const rows = shown.credentials.map((one) => [
    one.username,
    one.issuedTo,
    readable(one.issuedAt),
    readable(one.expiresAt),
  ]);
  context.answer(shown, () => (rows.length === 0 ? [say.none(shown.grant)] : table(columns, rows, width())));
}

async function revoke(context: Context, grant: string, username: string): Promise<void> {
  const path = `/grants/${encodeURIComponent(grant)}/credentials/${encodeURIComponent(username)}/end`;
  const ended = await context.office().post(path, endedSchema);
  context.answer(ended, () => [context.say.connect.ended(username)]);
}

/** On standard error, also beside `--json`: what comes is under another grant than was named. */
export function sayReplaced({ say }: Context, asked: string, used: string): void {
  if (asked !== used && !asked.startsWith('grant_')) err(say.connect.replaced(asked, used));
}
