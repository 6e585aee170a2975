/** Runs one command. Exit codes: 0 done, 1 refused or failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander';
import { type Language, loadConfig, onUncaught } from '../platform/light.ts';
import { asExample } from './other-terminal.ts';
import { OfficeRefusal } from './office-client.ts';
import { type Told, tell, toldBy } from './problem-text.ts';
import { buildProgram } from './program.ts';
import { err, paintError } from './terminal.ts';
import { type Texts, textsIn } from './texts.ts';
import { UsageError } from './usage-error.ts';
import { commandMeant, usageFault, wordOf } from './usage-text.ts';

export async function runCommandLine(words: readonly string[]): Promise<number> {
  const home = valueOf(words, '--home');
  const asked = valueOf(words, '--lang');
  if (home !== undefined) process.env['JIKIMI_HOME'] = home;
  if (asked === 'en' || asked === 'ko') process.env['JIKIMI_LANG'] = asked;
  const language = readersLanguage();
  const say = textsIn(language);
  const json = words.includes('--json');
  onUncaught((error) => {
    tell(toldBy(error, language), json);
    process.exit(1);
  });
  let program = new Command('jikimi');
  try {
    ({ program } = await buildProgram(language, words));
    if (asked !== undefined && asked !== 'en' && asked !== 'ko') throw new UsageError(say.usage.language(asked));
    if (words.length === 0) program.outputHelp();
    else await program.parseAsync(words, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof UsageError)
      return tellUsage(program, words, error, say, json);
    tell(asWritten(toldBy(error, language), error, commandMeant(program, words).command), json);
    return 1;
  }
}

function tellUsage(program: Command, words: readonly string[], error: Error, say: Texts, json: boolean): number {
  const meant = commandMeant(program, words);
  const sentence = error instanceof CommanderError ? faultIn(error, meant, say) : error.message;
  const hint = asExample(say.usage.help(`${meant.path} --help`));
  if (json) err(JSON.stringify({ code: 'usage', sentence, hint }));
  else {
    err(paintError('red', sentence));
    err(`  → ${hint}`);
  }
  return 2;
}

function faultIn(error: CommanderError, { command, path }: ReturnType<typeof commandMeant>, say: Texts): string {
  return error.code === 'commander.help' ? say.usage.missingVerb(path) : usageFault(error, command, say);
}

/** What the office says of a field of the request (JK002) names the option or argument that it was written as. */
function asWritten(told: Told, error: unknown, command: Command): Told {
  const path = error instanceof OfficeRefusal ? error.problem.params['path'] : undefined;
  if (told.code !== 'JK002' || typeof path !== 'string') return told;
  return { ...told, sentence: told.sentence.replace(path, () => wordOf(command, path)) };
}

/** Where even the settings cannot be read, the command still says so in a language. */
function readersLanguage(): Language {
  try {
    return loadConfig().language;
  } catch {
    const { JIKIMI_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
    return (JIKIMI_LANG || LC_ALL || LC_MESSAGES || LANG || '').startsWith('ko') ? 'ko' : 'en';
  }
}

/** `--name value` or `--name=value`, before commander has read anything. */
function valueOf(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at < 0) return undefined;
  const word = words[at] ?? '';
  return word === name ? words[at + 1] : word.slice(name.length + 1);
}
