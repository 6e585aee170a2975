import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, Refusal } from '../platform/light.ts';

/**
 * The token of a local session: a file of `$JIKIMI_HOME/sessions`, named as `--as` calls it. Without a name the only one there is, of
 * several `handler`. Throws JK102 with the names that there are, JK101 where there is none, JK012 where this home was never started.
 */
export function localToken(config: Config, as: string | undefined): string {
  const directory = join(config.home, 'sessions');
  const names = existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => !name.includes('.'))
        .sort()
    : [];
  if (names.length === 0)
    throw existsSync(directory) ? new Refusal('JK101') : new Refusal('JK012', { home: config.home });
  const name = as ?? (names.length === 1 ? (names[0] ?? '') : 'handler');
  if (!names.includes(name)) throw new Refusal('JK102', { directory, name, names: names.join(', ') });
  const file = join(directory, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Refusal('JK015', { file }, cause);
  }
}
