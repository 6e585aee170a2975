/** `jikimi person import`: HR's list, what it would change, and all of it. */
import type { Command } from 'commander';
import { type ImportedShown, importedSchema } from '../people/light.ts';
import type { Context } from './context.ts';
import { readGivenText } from './given-file.ts';
import { personTexts } from './person-texts.ts';
import { table } from './table.ts';
import { paint, width } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Milliseconds in which the office makes what the longest list says: some 3 ms a person, more on a machine that is busy. */
const longestListMs = 600_000;

export function registerImport(person: Command, context: Context): void {
  const { say, language } = context;
  const words = personTexts(language);

  context
    .verb(person, 'person import', 'import')
    .argument('<file>', say.argument.peopleFile)
    .option('--reason <text>', say.argument.reason)
    .option('--dry-run', say.argument.dryRun)
    .action(async (file: string, { reason, dryRun }: { reason?: string; dryRun?: true }) => {
      if (reason === undefined && dryRun === undefined) throw new UsageError(say.usage.missingOptions(['--reason']));
      const body = { text: readGivenText(file), reason };
      const office = context.office().patient(longestListMs);
      const plan = await office.post('/people/import', importedSchema, { ...body, dryRun: true });
      const isBroken = plan.faults.length > 0;
      const shown =
        dryRun || isBroken ? plan : await office.post('/people/import', importedSchema, { ...body, dryRun: false });
      if (isBroken) process.exitCode = 1;
      context.answer(shown, () => lines(shown, file));
    });

  function lines({ applied, faults, changes, unchanged, absent }: ImportedShown, file: string): string[] {
    if (faults.length > 0)
      return [
        ...faults.map(({ line, column, words: what }) => paint('red', words.fault(file, line, column, what))),
        words.nothingChanged(faults.length),
      ];
    const { line, account, act, from, department, position } = words.columns;
    const rows = changes.map((one) => [
      String(one.line),
      one.account,
      words.acts[one.act],
      one.from ?? words.fromNow,
      one.was === null ? (one.department ?? '') : `${one.was} → ${one.department ?? ''}`,
      one.position ?? '',
    ]);
    const count = (kind: string) => changes.filter((one) => one.act === kind).length;
    return [
      ...(rows.length === 0
        ? []
        : table(
            [line, account, act, from, department, position].map((title) => ({ title })),
            rows,
            width(),
          )),
      (applied ? words.applied : words.wouldChange)(count('join'), count('move'), count('end'), unchanged),
      ...(absent.length === 0 ? [] : [words.absent(absent.length, absent.slice(0, 10).join(', '))]),
    ];
  }
}
