/** `jikimi person`: who works here, who is in order, and how everybody else first signs in, or again after everything was lost. */
import type { Command } from 'commander';
import { invitationSchema } from '../people/light.ts';
import { registerClaim } from './claim.ts';
import type { Context } from './context.ts';
import { registerPersonShow } from './duties.ts';
import { registerEmployment } from './employ.ts';
import { readable } from './moment.ts';
import { commandElsewhere } from './other-terminal.ts';
import { registerImport } from './person-import.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  const person = context.verb(program, 'person', 'person');
  context
    .verb(person, 'person invite', 'invite')
    .argument('<account>', say.argument.invited)
    .action(async (account: string) => {
      const path = `/people/${encodeURIComponent(account)}/invitation`;
      const invited = await context.office().post(path, invitationSchema);
      context.answer(invited, () => {
        const command = commandElsewhere(context.config, `person claim ${invited.link}`);
        return [say.claim.invitation(account, command, readable(invited.expiresAt))];
      });
    });
  registerEmployment(person, context);
  registerImport(person, context);
  registerPersonShow(person, context);
  registerClaim(person, context, 'person claim');
}
