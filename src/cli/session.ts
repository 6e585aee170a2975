/** `jikimi session list|end`: one's own sessions. */
import type { Command } from 'commander';
import { type SessionShown, endedSessionsSchema, sessionsSchema } from '../people/light.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';
import type { Texts } from './texts.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  const session = context.verb(program, 'session', 'session');
  context.verb(session, 'session list', 'list').action(async () => {
    const shown = await context.office().get('/sessions', sessionsSchema);
    context.answer(shown, () => lines(shown.sessions, say));
  });
  context
    .verb(session, 'session end', 'end')
    .argument('[session]', say.argument.session)
    .option('--others', say.argument.others)
    .action(async (id: string | undefined, { others }: { others?: true }) => {
      if ((id === undefined) === (others === undefined)) throw new UsageError(say.session.oneOf);
      const path = id === undefined ? '/sessions/end-others' : `/sessions/${encodeURIComponent(id)}/end`;
      const answer = await context.office().post(path, endedSessionsSchema);
      context.answer(answer, () => [say.session.ended(answer.ended)]);
    });
}

function lines(sessions: readonly SessionShown[], { session: say }: Texts): string[] {
  const columns = [say.id, say.kind, say.from, say.since, say.used, say.until].map((title) => ({ title }));
  const rows = sessions.map((one) => [
    one.id,
    `${say.labels[one.label] ?? one.label}${one.current ? ` (${say.current})` : ''}`,
    one.source ?? '',
    readable(one.createdAt),
    readable(one.lastUsedAt),
    readable(one.endsAt),
  ]);
  return table(columns, rows, width());
}
