/** `jikimi account add|fit|leave|list`: the accounts of the company's own online services. */
import type { Command } from 'commander';
import { type AccountsShown, accountSchema, accountsSchema } from '../access/light.ts';
import type { Context } from './context.ts';
import { readableLastDay } from './moment.ts';
import { pasteable } from './other-terminal.ts';
import { table } from './table.ts';
import { width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function register(program: Command, context: Context): void {
  const { say } = context;
  const { argument, accounts: words } = say;
  const account = context.verb(program, 'account', 'account');
  context
    .verb(account, 'account add', 'add')
    .argument('<account>', argument.newAccount)
    .requiredOption('--service <name>', argument.accountService)
    .option('--display <text>', argument.display)
    .action(async (name: string, { service, display }: { service: string; display?: string }) => {
      const body = { account: name, service, display: display ?? name };
      const added = await context.office().post('/accounts', accountSchema, body);
      context.answer(added, () => [pasteable(words.added(name))]);
    });
  context
    .verb(account, 'account fit', 'fit')
    .argument('<account>', argument.account)
    .requiredOption('--until <day>', argument.until)
    .requiredOption('--reason <text>', argument.reason)
    .action(async (name: string, body: { until: string; reason: string }) => {
      const fit = await context.office().post(path(name, 'fit'), accountSchema, body);
      context.answer(fit, () => [words.fit(name, body.until)]);
    });
  context
    .verb(account, 'account leave', 'leave')
    .argument('<account>', argument.account)
    .action(async (name: string) => {
      const left = await context.office().post(path(name, 'leave'), accountSchema);
      context.answer(left, () => [words.left(name)]);
    });
  context
    .verb(account, 'account list', 'list')
    .option('--service <name>', argument.accountService)
    .action(async (asked: { service?: string }) => {
      const shown = await context.office().get('/accounts', accountsSchema, asked);
      context.answer(shown, () => lines(shown, say));
    });
}

function path(name: string, verb: string): string {
  return `/accounts/${encodeURIComponent(name)}/${verb}`;
}

function lines({ accounts }: AccountsShown, { accounts: say }: Texts): string[] {
  if (accounts.length === 0) return [pasteable(say.none)];
  const columns = [say.account, say.service, say.state, say.until, say.reason].map((title) => ({ title }));
  const rows = accounts.map((one) => [
    one.account,
    one.service,
    say.states[one.state],
    one.fitUntil === null ? '' : readableLastDay(one.fitUntil),
    one.reason ?? '',
  ]);
  return table(columns, rows, width());
}
