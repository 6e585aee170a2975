/** The session that was signed in to from this home: one file, for its owner alone, as local sessions are. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, Refusal, errno, replaceFile } from '../platform/light.ts';

const shape = z.strictObject({ account: z.string(), token: z.string() });
export type Kept = z.infer<typeof shape>;

/** With a dot, so that no local session has its name. */
export const keptSessionFile = (config: Config) => join(config.home, 'sessions', 'signed-in.json');

export function keepSession(config: Config, kept: Kept): void {
  mkdirSync(join(config.home, 'sessions'), { recursive: true, mode: 0o700 });
  replaceFile(keptSessionFile(config), 0o600, `${JSON.stringify(kept)}\n`);
}

/** Throws JK015 where it cannot be read; what is not whole counts as none. */
export function keptSession(config: Config): Kept | undefined {
  const file = keptSessionFile(config);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (errno(cause) === 'ENOENT') return undefined;
    throw new Refusal('JK015', { file }, cause);
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function forgetSession(config: Config): void {
  rmSync(keptSessionFile(config), { force: true });
}
