/**
 * The key store in a local directory: `store.json`, and one file a key, so that each change is one file put in place or taken away and
 * several processes of one host share it without a lock.
 *
 *     epoch-7.key         is there: kept, and current where 7 is the newest
 *     epoch-7.destroyed   is there: destroyed, whether or not the key file still is
 *     group-3.key
 *
 * | what fails | what is true then |
 * | --- | --- |
 * | a crash while a key is begun | it is there whole, or not at all; `*.new` files are never read |
 * | two processes begin one at once | the number goes to one, the other takes the next |
 * | a crash before `.destroyed` is written | kept; the caller was told nothing and asks again |
 * | a crash after it | destroyed; the next opening, or asking again, removes the key file |
 * | the directory cannot be read, or was unmounted | JK301 |
 * | the directory hangs (a network mount) | the process hangs with it, and opens nothing; the gateway gives up with JK313 |
 * | a file is changed, swapped with another, or lost | JK303 |
 *
 * It protects against who has the rows or the backups, not against who has this directory and its passphrase. Losing either loses all
 * that was ever sealed: there is no second way in. On flash and copy-on-write disks a removed file may outlive its removal, readable only
 * with the passphrase.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errno, eraseFile, placeFile, Refusal, replaceFile } from '../platform/mod.ts';
import { type KeyStore, LARGEST_GROUP } from './keystore.ts';
import { destroyedFile, type KeyKind, keyFile, newestOf, numbersOf } from './keystore-file-names.ts';
import { HEADER_FILE, type Unlocked } from './keystore-header.ts';
import { KEY_BYTES, unwrapKey, wrapKey } from './wrapped-key.ts';

/** Mode of every file of a store. */
export const OWNER_ONLY = 0o600;

export class FileKeyStore implements KeyStore {
  readonly #directory: string;
  readonly #header: string;
  readonly #unlocked: Unlocked;
  readonly #groups = new Map<number, Buffer>();
  #closed = false;
  /** The look of this turn of the event loop. */
  #looked: Promise<void> | null = null;

  /** Takes over `unlocked`, and overwrites it when closed. */
  constructor(directory: string, unlocked: Unlocked) {
    this.#directory = directory;
    this.#header = this.#path(HEADER_FILE);
    this.#unlocked = unlocked;
  }

  /** What opening does: ends the destructions that a crash left half done, and reads the group keys. */
  async recover(): Promise<void> {
    const names = await this.#list();
    for (const epoch of numbersOf(names, 'epoch')) {
      const key = keyFile('epoch', epoch);
      if (names.has(destroyedFile(epoch)) && names.has(key)) await orDown(() => eraseFile(this.#path(key)));
    }
    for (const group of numbersOf(names, 'group')) this.groupKey(group);
  }

  /** One look for all batches of a turn. */
  answers(): Promise<void> {
    if (this.#looked === null) {
      this.#looked = this.#look();
      setImmediate(() => (this.#looked = null));
    }
    return this.#looked;
  }

  /** Not handed to another thread: waking one costs more than looking. */
  async #look(): Promise<void> {
    this.#mustBeOpen();
    await orDown(() => accessSync(this.#header, constants.R_OK));
  }

  async currentEpoch(): Promise<number> {
    const names = await this.#list();
    const newest = newestOf(names, 'epoch');
    if (names.has(destroyedFile(newest))) throw corrupt(keyFile('epoch', newest + 1));
    return newest;
  }

  async epochKey(epoch: number): Promise<Buffer> {
    const names = await this.#listKnowing(epoch);
    if (names.has(destroyedFile(epoch))) throw new Refusal('JK307', { epoch });
    const wrapped = await orDown(() => readFile(this.#path(keyFile('epoch', epoch))).catch(whenMissing));
    const key = wrapped && this.#unwrap(wrapped, 'epoch', epoch);
    if (key !== null) return key;
    if ((await this.#list()).has(destroyedFile(epoch))) throw new Refusal('JK307', { epoch });
    throw corrupt(keyFile('epoch', epoch));
  }

  newEpoch(): Promise<number> {
    return this.#begin('epoch');
  }

  async destroyEpoch(epoch: number): Promise<void> {
    const names = await this.#listKnowing(epoch);
    if (epoch === newestOf(names, 'epoch')) throw new Refusal('JK309', { epoch });
    if (!names.has(destroyedFile(epoch)))
      await orDown(() => replaceFile(this.#path(destroyedFile(epoch)), OWNER_ONLY, ''));
    await orDown(() => eraseFile(this.#path(keyFile('epoch', epoch))));
  }

  groupKey(group: number): Buffer {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const key = this.#unwrap(this.#readGroup(group), 'group', group);
    if (key === null) throw corrupt(keyFile('group', group));
    this.#groups.set(group, key);
    return key;
  }

  newGroup(): Promise<number> {
    return this.#begin('group');
  }

  close(): void {
    this.#closed = true;
    this.#looked = null;
    this.#unlocked.master.fill(0);
    for (const key of this.#groups.values()) key.fill(0);
    this.#groups.clear();
  }

  async #begin(kind: KeyKind): Promise<number> {
    for (;;) {
      const number = newestOf(await this.#list(), kind) + 1;
      if (kind === 'group' && number > LARGEST_GROUP) throw new Refusal('JK311');
      const key = randomBytes(KEY_BYTES);
      const wrapped = wrapKey(key, this.#master, associated(this.#unlocked.id, kind, number));
      key.fill(0);
      if (await orDown(() => placeFile(this.#path(keyFile(kind, number)), OWNER_ONLY, wrapped))) return number;
    }
  }

  /** The names of all files. A directory without a header is one that was unmounted; one without an epoch has lost it. */
  async #list(): Promise<ReadonlySet<string>> {
    this.#mustBeOpen();
    const names = new Set(await orDown(() => readdir(this.#directory)));
    if (!names.has(HEADER_FILE)) throw new Refusal('JK301');
    if (newestOf(names, 'epoch') === 0) throw corrupt(keyFile('epoch', 1));
    return names;
  }

  async #listKnowing(epoch: number): Promise<ReadonlySet<string>> {
    const names = await this.#list();
    if (!Number.isInteger(epoch) || epoch < 1 || epoch > newestOf(names, 'epoch'))
      throw new Refusal('JK308', { epoch });
    return names;
  }

  #readGroup(group: number): Buffer {
    this.#mustBeOpen();
    try {
      return readFileSync(this.#path(keyFile('group', group)));
    } catch (error) {
      throw errno(error) === 'ENOENT' ? new Refusal('JK310', { group }) : new Refusal('JK301', {}, error);
    }
  }

  #unwrap(wrapped: Buffer, kind: KeyKind, number: number): Buffer | null {
    return unwrapKey(wrapped, this.#master, associated(this.#unlocked.id, kind, number));
  }

  /** Asked for at each use: after `close` it is zeros, and nothing may be wrapped under zeros. */
  get #master(): Buffer {
    this.#mustBeOpen();
    return this.#unlocked.master;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Refusal('JK302');
  }

  #path(name: string): string {
    return join(this.#directory, name);
  }
}

/** Binds a key file to its store, kind and number. */
export function associated(store: string, kind: KeyKind, number: number): Buffer {
  return Buffer.from(`jikimi ${store} ${kind} ${number}`);
}

function corrupt(file: string): Refusal {
  return new Refusal('JK303', { file });
}

function whenMissing(error: unknown): null {
  if (errno(error) === 'ENOENT') return null;
  throw error;
}

/** What the system refuses is the store being down. */
async function orDown<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Refusal('JK301', {}, error);
  }
}
