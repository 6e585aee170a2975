/**
 * The record store as a custodian commits to it: only to a primary, only on a timeline that somebody accepted, and only what is known to be durable there.
 *
 * A connection: NEW → (asked which server it is) TRUSTED | refused with JK330 (standby), JK331 (promoted, nobody accepted it) or JK332 (records are missing
 * that were acknowledged). A primary stays on its timeline while it runs, so that once a connection is enough, until this process has worked on a later one.
 *
 * What was acknowledged is told by a few records. A commit that began after another was acknowledged stands behind it in the WAL, so where the later one is, the earlier is
 * too: kept are only the acknowledged records that no later one stands for, at most as many as there are lanes.
 */
import type pg from 'pg';
import { Refusal } from '../platform/mod.ts';
import { type Recorded, recordAll } from './custody.sql.ts';
import { type Named, missingOf, storeLine, waitForAllBefore } from './store-line.sql.ts';

type Acknowledged = Named & { readonly at: number };

/** What `custody.record` says of a disclosure that may be released. */
const leaves: ReadonlySet<Recorded['outcome']> = new Set(['recorded', 'again']);

export class RecordStore {
  readonly #pool: pg.Pool;
  /** The timeline of each connection's server. */
  readonly #trusted = new WeakMap<pg.ClientBase, number>();
  readonly #warned = new WeakSet<pg.ClientBase>();
  #acknowledged: readonly Acknowledged[] = [];
  /** The highest timeline that this process worked on: a server of an earlier one was left behind by a failover. */
  #timeline = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /**
   * Records all of these in one commit; `named[n]` is the disclosure that record n makes, where it makes one. Resolves when it is durable, on a synchronous standby too where
   * there is one. Rejects with JK330 to JK332, or with whatever leaves its outcome unknown.
   */
  async commit(records: string, named: readonly (Named | undefined)[]): Promise<readonly Recorded[]> {
    const began = performance.now();
    const client = await this.#pool.connect();
    let fault: unknown;
    try {
      if (this.#trusted.get(client) !== this.#timeline) await this.#trust(client);
      const results = await recordAll(client, records);
      if (results.some(({ outcome }) => outcome === 'again')) await waitForAllBefore(client);
      if (this.#warned.has(client)) throw new Error('the server did not wait for its standby');
      if (this.#trusted.get(client) !== this.#timeline) throw new Error('a later timeline was begun meanwhile');
      const left = results.findLast(({ n, outcome }) => leaves.has(outcome) && named[n] !== undefined);
      this.#acknowledge(began, named[left?.n ?? -1]);
      return results;
    } catch (error) {
      fault = error;
      throw error;
    } finally {
      client.release(fault !== undefined);
    }
  }

  async #trust(client: pg.ClientBase): Promise<void> {
    // "canceling wait for synchronous replication": committed here, perhaps not there, and answered like any other commit
    // (01000; a shutdown meanwhile is 57P01), in whatever language the server tells how grave it is
    client.on('notice', ({ code }) => code !== '00000' && this.#warned.add(client));
    await client.query('set client_min_messages = notice');
    const line = await storeLine(client);
    if (line.standby) throw new Refusal('JK330');
    const { timeline, accepted } = line;
    const missing = await missingOf(client, this.#acknowledged);
    if (timeline < this.#timeline) throw new Refusal('JK331', { timeline }); // behind the last wait: another connection may have met a later one
    const answeredFor = accepted && timeline > this.#timeline;
    if (missing > 0 && !answeredFor) throw new Refusal('JK332', { timeline });
    if (!accepted) throw new Refusal('JK331', { timeline });
    if (missing > 0) this.#acknowledged = [];
    this.#timeline = timeline;
    this.#trusted.set(client, timeline);
  }

  #acknowledge(began: number, named: Named | undefined): void {
    if (named === undefined) return;
    const { session, batch } = named;
    this.#acknowledged = [
      ...this.#acknowledged.filter((one) => one.at >= began),
      { session, batch, at: performance.now() },
    ];
  }
}
