import type { Command } from 'commander';
import { credentialSchema } from '../access/mod.ts';
import { clientUri } from './client-uri.ts';
import type { Context } from './context.ts';
import { pasteable } from './other-terminal.ts';
import { readable } from './moment.ts';
import { err, out } from './terminal.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'connect', 'connect')
    .argument('<grant>', say.argument.grant)
    .option('--uri', say.argument.uri)
    .action(async (grant: string, options: { uri?: true }) => {
      const { config } = context;
      const credential = await context
        .office()
        .post(`/grants/${encodeURIComponent(grant)}/credential`, credentialSchema);
      const uri = clientUri(config, credential, { password: true });
      if (context.json) out(JSON.stringify({ ...credential, uri }));
      else if (options.uri === true) out(uri);
      else {
        // Not in the address: there every user of this machine could read it from the list of processes.
        out(`PGPASSWORD='${credential.password}' psql "${clientUri(config, credential, { password: false })}"`);
        err(say.connect.hint(readable(credential.expiresAt)));
        err(pasteable(say.connect.psql));
      }
    });
}
