import type { Command } from 'commander';
import { decidedSchema } from '../access/light.ts';
import type { Context } from './context.ts';
import { pasteable } from './other-terminal.ts';

export function registerApprove(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant approve', 'approve')
    .argument('<grant>', say.argument.grant)
    .requiredOption('--reason <text>', say.argument.reason)
    .action(async (name: string, { reason }: { reason: string }) => {
      const decided = await context.office().post(path(name, 'approve'), decidedSchema, { reason });
      context.answer(decided, () => {
        if (decided.owed.length > 0) return [say.grants.waits(name, decided.owed.join(', '))];
        return [pasteable(decided.state === 'ACTIVE' ? say.grants.live(name) : say.grants.suspended(name))];
      });
    });
}

export function registerReject(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant reject', 'reject')
    .argument('<grant>', say.argument.grant)
    .requiredOption('--reason <text>', say.argument.reason)
    .action(async (name: string, { reason }: { reason: string }) => {
      const decided = await context.office().post(path(name, 'reject'), decidedSchema, { reason });
      context.answer(decided, () => [say.grants.rejected(name)]);
    });
}

/** The holder moved: the grant is still necessary. */
export function registerKeep(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant keep', 'keep')
    .argument('<grant>', say.argument.grant)
    .requiredOption('--reason <text>', say.argument.reason)
    .action(async (name: string, { reason }: { reason: string }) => {
      const decided = await context.office().post(path(name, 'keep'), decidedSchema, { reason });
      context.answer(decided, () => [say.grants.kept(name, decided.state)]);
    });
}

/** An ending never waits for words: without a reason it is put on record as not stated. */
export function registerRevoke(grant: Command, context: Context): void {
  const { say } = context;
  context
    .verb(grant, 'grant revoke', 'revoke')
    .argument('<grant>', say.argument.grant)
    .option('--reason <text>', say.argument.reason, say.grants.notStated)
    .action(async (name: string, { reason }: { reason: string }) => {
      const decided = await context.office().post(path(name, 'revoke'), decidedSchema, { reason });
      context.answer(decided, () => [say.grants.revoked(name)]);
    });
}

function path(name: string, verb: string): string {
  return `/grants/${encodeURIComponent(name)}/${verb}`;
}
