/** `jikimi pledge publish|list|show|sign`. */
import { basename } from 'node:path';
import { confirm } from '@clack/prompts';
import type { Command } from 'commander';
import { type PledgeShown, pledgeSchema, pledgesSchema, signedPledgeSchema } from '../people/light.ts';
import { Refusal } from '../platform/light.ts';
import type { Context } from './context.ts';
import { dutyTexts } from './duty-texts.ts';
import { readGiven } from './given-file.ts';
import { readable } from './moment.ts';
import { wholeNumber } from './request-options.ts';
import { table } from './table.ts';
import { err, width } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say, language } = context;
  const words = dutyTexts(language);
  const pledge = context.verb(program, 'pledge', 'pledge');
  const editions = async (kind: string) =>
    (await context.office().get(`/pledges/${encodeURIComponent(kind)}`, pledgesSchema)).pledges;

  context
    .verb(pledge, 'pledge publish', 'publish')
    .argument('<file>', say.argument.dutyFile)
    .requiredOption('--kind <kind>', say.argument.pledgeKind)
    .option('--from <day>', say.argument.inForceFrom)
    .action(async (path: string, { kind, from = null }: { kind: string; from?: string | null }) => {
      const body = { kind, from, file: basename(path), text: readGiven(path) };
      const made = await context.office().post('/pledges', pledgeSchema, body);
      context.answer(made, () => [words.published(made.kind, made.edition, made.inForceFrom)]);
    });

  context.verb(pledge, 'pledge list', 'list').action(async () => {
    const shown = await context.office().get('/pledges', pledgesSchema);
    const { edition, state, from, by } = words.columns;
    context.answer(shown, () =>
      shown.pledges.length === 0
        ? [words.none]
        : table(
            [words.duties.pledge, edition, state, from, by].map((title) => ({ title })),
            shown.pledges.map((one) => [one.kind, String(one.edition), one.state, one.inForceFrom, one.publishedBy]),
            width(),
          ),
    );
  });

  context
    .verb(pledge, 'pledge show', 'show')
    .argument('<kind>', say.argument.pledgeKind)
    .option('--edition <number>', say.argument.edition)
    .action(async (kind: string, { edition }: { edition?: string }) => {
      const number = edition === undefined ? null : wholeNumber('--edition', edition, say);
      const shown = chosen(await editions(kind), kind, number);
      context.answer(shown, () => [words.pledge(shown.kind, shown.edition, shown.inForceFrom), '', ...textOf(shown)]);
    });

  context
    .verb(pledge, 'pledge sign', 'sign')
    .argument('<kind>', say.argument.pledgeKind)
    .option('--edition <number>', say.argument.edition)
    .option('--yes', say.argument.signUnasked)
    .action(async (kind: string, { edition, yes }: { edition?: string; yes?: true }) => {
      if (yes === true && edition === undefined) throw new UsageError(words.oneWay);
      const number = edition === undefined ? null : wholeNumber('--edition', edition, say);
      const shown = chosen(await editions(kind), kind, number);
      if (yes !== true && !(await agreed(shown))) {
        err(words.notSigned);
        process.exitCode = 1;
        return;
      }
      const body = { edition: shown.edition, textHash: shown.textHash };
      const path = `/pledges/${encodeURIComponent(kind)}/sign`;
      const signed = await context.office().post(path, signedPledgeSchema, body);
      context.answer(signed, () => [words.signed(kind, signed.edition, readable(signed.endsAt))]);
    });

  function textOf(shown: PledgeShown): string[] {
    return shown.text[language].split('\n');
  }

  /** The text and the question on standard error, so that an answer on standard output stays alone. */
  async function agreed(shown: PledgeShown): Promise<boolean> {
    if (!process.stdin.isTTY) throw new Refusal('JK128', { pledge: shown.kind, edition: shown.edition });
    for (const line of [words.pledge(shown.kind, shown.edition, shown.inForceFrom), '', ...textOf(shown), ''])
      err(line);
    return (await confirm({ message: words.ask, initialValue: false, output: process.stderr })) === true;
  }
}

/** The edition of that number, else the one that holds, else the one that comes. Throws JK003. */
function chosen(editions: readonly PledgeShown[], kind: string, number: number | null): PledgeShown {
  const found =
    number === null
      ? (editions.find(({ state }) => state === 'IN_FORCE') ?? editions.find(({ state }) => state === 'COMING'))
      : editions.find(({ edition }) => edition === number);
  if (found === undefined) throw new Refusal('JK003', { what: 'pledge', name: `${kind} ${number ?? ''}`.trim() });
  return found;
}
