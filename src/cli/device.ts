/** `jikimi device report|clear|list|require`. */
import type { Command } from 'commander';
import { clearedSchema, devicesSchema, reportedSchema, requiredSchema } from '../people/light.ts';
import type { Context } from './context.ts';
import { dutyTexts } from './duty-texts.ts';
import { readGivenOrInput } from './given-file.ts';
import { readable } from './moment.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export function register(program: Command, context: Context): void {
  const { say, language } = context;
  const words = dutyTexts(language);
  const device = context.verb(program, 'device', 'device');

  context
    .verb(device, 'device report', 'report')
    .requiredOption('--file <file>', say.argument.reportFile)
    .action(async ({ file }: { file: string }) => {
      const body = reportOf(readGivenOrInput(file));
      const reported = await context.office().post('/devices/report', reportedSchema, body);
      context.answer(reported, () => [words.reported(reported.account, reported.device)]);
    });

  context
    .verb(device, 'device clear', 'clear')
    .argument('<account>', say.argument.anyAccount)
    .argument('<device>', say.argument.deviceName)
    .requiredOption('--reason <text>', say.argument.deskReason)
    .action(async (account: string, name: string, { reason }: { reason: string }) => {
      const body = { account, device: name, reason };
      const cleared = await context.office().post('/devices/clear', clearedSchema, body);
      context.answer(cleared, () => [words.cleared(cleared.account, cleared.device)]);
    });

  context.verb(device, 'device list', 'list').action(async () => {
    const shown = await context.office().get('/devices', devicesSchema);
    const { account, device: name, state, reported, signatures, due } = words.columns;
    context.answer(shown, () =>
      shown.devices.length === 0
        ? [words.noDevices]
        : table(
            [account, name, state, reported, signatures, due].map((title) => ({ title })),
            shown.devices.map((one) => [
              one.account,
              one.device,
              one.state === 'DETECTED' ? { text: one.state, style: 'red' as const } : one.state,
              readable(one.reportedAt),
              String(one.signatureAgeHours),
              one.due === null ? '' : readable(one.due),
            ]),
            width(),
          ),
    );
  });

  context
    .verb(device, 'device require', 'require')
    .option('--from <day>', say.argument.inForceFrom)
    .requiredOption('--basis <text>', say.argument.requireBasis)
    .option('--off', say.argument.requireOff)
    .action(async ({ from = null, basis, off }: { from?: string | null; basis: string; off?: true }) => {
      const body = { required: off !== true, from, basis };
      const made = await context.office().post('/devices/requirement', requiredSchema, body);
      context.answer(made, () => [made.required ? words.required(made.from) : words.notRequired(made.from)]);
    });

  /** What of it is wrong, the office says. */
  function reportOf(text: string): object {
    try {
      return JSON.parse(text) as object;
    } catch {
      throw new UsageError(words.notJson);
    }
  }
}
