import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * A file that is there whole or not at all, also after power is lost: written aside, flushed, moved into place, and the directory flushed
 * (rename(2), fsync(2)). Mode 0600.
 */
export async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  await rename(await writeAside(path, bytes), path);
  await flushDirectory(dirname(path));
}

/** The same, never over a file that is there: false then, and nothing was changed (link(2)). */
export async function claimDurably(path: string, bytes: Buffer): Promise<boolean> {
  const aside = await writeAside(path, bytes);
  try {
    await link(aside, path);
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(aside);
  }
  await flushDirectory(dirname(path));
  return true;
}

/**
 * Overwrites a file with random bytes, then removes it; a file that is not there is done. On copy-on-write file systems and flash the old
 * blocks may outlive this: what is written must not be readable by itself.
 */
export async function eraseDurably(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    try {
      const { size } = await file.stat();
      await file.write(randomBytes(size), 0, size, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
  await rm(path, { force: true });
  await flushDirectory(dirname(path));
}

/** The system's name of an error (`ENOENT`), or undefined where it is none of the system's. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

async function writeAside(path: string, bytes: Buffer): Promise<string> {
  const aside = `${path}.${randomBytes(6).toString('hex')}.new`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return aside;
}

/** Makes what was named or removed in a directory durable. */
export async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
