/** Using a one-time link: `jikimi owner claim`, `jikimi person claim`. */
import type { Command } from 'commander';
import { claimedSchema, codeAt, proposalSchema, refusePassword, secretFrom, stepAt } from '../people/light.ts';
import { Refusal, machineNow, replaceFile } from '../platform/light.ts';
import { askNewSecret, askText, givenPassword } from './ask.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { pasteable } from './other-terminal.ts';
import { enter, warnOfOther } from './sign-in.ts';
import { err } from './terminal.ts';

export function registerClaim(parent: Command, context: Context, name: 'owner claim' | 'person claim'): void {
  const { say } = context;
  context
    .verb(parent, name, 'claim')
    .argument('<link>', say.argument.link)
    .option('--password-file <file>', say.argument.passwordFile)
    .option('--authenticator-file <file>', say.argument.authenticatorFile)
    .action(async (given: string, options: { passwordFile?: string; authenticatorFile?: string }) => {
      const link = /jkl_[\w-]+/.exec(given)?.[0] ?? given;
      const office = context.stranger();
      const proposal = await office.post('/links/look', proposalSchema, { link });
      const { account, display, authenticator, nonce, expiresAt } = proposal;
      const owners = name === 'owner claim';
      if (!context.json) err(say.claim.whose(display, account, readable(expiresAt)));
      if (!context.json && owners) err(say.claim.closes);
      warnOfOther(context, account);
      const password = givenPassword(options.passwordFile) ?? (await askNewSecret(say));
      refusePassword(password, account); // the office does too, but after the authenticator is in an app, where the next one would stand beside it
      const code = await firstCode(context, authenticator, options.authenticatorFile);
      const { token, ...claimed } = await office.post('/links/claim', claimedSchema, { link, password, nonce, code });
      await enter(context, { account, token });
      context.answer(claimed, () => [
        say.claim.done(display),
        '',
        say.claim.recovery,
        '',
        ...claimed.recoveryCodes.map((one) => `  ${one}`),
        ...(owners ? ['', pasteable(say.claim.next)] : []),
      ]);
    });
}

/** People enter the authenticator into an app and type what it shows; a script keeps it in a file and works it out. */
async function firstCode({ say }: Context, authenticator: string, file: string | undefined): Promise<string> {
  if (file === undefined) {
    if (process.stdin.isTTY) err(`${say.claim.app}\n\n  ${authenticator}\n`);
    return askText(say.claim.code);
  }
  const secret = secretFrom(authenticator);
  if (secret === undefined) throw new Refusal('JK120');
  replaceFile(file, 0o600, `${authenticator}\n`);
  return codeAt(secret, stepAt(machineNow()));
}
