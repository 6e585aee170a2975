import type { Command } from 'commander';
import type { Context } from './context.ts';
import { registerApprove, registerKeep, registerReject, registerRevoke } from './grant-decide.ts';
import { register as explain } from './grant-explain.ts';
import { register as list } from './grant-list.ts';
import { register as request } from './grant-request.ts';
import { register as show } from './grant-show.ts';

export function register(program: Command, context: Context): void {
  const grant = context.verb(program, 'grant', 'grant');
  for (const verb of [request, registerApprove, registerReject, registerRevoke, registerKeep, list, show, explain])
    verb(grant, context);
}
