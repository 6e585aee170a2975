/**
 * Makes records durable, many to a commit: what arrives while its grant's commit is under way goes with the next one.
 *
 * Each lane: IDLE → (a record whose grant no lane commits) COMMITTING → (more wait) COMMITTING … → IDLE. A grant is in one lane at a time, since
 * the second would only wait for the first. Nothing waits for a timer: one record alone is committed at once. A commit that fails, or whose outcome is unknown, fails each of its records: treat them as not recorded; asking again decides.
 */
import { Refusal } from '../platform/mod.ts';
import type { Recorded } from './custody.sql.ts';
import type { Named } from './store-line.sql.ts';

/** `grant`: whose caps it counts against; null for a refusal, which counts against none. */
export type Entry = { readonly grant: string | null; readonly json: string; readonly named?: Named };

/** See RecordStore. */
export type Commit = (records: string, named: readonly (Named | undefined)[]) => Promise<readonly Recorded[]>;

type Waiting = Entry & {
  readonly done: (recorded: Recorded) => void;
  readonly failed: (error: unknown) => void;
};

const mostBytesACommit = 8 * 1024 * 1024;

export class Recorder {
  readonly #commitAll: Commit;
  readonly #lanes: number;
  readonly #committing = new Set<string>();
  #running = 0;
  #waiting: Waiting[] = [];

  /** `lanes`: commits under way at the same time. */
  constructor(commit: Commit, lanes: number) {
    this.#commitAll = commit;
    this.#lanes = lanes;
  }

  /** Resolves when the record is durable or was judged not to be made (see `custody.record`); rejects with JK312 where nothing is known, and with what the store refuses. */
  record(entry: Entry): Promise<Recorded> {
    return new Promise((done, failed) => {
      this.#waiting.push({ ...entry, done, failed });
      if (this.#running < this.#lanes) void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    this.#running += 1;
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      for (const { grant } of batch) if (grant !== null) this.#committing.add(grant);
      await this.#commitOnce(batch);
      for (const { grant } of batch) if (grant !== null) this.#committing.delete(grant);
    }
    this.#running -= 1;
  }

  async #commitOnce(batch: readonly Waiting[]): Promise<void> {
    try {
      const records = `[${batch.map((one) => one.json).join(',')}]`;
      const results = await this.#commitAll(
        records,
        batch.map((one) => one.named),
      );
      batch.forEach((one, n) => {
        const result = results[n];
        if (result?.n !== n) one.failed(unknown(new Error('custody.record did not answer this record')));
        else one.done(result);
      });
    } catch (error) {
      for (const one of batch) one.failed(unknown(error));
    }
  }

  /** Those whose grant no other commit counts for now: they would only wait for its lock, and others of theirs could not join them. */
  #take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    let bytes = 0;
    for (const one of this.#waiting) {
      const fits = taken.length === 0 || bytes + one.json.length <= mostBytesACommit;
      if (!fits || (one.grant !== null && this.#committing.has(one.grant))) {
        left.push(one);
        continue;
      }
      bytes += one.json.length;
      taken.push(one);
    }
    this.#waiting = left;
    return taken;
  }
}

/** Nothing is known of the record, so nothing leaves. */
function unknown(cause: unknown): Refusal {
  return cause instanceof Refusal ? cause : new Refusal('JK312', {}, cause);
}
