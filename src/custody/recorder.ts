/**
 * Makes records durable, many to a commit: what arrives while a commit is under way goes with the next one.
 *
 * IDLE → (first record) → COMMITTING → (more arrived) COMMITTING … → IDLE. Nothing waits for a timer: one record alone is committed at
 * once. A commit that fails, or whose outcome is unknown, fails each of its records: treat them as not recorded; asking again decides.
 */
import type pg from 'pg';
import { type Recorded, recordAll } from './custody.sql.ts';

type Waiting = {
  readonly json: string;
  readonly done: (recorded: Recorded) => void;
  readonly failed: (error: unknown) => void;
};

const mostBytesACommit = 8 * 1024 * 1024;

export class Recorder {
  readonly #pool: pg.Pool;
  readonly #lanes: number;
  #running = 0;
  #waiting: Waiting[] = [];

  /** `lanes`: commits under way at the same time. */
  constructor(pool: pg.Pool, lanes: number) {
    this.#pool = pool;
    this.#lanes = lanes;
  }

  /** Resolves when the record is durable or was judged not to be made (see `custody.record`); rejects where nothing is known. */
  record(json: string): Promise<Recorded> {
    return new Promise((done, failed) => {
      this.#waiting.push({ json, done, failed });
      if (this.#running < this.#lanes) void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    this.#running += 1;
    try {
      for (let batch = this.#take(); batch.length > 0; batch = this.#take()) await this.#commitOnce(batch);
    } finally {
      this.#running -= 1;
    }
  }

  async #commitOnce(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await recordAll(this.#pool, `[${batch.map((one) => one.json).join(',')}]`);
      batch.forEach((one, n) => {
        const result = results[n];
        if (result === undefined) one.failed(new Error('custody.record answered too few records'));
        else one.done(result);
      });
    } catch (error) {
      for (const one of batch) one.failed(error);
    }
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const one of this.#waiting) {
      bytes += one.json.length;
      if (count > 0 && bytes > mostBytesACommit) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }
}
