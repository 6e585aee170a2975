/** The tree of verbs, with help in the reader's language. */
import { Command, Option } from 'commander';
import { type Language, version } from '../platform/light.ts';
import { register as account } from './account.ts';
import { register as completion } from './completion.ts';
import { register as connect } from './connect.ts';
import { Context } from './context.ts';
import { register as database } from './database.ts';
import { register as course } from './course.ts';
import { register as device } from './device.ts';
import { register as duties } from './duties.ts';
import { register as grant } from './grant.ts';
import { register as history } from './history.ts';
import { register as law } from './law.ts';
import { register as store } from './store.ts';
import { register as owner } from './owner.ts';
import { registerPassword, registerRecoveryCodes } from './password.ts';
import { register as person } from './person.ts';
import { register as pledge } from './pledge.ts';
import { register as purpose } from './purpose.ts';
import { register as session } from './session.ts';
import { registerSignIn, registerSignOut, registerWhoami } from './sign-in.ts';
import { register as sql } from './sql.ts';
import { register as status } from './status.ts';
import { displayWidth } from './display-width.ts';
import { asExample } from './other-terminal.ts';
import { register as verify } from './verify.ts';
import { register as showVersion } from './version.ts';
import { register as why } from './why.ts';

/** Verbs of this table need nothing of the others, which load half of Jikimi. */
const throughOffice = {
  'sign-in': registerSignIn,
  'sign-out': registerSignOut,
  whoami: registerWhoami,
  session,
  password: registerPassword,
  'recovery-codes': registerRecoveryCodes,
  owner,
  person,
  duties,
  pledge,
  course,
  device,
  status,
  purpose,
  account,
  grant,
  connect,
  sql,
  database,
  history,
  law,
  store,
  verify,
  why,
  version: showVersion,
};

export async function buildProgram(
  language: Language,
  words: readonly string[],
): Promise<{ program: Command; context: Context }> {
  const program = new Command('jikimi');
  const context = new Context(program, language);
  const { say } = context;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say.titles.usage,
    'Options:': say.titles.options,
    'Global Options:': say.titles.globals,
    'Commands:': say.titles.commands,
    'Arguments:': say.titles.arguments,
  };
  program
    .description(say.about)
    .version(version, '-V, --version', say.option.version)
    .helpOption('-h, --help', say.option.help)
    .helpCommand('help [verb]', say.option.helpVerb)
    .addOption(new Option('--json', say.option.json))
    .addOption(new Option('--lang <language>', say.option.lang))
    .addOption(new Option('--home <directory>', say.option.home))
    .addOption(new Option('--as <name>', say.option.as))
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: 80,
      displayWidth,
      styleTitle: (title) => titles[title] ?? title,
    })
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', `\n${asExample(say.footer)}`);
  const [first = ''] = words;
  if (!Object.hasOwn(throughOffice, first))
    for (const register of await verbsOfTheMachine()) register(program, context);
  for (const register of [...Object.values(throughOffice), completion]) register(program, context);
  return { program, context };
}

/** Verbs that start, stop and change an installation on this machine: they do not go through the office. */
async function verbsOfTheMachine(): Promise<((program: Command, context: Context) => void)[]> {
  const verbs = await Promise.all([
    import('./start.ts'),
    import('./adopt.ts'),
    import('./discover.ts'),
    import('./stop.ts'),
    import('./reset.ts'),
    import('./doctor.ts'),
  ]);
  return verbs.map(({ register }) => register);
}
