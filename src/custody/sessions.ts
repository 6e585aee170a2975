import type pg from 'pg';
import { Refusal } from '../platform/mod.ts';
import { type SessionRow, sessionRow } from './custody.sql.ts';

/** Sessions by id. Their rows never change, so they may be kept; what a session may do is judged for every batch. */
export class Sessions {
  readonly #pool: pg.Pool;
  readonly #kept = new Map<string, SessionRow>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The session where it was met before. */
  kept(id: string): SessionRow | undefined {
    return this.#kept.get(id);
  }

  /** Throws JK323 where no gateway opened such a session. */
  async get(id: string): Promise<SessionRow> {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const row = await sessionRow(this.#pool, id);
    if (row === undefined) throw new Refusal('JK323');
    if (this.#kept.size >= 10_000) this.#kept.clear();
    this.#kept.set(id, row);
    return row;
  }
}
