/** `jikimi sign-in`, `sign-out`, `whoami`. */
import type { Command } from 'commander';
import { type Me, endedSessionsSchema, meSchema, signedSchema } from '../people/light.ts';
import { Refusal } from '../platform/light.ts';
import { askSecret, askText, givenPassword } from './ask.ts';
import type { Context } from './context.ts';
import { readable } from './moment.ts';
import { forgetSession, keepSession, keptSession } from './signed-in.ts';
import { table } from './table.ts';
import { err, width } from './terminal.ts';
import type { Texts } from './texts.ts';

export function registerSignIn(program: Command, context: Context): void {
  const { say } = context;
  context
    .verb(program, 'sign-in', 'sign-in')
    .argument('[account]', say.argument.signInAccount)
    .option('--password-file <file>', say.argument.passwordFile)
    .option('--code <code>', say.argument.signInCode)
    .action(async (given: string | undefined, options: { passwordFile?: string; code?: string }) => {
      const account = given ?? (await askText(say.signIn.askAccount));
      warnOfOther(context, account);
      const password = givenPassword(options.passwordFile) ?? (await askSecret(say.signIn.askPassword));
      const code = options.code ?? (await askText(say.signIn.askCode));
      const signed = await context.stranger().post('/sign-in', signedSchema, { account, password, code });
      await enter(context, signed);
      const { token: _, ...shown } = signed;
      context.answer(shown, () => [say.signIn.done(signed.display, signed.account)]);
    });
}

export function registerSignOut(program: Command, context: Context): void {
  context.verb(program, 'sign-out', 'sign-out').action(async () => {
    const kept = keptSession(context.config);
    if (kept === undefined) throw new Refusal('JK101'); // a local session is the example's: nobody signed in to it, and only a start makes another
    try {
      const ended = await context.as(kept.token).post('/sign-out', endedSessionsSchema);
      context.answer(ended, () => [context.say.signIn.out]);
    } finally {
      forgetSession(context.config);
    }
  });
}

export function registerWhoami(program: Command, context: Context): void {
  context.verb(program, 'whoami', 'whoami').action(async () => {
    const me = await context.office().get('/me', meSchema);
    context.answer(me, () => lines(me, context.say));
  });
}

/** Says whose session this home keeps, before another's takes its place. */
export function warnOfOther({ config, json, say }: Context, account: string): void {
  const kept = keptSession(config);
  if (!json && kept !== undefined && kept.account !== account) err(say.signIn.replaces(kept.account, account));
}

/** Keeps a session that was just opened; the one that this home had before ends. */
export async function enter(
  context: Context,
  { account, token }: { readonly account: string; readonly token: string | null },
): Promise<void> {
  const before = keptSession(context.config);
  if (token !== null) keepSession(context.config, { account, token });
  if (before !== undefined)
    await context
      .as(before.token)
      .post('/sign-out', endedSessionsSchema)
      .catch(() => undefined); // it had ended by itself
}

function lines(me: Me, { signIn: say, session: words }: Texts): string[] {
  const columns = [say.office, say.service, say.basis].map((title) => ({ title }));
  const held = me.offices.map(({ office, service, basis }) => [office, service ?? say.company, basis]);
  const may = me.rights.map(({ right, office, basis }) => [say.rights[right], office, basis]);
  return [
    say.who(me.display, me.account),
    '',
    ...(held.length === 0 ? [say.noOffice] : table(columns, held, width())),
    ...(may.length === 0
      ? []
      : [
          '',
          ...table(
            [say.right, say.by, say.basis].map((title) => ({ title })),
            may,
            width(),
          ),
        ]),
    '',
    say.session(me.session.id, words.kinds[me.session.kind], readable(me.session.endsAt)),
  ];
}
