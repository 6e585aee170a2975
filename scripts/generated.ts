import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Writes a generated file or, with `--check` among the arguments, only says whether it is up to date (exit 1 where not). `command` is what
 * writes it anew.
 */
export function writeOrCheck(path: string, text: string, command: string): void {
  const name = relative(process.cwd(), path);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    process.stdout.write(`wrote ${name}\n`);
    return;
  }
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  process.stdout.write(`${name} is stale: run \`${command}\` and commit it.\n`);
  process.exitCode = 1;
}
