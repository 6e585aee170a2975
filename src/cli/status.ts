import type { Command } from 'commander';
import { type Status, statusSchema } from '../platform/light.ts';
import type { Context } from './context.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(program: Command, context: Context): void {
  context.verb(program, 'status', 'status').action(async () => {
    const status = await context.office().get('/status', statusSchema);
    context.answer(status, () => lines(status, context.config.home, context.say));
    if (!status.ready) process.exitCode = 1;
  });
}

const colours = { up: 'green', slow: 'yellow', down: 'red' } as const;

function lines(status: Status, home: string, { status: say }: Texts): string[] {
  const rows = Object.entries(status.processes).map(([name, { state, detail = {} }]) => [
    name,
    { text: say.states[state], style: colours[state] },
    [say.waiting(detail['waiting'] ?? 0, detail['oldestSeconds'] ?? 0), say.behind(detail['indexBehind'] ?? 0)]
      .filter(Boolean)
      .join(', '),
  ]);
  const { grantsLive = 0, grantsRequested = 0, entriesNumbered = 0 } = status.counts;
  return [
    say.title(status.version, home),
    '',
    ...table([{ title: say.process }, { title: say.state }, { title: say.remark }], rows, width()),
    '',
    say.grants(grantsLive, grantsRequested),
    say.entries(entriesNumbered),
    ...(status.ready ? [] : [say.mend]),
  ];
}
