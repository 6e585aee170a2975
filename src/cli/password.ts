/** `jikimi password` and `jikimi recovery-codes`: what one changes of one's own sign-in, by the password and a code. */
import type { Command } from 'commander';
import { endedSessionsSchema, recoveryCodesSchema } from '../people/light.ts';
import { askNewSecret, askSecret, askText, givenPassword } from './ask.ts';
import type { Context } from './context.ts';

type Given = { readonly passwordFile?: string; readonly newPasswordFile?: string; readonly code?: string };

export function registerPassword(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'password', 'password')
    .option('--password-file <file>', say.argument.passwordFile)
    .option('--new-password-file <file>', say.argument.newPasswordFile)
    .option('--code <code>', say.argument.signInCode)
    .action(async (given: Given) => {
      const proof = await proofOf(context, given);
      const newPassword =
        given.newPasswordFile === undefined ? await askNewSecret(say) : (givenPassword(given.newPasswordFile) ?? '');
      const answer = await context.office().post('/me/password', endedSessionsSchema, { ...proof, newPassword });
      context.answer(answer, () => [say.signIn.passwordSet(answer.ended)]);
    });
}

export function registerRecoveryCodes(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'recovery-codes', 'recovery-codes')
    .option('--password-file <file>', say.argument.passwordFile)
    .option('--code <code>', say.argument.signInCode)
    .action(async (given: Given) => {
      const made = await context
        .office()
        .post('/me/recovery-codes', recoveryCodesSchema, await proofOf(context, given));
      context.answer(made, () => [say.claim.recovery, '', ...made.recoveryCodes.map((one) => `  ${one}`)]);
    });
}

async function proofOf({ say }: Context, { passwordFile, code }: Given) {
  const password = givenPassword(passwordFile) ?? (await askSecret(say.signIn.askPassword));
  return { password, code: code ?? (await askText(say.signIn.askCode)) };
}
