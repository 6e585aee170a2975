import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the environment of whatever runs for a run: how it is found and ended when it is left over. */
export const marks = { tests: 'JIKIMI_TEST_RUN', own: 'JIKIMI_OWN_RUN' } as const;

/**
 * The folder in which homes and clusters are made. That of a run of the tests is cleared by scripts/test.ts. Outside one (a bench, `node --test`)
 * this process gets a folder of its own, and a keeper that outlives it: a bench that crashes, or is interrupted or killed, runs no `finally`.
 */
export function runFolder(): string {
  return process.env[marks.tests] ?? process.env[marks.own] ?? ownFolder();
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jikimi-run-'));
  chmodSync(folder, 0o711); // servers that will not run as root look for their files in it
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder], {
    detached: true, // Ctrl-C at a terminal is for this process, not for it
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  keeper.unref();
  (keeper.stdin as Socket).unref();
  process.env[marks.own] = folder;
  return folder;
}
