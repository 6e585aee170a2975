/** `jikimi owner link|claim`: how the owner of an installation first signs in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Refusal } from '../platform/light.ts';
import { registerClaim } from './claim.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { pasteable } from './other-terminal.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  const owner = context.verb(program, 'owner', 'owner');
  context.verb(owner, 'owner link', 'link').action(async () => {
    const { config } = context;
    // Asking for a secret that is not there would make it.
    if (!existsSync(join(config.home, 'secrets', 'office.password'))) throw new Refusal('JK012', { home: config.home });
    const { makeLink } = await import('./owner-link.ts');
    const { account, link, expiresAt } = await makeLink(config);
    context.answer({ account, link, expiresAt: String(expiresAt) }, () => [
      pasteable(say.claim.ownerLink(link, readable(String(expiresAt)))),
    ]);
  });
  registerClaim(owner, context, 'owner claim');
}
