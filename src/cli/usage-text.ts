/** What commander found wrong, in our own words and languages. */
import type { Command, CommanderError } from 'commander';
import type { Texts } from './texts.ts';

/** [sentence, suggestion or null]; commander's own text is read for the name at fault and for what comes near it. */
export function usageFault(error: CommanderError, command: Command, say: Texts): string {
  const { usage } = say;
  if (error.code === 'commander.missingMandatoryOptionValue') return usage.missingOptions(missingOptions(command));
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const near = /Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const sentence = sentenceOf(error.code, name.split(' ')[0] ?? '', name, say);
  return near === undefined ? sentence : `${sentence} ${usage.didYouMean(near)}`;
}

function sentenceOf(code: string, word: string, name: string, { usage }: Texts): string {
  switch (code) {
    case 'commander.unknownCommand':
      return usage.unknownVerb(name);
    case 'commander.unknownOption':
      return usage.unknownOption(word);
    case 'commander.missingArgument':
      return usage.missingArgument(`<${name}>`);
    case 'commander.optionMissingArgument':
      return usage.missingValue(flagOf(name));
    case 'commander.excessArguments':
      return usage.tooMany;
    default:
      return usage.other;
  }
}

/** All of them: commander stops at the first. */
function missingOptions(command: Command): string[] {
  return command.options
    .filter((option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined)
    .map(({ flags }) => flagOf(flags));
}

/** `-c, --command <sql>` → `--command`. */
function flagOf(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** The verb that was meant, as far as the words lead, and its path: `jikimi grant request`. */
export function commandMeant(program: Command, words: readonly string[]): { command: Command; path: string } {
  let command = program;
  let path = program.name();
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) continue;
    command = next;
    path += ` ${word}`;
  }
  return { command, path };
}

/** Where the office calls an option otherwise than the command line does. */
const otherwise: Readonly<Record<string, string>> = {
  maxSubjects: 'max',
  daySubjects: 'perDay',
  minuteSubjects: 'perMinute',
};

/** What a path of a request (`body.sources[0]`, `from`) is on the command line: `--source`, `NAME`; the path itself where it is neither. */
export function wordOf(command: Command, path: string): string {
  const [, field = ''] = /^(?:(?:body|querystring|params)\.)?(\w+)/.exec(path) ?? [];
  const names = [otherwise[field] ?? field, field.replace(/s$/, '')];
  const option = command.options.find((one) => names.includes(one.attributeName()));
  if (option?.long !== undefined && option.long !== null) return option.long;
  const argument = command.registeredArguments.find((one) => names.includes(one.name()));
  return argument === undefined ? path : argument.name().toUpperCase();
}
