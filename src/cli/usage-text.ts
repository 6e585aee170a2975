/** What commander found wrong, in our own words and languages. */
import type { Command, CommanderError } from 'commander';
import type { Texts } from './texts.ts';

/** [sentence, suggestion or null]; commander's own text is read for the name at fault and for what comes near it. */
export function usageFault(error: CommanderError, say: Texts): string {
  const { usage } = say;
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
    case 'commander.missingMandatoryOptionValue':
      return usage.missingOption(flagOf(name));
    case 'commander.optionMissingArgument':
      return usage.missingValue(flagOf(name));
    case 'commander.excessArguments':
      return usage.tooMany;
    default:
      return usage.other;
  }
}

/** `-c, --command <sql>` → `--command`. */
function flagOf(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** The verb that was meant, as far as the words lead: `jikimi grant request`. */
export function commandMeant(program: Command, words: readonly string[]): string {
  let at = program;
  let path = program.name();
  for (const word of words) {
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) continue;
    at = next;
    path += ` ${word}`;
  }
  return path;
}
