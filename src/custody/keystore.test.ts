import { randomBytes } from 'node:crypto';
import { keyStoreContract } from '../../test/contracts/keystore.ts';
import { Refusal } from '../platform/mod.ts';
import type { KeyStore } from './keystore.ts';

/** Number − 1 is the index; null is destroyed. */
type Keys = { readonly epochs: (Buffer | null)[]; readonly groups: Buffer[] };

/** The smallest store that keeps the contract, so that the suite is not the file adapter's own shape. */
class MemoryKeyStore implements KeyStore {
  readonly #keys: Keys;
  #closed = false;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  async answers(): Promise<void> {
    void this.#open;
  }

  async currentEpoch(): Promise<number> {
    return this.#open.epochs.length;
  }

  async epochKey(epoch: number): Promise<Buffer> {
    const key = this.#open.epochs[epoch - 1];
    if (key === undefined) throw new Refusal('JK308', { epoch });
    if (key === null) throw new Refusal('JK307', { epoch });
    return Buffer.from(key);
  }

  async newEpoch(): Promise<number> {
    return this.#open.epochs.push(randomBytes(32));
  }

  async destroyEpoch(epoch: number): Promise<void> {
    const { epochs } = this.#open;
    if (epochs[epoch - 1] === undefined) throw new Refusal('JK308', { epoch });
    if (epoch === epochs.length) throw new Refusal('JK309', { epoch });
    epochs[epoch - 1] = null;
  }

  groupKey(group: number): Buffer {
    const key = this.#open.groups[group - 1];
    if (key === undefined) throw new Refusal('JK310', { group });
    return key;
  }

  async newGroup(): Promise<number> {
    return this.#open.groups.push(randomBytes(32));
  }

  close(): void {
    this.#closed = true;
  }

  get #open(): Keys {
    if (this.#closed) throw new Refusal('JK302');
    return this.#keys;
  }
}

keyStoreContract('MemoryKeyStore', async () => {
  const keys: Keys = { epochs: [randomBytes(32)], groups: [] };
  return { store: new MemoryKeyStore(keys), again: async () => new MemoryKeyStore(keys) };
});
