/** `jikimi purpose approve|withdraw`: what a grant may be requested for. Until assessments stand, the CPO's office approves by hand. */
import type { Command } from 'commander';
import { type PurposeRequest, purposeSchema, withdrawnSchema } from '../catalog/light.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { collect, parseField, wholeNumber } from './request-options.ts';

type Written = {
  readonly service: string;
  readonly database: string;
  readonly field: readonly string[];
  readonly basis: string;
  readonly days: string;
  readonly headcount: string;
  readonly display?: string;
};

export function register(program: Command, context: Context): void {
  const { say } = context;
  const purpose = context.verb(program, 'purpose', 'purpose');
  context
    .verb(purpose, 'purpose approve', 'approve')
    .argument('<name>', say.argument.newPurpose)
    .requiredOption('--service <name>', say.argument.service)
    .requiredOption('--database <name>', say.argument.database)
    .requiredOption('--field <field>', say.argument.field, collect)
    .requiredOption('--basis <text>', say.argument.basis)
    .requiredOption('--days <number>', say.argument.days)
    .requiredOption('--headcount <number>', say.argument.headcount)
    .option('--display <text>', say.argument.display)
    .action(async (name: string, written: Written) => {
      const asked: PurposeRequest = {
        name,
        service: written.service,
        database: written.database,
        display: written.display ?? name,
        basis: written.basis,
        days: wholeNumber('--days', written.days, say),
        headcount: wholeNumber('--headcount', written.headcount, say),
        fields: written.field.map((field) => {
          const { table, column, mode } = parseField(field, say);
          return { table, column, highest: mode };
        }),
      };
      const approved = await context.office().post('/purposes', purposeSchema, asked);
      context.answer(approved, () => [say.purposes.approved(name, readable(approved.until))]);
    });
  context
    .verb(purpose, 'purpose withdraw', 'withdraw')
    .argument('<name>', say.argument.purpose)
    .requiredOption('--service <name>', say.argument.service)
    .requiredOption('--reason <text>', say.argument.reason)
    .action(async (name: string, { service, reason }: { service: string; reason: string }) => {
      await context
        .office()
        .post(`/purposes/${encodeURIComponent(name)}/withdraw`, withdrawnSchema, { service, reason });
      context.answer({ withdrawn: name }, () => [say.purposes.withdrawn(name)]);
    });
}
