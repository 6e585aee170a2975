/**
 * The key store: the one place where epoch keys and group keys live, apart from everything that they protect. Its adapters are proved
 * by one suite, `test/contracts/keystore.ts`.
 *
 * An epoch is *current* (new subject keys are wrapped under it), then *kept* (it still unwraps), then *destroyed*, for ever. There is
 * always exactly one current epoch, the newest; numbers count from 1, are never used twice, and a destroyed one is told from one that never
 * was. A group key makes the terms of one term group; it is never destroyed, since terms are compared, not opened.
 *
 * Every method may throw a Refusal: JK301 down (retryable: nothing is known, nothing was changed or it was changed whole), JK302 locked or
 * closed, JK303 corrupt. What else each throws is said there. A promise of a change resolves only when the change is durable.
 */

/** Subjects an epoch serves at most: destroying it means re-wrapping the living of so many. The caller counts. */
export const SUBJECTS_PER_EPOCH = 65_536;
export const LARGEST_GROUP = 0xffff;

export type KeyStore = {
  /** Resolves where the store is in its place now. Asked for every batch: keys in memory open nothing while their store is away. */
  answers(): Promise<void>;
  currentEpoch(): Promise<number>;
  /**
   * 32 bytes, the caller's own copy to overwrite. Asked afresh each time, so that what another process destroyed is gone here too.
   * JK307 destroyed, JK308 never was.
   */
  epochKey(epoch: number): Promise<Buffer>;
  /** Begins an epoch and makes it current: its number. */
  newEpoch(): Promise<number>;
  /** Destroys a kept epoch. Done again it does nothing, and after a crash it goes on. JK308 never was, JK309 the current one. */
  destroyEpoch(epoch: number): Promise<void>;
  /** 32 bytes, the store's own: not to be changed. Synchronous, since terms are made in bulk. JK310 never was. */
  groupKey(group: number): Buffer;
  /** Begins a term group: its number, from 1. JK311 none left. */
  newGroup(): Promise<number>;
  /** Overwrites the keys in memory; all else then refuses with JK302. */
  close(): void;
};
