/** What a verb of the command line works with. Nothing is read before it is asked for, so that `why` and `--help` work anywhere. */
import type { Command } from 'commander';
import { type Config, type Language, loadConfig, localHost } from '../platform/light.ts';
import { jsonLine, printableLine } from './display-width.ts';
import { localToken } from './local-session.ts';
import { OfficeClient } from './office-client.ts';
import { keptSession } from './signed-in.ts';
import { asExample, commandFor, shellQuoted } from './other-terminal.ts';
import { type Texts, type VerbName, textsIn } from './texts.ts';
import { out } from './terminal.ts';

export class Context {
  readonly language: Language;
  readonly say: Texts;
  readonly #program: Command;

  constructor(program: Command, language: Language) {
    this.#program = program;
    this.language = language;
    this.say = textsIn(language);
  }

  get json(): boolean {
    return this.#program.opts<{ json?: true }>().json === true;
  }

  /** Throws JK004. */
  get config(): Config {
    return loadConfig();
  }

  /** The office, as the session that was signed in to; else, or where `--as` names one, as a local session. Throws JK012, JK101 or JK102. */
  office(): OfficeClient {
    const { as } = this.#program.opts<{ as?: string }>();
    const signedIn = as === undefined ? keptSession(this.config) : undefined;
    return this.as(signedIn?.token ?? localToken(this.config, as));
  }

  /** The office, for who is not signed in yet. */
  stranger(): OfficeClient {
    return this.as(null);
  }

  as(token: string | null): OfficeClient {
    const { config, language } = this;
    const host = localHost(config.listen);
    const base = `http://${host.includes(':') ? `[${host}]` : host}:${config.httpPort}`;
    return new OfficeClient({ base, home: config.home, token, language });
  }

  /** Adds a verb with its words and examples. `usage` is the verb and its arguments: `show <grant>`. */
  verb(parent: Command, name: VerbName, usage: string): Command {
    const words = this.say.verbs[name];
    const { summary, examples } = words;
    return parent
      .command(usage)
      .summary(summary)
      .description('description' in words ? words.description : `${summary}.`)
      .addHelpText(
        'after',
        `\n${this.say.titles.examples}\n${examples.map((line) => `  ${asExample(line)}`).join('\n')}`,
      );
  }

  /** The command that asks on where an answer ended, in any terminal: every option that was given, as a shell reads it. */
  again(verb: string, options: Readonly<Record<string, string | undefined>>): string {
    const { as, lang } = this.#program.opts<{ as?: string; lang?: string }>();
    const given = Object.entries({ ...options, as, lang }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, shellQuoted(value)],
    );
    return commandFor(this.config, [verb, ...given].join(' '));
  }

  /** Prints an answer: as one line of JSON where that was asked for, else as these lines. */
  answer(value: unknown, lines: () => readonly string[]): void {
    if (this.json) out(jsonLine(value));
    else for (const line of lines()) out(printableLine(line));
  }
}
