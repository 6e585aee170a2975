/**
 * Small files that are whole or not there, also after power is lost, and have their mode from the first moment: written aside, flushed, moved
 * into place, and the directory flushed (rename(2), link(2), fsync(2)). Synchronous, since they are secrets, keys and certificates: a process
 * writes a few of them at its start and hardly one a day after that.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Puts `content` in the place of whatever `file` was. */
export function replaceFile(file: string, mode: number, content: string | Buffer): void {
  renameSync(draft(file, mode, content), file);
  flushDirectory(dirname(file));
}

/**
 * Makes `file` with `content` unless it is there, and then changes nothing; says whether it did. Of several processes exactly one wins, and
 * all then read the winner's.
 */
export function placeFile(file: string, mode: number, content: string | Buffer): boolean {
  const drafted = draft(file, mode, content);
  try {
    linkSync(drafted, file);
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(drafted);
  }
  flushDirectory(dirname(file));
  return true;
}

/**
 * Overwrites a file with random bytes, then removes it; a file that is not there is done. On copy-on-write file systems and flash the old
 * blocks may outlive this: what is written must not be readable by itself.
 */
export function eraseFile(file: string): void {
  try {
    within(openSync(file, 'r+'), (descriptor) => {
      const { size } = fstatSync(descriptor);
      for (let done = 0; done < size; ) done += writeSync(descriptor, randomBytes(size - done), 0, size - done, done);
      fsyncSync(descriptor);
    });
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
  rmSync(file, { force: true });
  flushDirectory(dirname(file));
}

/** Makes durable what was named or removed in a directory. */
export function flushDirectory(directory: string): void {
  within(openSync(directory, 'r'), fsyncSync);
}

/** The system's name of an error (`ENOENT`), or undefined where it is none of the system's. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function draft(file: string, mode: number, content: string | Buffer): string {
  const drafted = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    within(openSync(drafted, 'wx', mode), (descriptor) => {
      fchmodSync(descriptor, mode); // the umask may have taken bits away
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    });
  } catch (error) {
    rmSync(drafted, { force: true });
    throw error;
  }
  return drafted;
}

function within(descriptor: number, work: (descriptor: number) => void): void {
  try {
    work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
