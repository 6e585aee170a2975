/** `jikimi store show|accept`: the server that keeps the record, and what a person says of it after a failover. */
import type { Command } from 'commander';
import { type StoreShown, storeSchema } from '../custody/light.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { pairs } from './table.ts';
import { paint } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  const store = context.verb(program, 'store', 'store');
  context.verb(store, 'store show', 'show').action(async () => {
    const shown = await context.office().get('/store', storeSchema);
    context.answer(shown, () => lines(shown, say));
  });
  context
    .verb(store, 'store accept', 'accept')
    .requiredOption('--reason <text>', say.argument.reason)
    .action(async ({ reason }: { reason: string }) => {
      const shown = await context.office().post('/store/accept', storeSchema, { reason });
      context.answer(shown, () => lines(shown, say));
    });
}

function lines(shown: StoreShown, { store: say }: Texts): string[] {
  const { timeline, accepted, acceptedAt, acceptedBy, reason, standbys, synchronous } = shown;
  const by = [acceptedBy, acceptedAt === null ? null : readable(acceptedAt)].filter((one) => one !== null).join(', ');
  return [
    accepted ? paint('green', say.open) : paint('red', say.closed),
    ...pairs([
      [say.timeline, String(timeline)],
      ...(accepted
        ? ([
            [say.accepted, by],
            [say.reason, reason ?? ''],
          ] as const)
        : []),
      [say.standbys, String(standbys)],
      [say.synchronous, synchronous === '' ? say.none : synchronous],
    ]),
    ...(standbys > 0 && synchronous === '' ? [paint('yellow', say.asynchronous)] : []),
  ];
}
