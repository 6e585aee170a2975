/** `jikimi adopt MAP`: shows what would break, registers what will be sealed, and has the child seal it. */
import type { Command } from 'commander';
import { type DatabaseRequest, databaseSchema } from '../catalog/light.ts';
import { type AdoptionMap, fullName, parseMap, refuseUnanswered, shortName } from '../custody/adoption/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { AdoptChild } from './adopt-child.ts';
import type { Address } from './adopt-messages.ts';
import { nextLines } from './adopt-next.ts';
import { planLines } from './adopt-plan.ts';
import { Progress } from './adopt-progress.ts';
import { adoptTexts } from './adopt-texts.ts';
import type { Context } from './context.ts';
import { readGiven } from './given-file.ts';
import { asExample } from './other-terminal.ts';
import { UsageError } from './usage-error.ts';

type Options = { readonly uri?: string; readonly dryRun?: true; readonly reach?: string };

export function register(program: Command, context: Context): void {
  const say = adoptTexts(context.language);
  program
    .command('adopt')
    .summary(say.summary)
    .description(say.description)
    .argument('<map>', say.map)
    .option('--uri <uri>', say.uri)
    .option('--reach <host:port>', say.reach)
    .option('--dry-run', say.dryRun)
    .addHelpText(
      'after',
      `\n${context.say.titles.examples}\n${say.examples.map((line) => `  ${asExample(line)}`).join('\n')}`,
    )
    .action(async (file: string, options: Options) => run(context, file, options));
}

async function run(context: Context, file: string, options: Options): Promise<void> {
  const say = adoptTexts(context.language);
  const text = readGiven(file);
  const map = parseMap(text, file);
  const uri = options.uri ?? process.env['JIKIMI_ADOPT_URI'] ?? '';
  if (uri === '') throw new Refusal('JK636');
  const reach = options.reach === undefined ? null : parseReach(options.reach, say.usageReach);
  const child = new AdoptChild(uri);
  try {
    child.tell({ kind: 'plan', file, text });
    const planned = await child.hear();
    if (planned.kind !== 'planned') throw new Error('the child answered out of turn');
    const { plan, address } = planned;
    const lines = () => [
      ...planLines(plan, address, say),
      ...(map.service.display === null || !plan.work ? [] : ['', say.newService(map.service.name)]),
    ];
    if (options.dryRun === true) {
      context.answer({ plan, address }, () => [...lines(), '', say.nothingChanged]);
      return refuseUnanswered(plan); // as adopting would be
    }
    if (!context.json) context.answer(null, lines);
    refuseUnanswered(plan);
    const office = context.office();
    const { fields, approvers } = await office.post(
      '/databases',
      databaseSchema,
      requestOf(map, { ...address, ...reach }),
    );
    child.tell({ kind: 'adopt', fields });
    const progress = new Progress(plan, say, context.json);
    for (;;) {
      const message = await child.hear();
      if (message.kind === 'progress') progress.to(message.table, message.done);
      else if (message.kind === 'step') progress.step();
      else if (message.kind === 'done') {
        progress.stop();
        context.answer({ plan, adopted: plan.work, remains: message.remains }, () =>
          plan.work
            ? [
                ...say.done(map.database, message.remains),
                ...(approvers === 0 ? [say.nobodyApproves(map.service.name)] : []),
                ...nextLines(map, say, context.config),
              ]
            : [plan.updates ? say.updated(map.database) : say.nothingToDo(map.database)],
        );
        return;
      }
    }
  } finally {
    child.end();
  }
}

function parseReach(text: string, fault: string): { host: string; port: number } {
  const parts = /^(.+):(\d{1,5})$/.exec(text);
  if (parts === null) throw new UsageError(fault);
  return { host: parts[1] ?? '', port: Number(parts[2]) };
}

function requestOf(map: AdoptionMap, { host, port, dbname }: Address): DatabaseRequest {
  return {
    name: map.database,
    service: map.service,
    host,
    port,
    dbname,
    subjectTable: fullName(map.subject.table),
    subjectKey: map.subject.key,
    fields: map.tables.flatMap((table) =>
      table.columns.map(({ column, category, findable, statute }) => ({
        table: shortName(table.name),
        column,
        category,
        findable,
        statute,
      })),
    ),
  };
}
