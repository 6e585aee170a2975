import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errno, flushDirectory, placeFile, Refusal, replaceFile } from '../platform/mod.ts';
import { associated, FileKeyStore, OWNER_ONLY } from './file-keystore.ts';
import type { KeyStore } from './keystore.ts';
import { keyFile } from './keystore-file-names.ts';
import { HEADER_FILE, newHeader, unlockHeader } from './keystore-header.ts';
import { KEY_BYTES, wrapKey } from './wrapped-key.ts';

/**
 * Makes a key store with its first epoch, whole or not at all, and opens it. The passphrase is what a systemd credential or an operator
 * gives, without a line end. JK305 where the directory has anything in it, JK302 without a passphrase, JK301 where it cannot be written.
 */
export async function createFileKeyStore(directory: string, passphrase: string | Buffer): Promise<KeyStore> {
  const home = resolve(directory);
  const { json, unlocked } = await newHeader(passphrase);
  const epoch = wrapKey(randomBytes(KEY_BYTES), unlocked.master, associated(unlocked.id, 'epoch', 1));
  try {
    await mkdir(dirname(home), { recursive: true });
    const made = await mkdtemp(`${home}.new-`);
    try {
      replaceFile(join(made, keyFile('epoch', 1)), OWNER_ONLY, epoch);
      replaceFile(join(made, HEADER_FILE), OWNER_ONLY, json);
      await rename(made, home);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
    flushDirectory(dirname(home));
  } catch (error) {
    throw new Refusal(['ENOTEMPTY', 'EEXIST'].includes(errno(error) ?? '') ? 'JK305' : 'JK301', {}, error);
  }
  return new FileKeyStore(home, unlocked);
}

/**
 * Opens the key store that is there, and never makes one: an empty store in place of a lost one would hide the loss. JK304 none there,
 * JK306 exposed, JK302 no passphrase or the wrong one, JK303 damaged, JK301 down.
 */
export async function openFileKeyStore(directory: string, passphrase: string | Buffer): Promise<KeyStore> {
  const home = resolve(directory);
  const store = new FileKeyStore(home, await unlockHeader(await readHeader(home), passphrase));
  try {
    await store.recover();
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * The example's passphrase, random, in `<directory>.passphrase` with mode 0600, made where there is neither one nor a key store. It protects
 * against nobody who has the disk: `doctor` says so. JK302 where a key store is there and its passphrase is not.
 */
export async function passphraseBeside(directory: string): Promise<string> {
  const home = resolve(directory);
  const file = `${home}.passphrase`;
  try {
    if (!(await exists(file))) {
      if (await exists(join(home, HEADER_FILE))) throw new Refusal('JK302');
      await mkdir(dirname(home), { recursive: true });
      placeFile(file, OWNER_ONLY, `${randomBytes(32).toString('base64url')}\n`);
    }
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('JK301', {}, error);
  }
}

async function readHeader(home: string): Promise<Buffer> {
  try {
    const file = join(home, HEADER_FILE);
    const modes = [(await stat(home)).mode, (await stat(file)).mode];
    if (modes.every((mode) => (mode & 0o077) === 0)) return await readFile(file);
  } catch (error) {
    throw new Refusal(errno(error) === 'ENOENT' ? 'JK304' : 'JK301', {}, error);
  }
  throw new Refusal('JK306');
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') return false;
    throw error;
  }
}
