import type { Command } from 'commander';
import { type GrantRequest, requestedSchema } from '../access/light.ts';
import { meSchema } from '../people/light.ts';
import type { Context } from './context.ts';
import { type Written, collect, parseRequest } from './request-options.ts';

export function register(grant: Command, context: Context): void {
  const { say } = context;
  const { argument } = say;
  context
    .verb(grant, 'grant request', 'request')
    .argument('<name>', argument.newGrant)
    .requiredOption('--service <name>', argument.service)
    .requiredOption('--database <name>', argument.database)
    .requiredOption('--purpose <name>', argument.purpose)
    .requiredOption('--field <field>', argument.field, collect)
    .option('--subject <id>', argument.subject, collect)
    .option('--all', argument.all)
    .requiredOption('--source <cidr>', argument.source, collect)
    .requiredOption('--days <number>', argument.days)
    .option('--max <number>', argument.max)
    .option('--per-day <number>', argument.perDay)
    .option('--per-minute <number>', argument.perMinute)
    .requiredOption('--ticket <text>', argument.ticket)
    .requiredOption('--work <text>', argument.work)
    .option('--holder <account>', argument.holder)
    .option('--window <hours>', argument.window)
    .option('--export', argument.export)
    .option('--write', argument.write)
    .option('--replaces <grant>', argument.replaces)
    .action(async (name: string, written: Written) => {
      const terms = parseRequest(name, written, say);
      const office = context.office();
      const holder = written.holder ?? (await office.get('/me', meSchema)).account;
      const asked: GrantRequest = { ...terms, holder };
      const requested = await office.post('/grants', requestedSchema, asked);
      context.answer(requested, () => [say.grants.requested(name, requested.owed.join(', '))]);
    });
}
