/** `jikimi discover URL`: what in a live database is personal, as the map that `jikimi adopt` reads, on standard output. */
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { Refusal } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { runDiscoverer } from './discover-child.ts';
import { printable } from './display-width.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'discover', 'discover')
    .argument('[url]', say.argument.discoverUrl)
    .action(async (url: string | undefined) => {
      const uri = url ?? process.env['JIKIMI_DISCOVER_URI'] ?? '';
      if (uri === '') throw new Refusal('JK656');
      const bar = barFor(context.json);
      try {
        const report = await runDiscoverer(uri, context.language, (done, of, table) => {
          bar?.setTotal(of);
          bar?.update(done, { table: printable(table) });
        });
        bar?.stop();
        context.answer(report, () => report.map.trimEnd().split('\n'));
      } finally {
        bar?.stop();
      }
    });
}

/** Where somebody looks; nothing without a terminal and beside JSON. It is gone when the map comes. */
function barFor(json: boolean): SingleBar | null {
  if (!process.stderr.isTTY || json) return null;
  const bar = new SingleBar({ format: '{bar} {value}/{total} {table}', stream: process.stderr, clearOnComplete: true });
  bar.start(1, 0, { table: '' });
  return bar;
}
