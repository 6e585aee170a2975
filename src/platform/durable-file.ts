/** Small files that are whole or not there, also after a crash, and have their mode from the first moment. */
import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Puts `text` in the place of whatever `file` was. */
export function replaceFile(file: string, mode: number, text: string): void {
  renameSync(draft(file, mode, text), file);
  syncDirectory(file);
}

/** Makes `file` with `text` unless it is there; of several processes exactly one wins, and all then read the winner's. */
export function placeFile(file: string, mode: number, text: string): void {
  const drafted = draft(file, mode, text);
  try {
    linkSync(drafted, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(drafted);
  }
  syncDirectory(file);
}

function draft(file: string, mode: number, text: string): string {
  const drafted = `${file}.${randomBytes(6).toString('hex')}`;
  const descriptor = openSync(drafted, 'wx', mode);
  try {
    fchmodSync(descriptor, mode);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return drafted;
}

function syncDirectory(file: string): void {
  const descriptor = openSync(dirname(file), 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
