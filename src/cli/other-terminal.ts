/** Commands that are printed to be pasted: they mean this installation in another terminal too, which knows nothing of this one's environment. */
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, environmentNames, loadConfig } from '../platform/light.ts';

/** Settings that a client of the installation reads. */
const forClients = ['httpPort', 'listen', 'tlsCert'] as const;
/** `doctor` looks at the databases themselves. */
const forDoctor = [...forClients, 'databasePort', 'membersPort'] as const;

/** What to write before a command: `JIKIMI_HOME='/srv/a b' `, with the space; nothing where the defaults lead here. */
export function commandPrefix(config: Config, keys: readonly (typeof forDoctor)[number][] = forClients): string {
  const { home } = config;
  const there = loadConfig({ JIKIMI_HOME: home });
  const settings: (readonly [string, string])[] = home === resolve('data') ? [] : [[environmentNames.home, home]];
  for (const key of keys)
    if (config[key] !== there[key]) settings.push([environmentNames[key], String(config[key] ?? '')]);
  return settings.map(([name, value]) => `${name}=${shellQuoted(value)} `).join('');
}

/** The file that every way of starting this program leads to. */
const program = resolve(import.meta.dirname, '../../bin/jikimi.cjs');

/**
 * What starts this program from a shell: its name where a search of the path finds it, else npx, as in a clone. What npm adds to the path of
 * its own children, another terminal does not search.
 */
export function programName(path = process.env['PATH'] ?? ''): 'jikimi' | 'npx jikimi' {
  const searched = path.split(':').filter((folder) => folder !== '' && !/\/node_modules\/\.bin\/?$/.test(folder));
  return searched.some((folder) => leadsTo(join(folder, 'jikimi'))) ? 'jikimi' : 'npx jikimi';
}

function leadsTo(file: string): boolean {
  try {
    return realpathSync(file) === realpathSync(program);
  } catch {
    return false;
  }
}

/** Where a command of another terminal must be run, behind `words`: npx finds this program in its folder alone, and elsewhere asks a registry for that name. */
export function placeToRun(words: string): string {
  return programName() === 'jikimi' ? '' : `${words} ${resolve(import.meta.dirname, '../..')}`;
}

/** A command to paste: `words` begin behind the program's name. */
export function commandFor(config: Config, words: string): string {
  return `${commandPrefix(config, keysOf(words))}${programName()} ${words}`;
}

/** A command for somebody else: it names the office that is asked, and never this home, in which their session would take the place of this one. */
export function commandElsewhere(config: Config, words: string): string {
  const there = loadConfig({ JIKIMI_HOME: '/dev/null' }); // where no settings can be
  const settings = (['httpPort', 'listen'] as const).filter((key) => config[key] !== there[key]);
  const prefix = settings.map((key) => `${environmentNames[key]}=${shellQuoted(String(config[key]))} `).join('');
  return `${prefix}${programName()} ${words}`;
}

/** A sentence whose commands in backquotes can be pasted. Where the settings cannot be read they say nothing of them. */
export function pasteable(sentence: string): string {
  const name = programName();
  return sentence.replaceAll(
    /`(?:(npm start)|(?:npx )?jikimi )(?=(\w*))/g,
    (_, start: string | undefined, verb: string) => `\`${prefixHere(verb)}${start ?? `${name} `}`,
  );
}

/** A sentence whose commands mean this grant, where it did not know which. */
export function ofGrant(sentence: string, grant: string): string {
  return sentence.replaceAll(
    /(`(?:npx )?jikimi [a-z -]*)GRANT\b/g,
    (_, before: string) => `${before}${shellQuoted(grant)}`,
  );
}

/** An example of a verb, or a way to help: its commands stand anywhere in it, and mean any installation. */
export function asExample(line: string): string {
  const name = programName();
  return line.replaceAll(/(?<![\w./-])jikimi (?=[a-z-])/g, `${name} `);
}

function prefixHere(words: string): string {
  try {
    return commandPrefix(loadConfig(), keysOf(words));
  } catch {
    return '';
  }
}

function keysOf(words: string) {
  return /^doctor\b/.test(words) ? forDoctor : forClients;
}

/** One word for a POSIX shell. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
