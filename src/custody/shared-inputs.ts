/**
 * Inputs of decisions, one query for all batches of a grant that wait at the same time. Whoever asks gets facts that were read after the
 * asking, never before: a query that is under way is shared by nobody who comes later.
 *
 * IDLE → (asked) ASKING → (asked again meanwhile: WAITING, subjects joined) → answered → ASKING for those who wait → IDLE.
 */
import type pg from 'pg';
import { type Inputs, inputsOf } from './custody.sql.ts';

type Waiting = {
  readonly subjects: Set<string>;
  readonly answer: Promise<Inputs | undefined>;
  readonly settle: (from: Promise<Inputs | undefined>) => void;
};

export class SharedInputs {
  readonly #pool: pg.Pool;
  readonly #asking = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** As `inputsOf`; the stops and the scope may tell of more subjects than were asked about. */
  of(grant: string, subjects: readonly string[]): Promise<Inputs | undefined> {
    if (!this.#asking.has(grant)) return this.#ask(grant, subjects);
    let waiting = this.#waiting.get(grant);
    if (waiting === undefined) {
      const { promise, resolve } = Promise.withResolvers<Inputs | undefined>();
      waiting = { subjects: new Set(), answer: promise, settle: resolve };
      this.#waiting.set(grant, waiting);
    }
    for (const subject of subjects) waiting.subjects.add(subject);
    return waiting.answer;
  }

  async #ask(grant: string, subjects: readonly string[]): Promise<Inputs | undefined> {
    this.#asking.add(grant);
    try {
      return await inputsOf(this.#pool, grant, subjects);
    } finally {
      this.#asking.delete(grant);
      const waiting = this.#waiting.get(grant);
      this.#waiting.delete(grant);
      if (waiting !== undefined) waiting.settle(this.#ask(grant, [...waiting.subjects]));
    }
  }
}
