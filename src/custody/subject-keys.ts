import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Refusal, databaseFault } from '../platform/mod.ts';
import { insertSubjectKeys, subjectKeys } from './custody.sql.ts';
import { KeptKeys } from './kept-keys.ts';
import { type KeyStore, SUBJECTS_PER_EPOCH } from './keystore.ts';
import { SUBJECT_ID_BYTES, readSubjectId } from './subject-id.ts';
import { newSubjectKey, unwrapSubjectKey, wrapSubjectKey } from './subject-key.ts';
import { WRAPPED_BYTES } from './wrapped-key.ts';

const mostKept = 250_000;
/** Where the wrapped key stands in what `subjectKeys` tells of one subject. */
const wrappedAt = SUBJECT_ID_BYTES + 4;
/** Keys that are made in one transaction. */
const portion = Math.min(1024, SUBJECTS_PER_EPOCH);

/**
 * The subject keys that this custodian holds unwrapped: a cache that is dropped whole when any key became unusable (its generation moved),
 * and never an authority.
 */
export class SubjectKeys {
  readonly #pool: pg.Pool;
  readonly #store: KeyStore;
  readonly #kept = new KeptKeys(mostKept);
  #generation = 0;

  constructor(pool: pg.Pool, store: KeyStore) {
    this.#pool = pool;
    this.#store = store;
  }

  /** Called with each generation that is read, before a key is used by it. */
  observe(generation: number): void {
    if (generation <= this.#generation) return; // a slow answer must not turn it back: a key that was read before would be kept again
    this.#kept.clear(); // not overwritten: a batch under way may still hold one, and decides by its own inputs
    this.#generation = generation;
  }

  /** The keys of these subjects where all of them are held; null where one must be read. */
  held(subjects: Iterable<string>): ReadonlyMap<string, Buffer> | null {
    const found = new Map<string, Buffer>();
    for (const subject of subjects) {
      const key = this.#kept.get(subject);
      if (key === undefined) return null;
      found.set(subject, key);
    }
    return found;
  }

  /**
   * The keys of these subjects. A subject that has none, whose key is unusable or does not unwrap, is absent: its envelopes are then not
   * genuine. Throws JK301 to JK303 where the key store does not answer.
   */
  async of(subjects: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>();
    const missing: string[] = [];
    for (const subject of subjects) {
      const key = this.#kept.get(subject);
      if (key === undefined) missing.push(subject);
      else found.set(subject, key);
    }
    if (missing.length > 0) for (const [subject, key] of await this.#load(missing)) found.set(subject, key);
    return found;
  }

  async #load(subjects: readonly string[]): Promise<Map<string, Buffer>> {
    const loaded = new Map<string, Buffer>();
    const generation = this.#generation;
    const epochs = new Map<number, Buffer>();
    const keys = await subjectKeys(this.#pool, subjects, WRAPPED_BYTES);
    try {
      for (let at = 0; at < keys.length; at += wrappedAt + WRAPPED_BYTES) {
        const subject = readSubjectId(keys, at);
        const epoch = keys.readUInt32BE(at + SUBJECT_ID_BYTES);
        let epochKey = epochs.get(epoch);
        if (epochKey === undefined) {
          epochKey = await this.#epochKey(epoch);
          if (epochKey === undefined) continue;
          epochs.set(epoch, epochKey);
        }
        const wrapped = keys.subarray(at + wrappedAt, at + wrappedAt + WRAPPED_BYTES);
        const key = unwrapSubjectKey(wrapped, epochKey, { subject, epoch });
        if (key === null) continue;
        // A key that became unusable since it was read must not outlive the clearing.
        loaded.set(subject, generation === this.#generation ? this.#kept.keep(subject, key) : key);
      }
    } finally {
      for (const epochKey of epochs.values()) epochKey.fill(0);
    }
    return loaded;
  }

  /** Undefined where the epoch was destroyed: nothing sealed under it opens again. */
  async #epochKey(epoch: number): Promise<Buffer | undefined> {
    try {
      return await this.#store.epochKey(epoch);
    } catch (error) {
      if (error instanceof Refusal && (error.code === 'JK307' || error.code === 'JK308')) return undefined;
      throw error;
    }
  }

  /** Makes subjects with random keys, wrapped under the current epoch, a new one where it is full. Returns their ids. */
  async make(count: number, kind: 'person' | 'unowned'): Promise<string[]> {
    const made = Array.from({ length: count }, (): string => randomUUID());
    await this.#insert(made, kind);
    return made;
  }

  /** Makes the keys of these subjects, as far as the same call before this one did not. */
  async ensure(subjects: readonly string[], kind: 'person' | 'unowned'): Promise<void> {
    for (let done = 0; done < subjects.length; done += portion)
      await this.#insert(subjects.slice(done, done + portion), kind).catch((error: unknown) => {
        if (databaseFault(error)?.constraint !== 'subject_key_pkey') throw error; // a portion is made whole
      });
  }

  async #insert(subjects: readonly string[], kind: 'person' | 'unowned'): Promise<void> {
    let done = 0;
    while (done < subjects.length) {
      const epoch = await this.#store.currentEpoch();
      const epochKey = await this.#store.epochKey(epoch);
      const keys = subjects.slice(done, done + portion).map((subject) => ({
        subject,
        wrapped: wrapSubjectKey(newSubjectKey(), epochKey, { subject, epoch }),
      }));
      epochKey.fill(0);
      if (await insertSubjectKeys(this.#pool, epoch, kind, keys)) done += keys.length;
      else await this.#store.newEpoch();
    }
  }
}
