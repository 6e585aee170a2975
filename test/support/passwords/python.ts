/** Debian's Python with its password libraries: what a Python service has. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const python = '/usr/bin/python3';

/** Why a test that needs them cannot run here; false where it can. */
export const noPythonPasswords: string | false =
  spawnSync(python, ['-c', 'import argon2, bcrypt, passlib']).status === 0
    ? false
    : 'python3-argon2, python3-bcrypt and python3-passlib are not installed';

/** Runs a script of this folder on a JSON value and reads the one that it prints. */
export function runPython<T>(script: string, input: unknown, ...words: string[]): T {
  const run = spawnSync(python, ['-B', '-W', 'ignore', join(import.meta.dirname, script), ...words], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as T;
}
