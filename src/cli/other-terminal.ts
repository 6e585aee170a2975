/** Commands that are printed to be pasted: they mean this installation in another terminal too, which knows nothing of this one's environment. */
import { resolve } from 'node:path';
import { type Config, environmentNames, loadConfig } from '../platform/mod.ts';

/** Settings that a client of the installation reads. */
const forClients = ['httpPort', 'listen', 'tlsCert'] as const;

/** What to write before a command: `JIKIMI_HOME='/srv/a b' `, with the space; nothing where the defaults lead here. */
export function commandPrefix(config: Config): string {
  const { home } = config;
  const there = loadConfig({ JIKIMI_HOME: home });
  const settings: (readonly [string, string])[] = home === resolve('data') ? [] : [[environmentNames.home, home]];
  for (const key of forClients)
    if (config[key] !== there[key]) settings.push([environmentNames[key], String(config[key] ?? '')]);
  return settings.map(([name, value]) => `${name}=${shellQuoted(value)} `).join('');
}

/** A sentence whose commands in backquotes can be pasted. Where the settings cannot be read it stays as it is. */
export function pasteable(sentence: string): string {
  const prefix = prefixHere();
  return prefix === '' ? sentence : sentence.replaceAll(/`(?=(?:npx )?jikimi |npm start)/g, () => `\`${prefix}`);
}

function prefixHere(): string {
  try {
    return commandPrefix(loadConfig());
  } catch {
    return '';
  }
}

/** One word for a POSIX shell. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
