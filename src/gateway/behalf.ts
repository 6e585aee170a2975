/** On whose behalf a service reads, as its session says it: asked of the server before each statement that may give protected rows (on-behalf.ts). */
import { longestBehalf } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { visitDataRow } from './backend-parsers.ts';
import type { Exchange } from './exchange.ts';
import { flush } from './frontend-builders.ts';
import { askBehalf, changesBehalf, queryBehalf } from './on-behalf.ts';
import { type Hearer, owedAsk } from './owed.ts';

export class Behalf {
  readonly #exchange: Exchange;
  readonly #learn = (bytes: Buffer, start: number, end: number): void => {
    visitDataRow(bytes, start, end, (_, valueStart, valueEnd) => {
      const text = valueStart === -1 ? '' : bytes.toString('utf8', valueStart, valueEnd);
      this.known = text.slice(0, longestBehalf + 1); // what is too long stays too long
    });
  };
  readonly #hearer: Hearer = { row: this.#learn, done: () => undefined, fail: () => undefined };
  /** The question for the statement that is being bound: asked once for all of its values. */
  #asked: Promise<void> | null = null;
  /** As it was when the last statement began. */
  known = '';

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** The server tells, before what the client says next in its group; a failed transaction would not let it. */
  ask(): void {
    this.#exchange.owed.push(owedAsk(false, true, this.#hearer));
    this.#exchange.toServer.join(askBehalf);
  }

  /** The same before a simple query. */
  askFirst(): void {
    this.#exchange.owed.push(owedAsk(true, false, this.#hearer));
    this.#exchange.toServer.join(queryBehalf);
  }

  /** What the client says now asks for values of another statement. */
  nextStatement(): void {
    this.#asked = null;
  }

  /** On whose behalf the statement asks that is being bound. Throws JK235 where its own text may change that. */
  async now(text: string): Promise<string> {
    const { options, status, skipToSync } = this.#exchange;
    if (!options.service) return '';
    if (changesBehalf(text)) throw new Refusal('JK235');
    // A group that has failed is skipped to its Sync: the server would never answer, and nothing of it opens.
    if (status === 'E' || skipToSync) return this.known;
    this.#asked ??= this.#askNow();
    await this.#asked;
    return this.known;
  }

  /** Resolves when it is answered, or will not be. */
  #askNow(): Promise<void> {
    const { owed, toServer, groupOpen } = this.#exchange;
    const { promise, resolve } = Promise.withResolvers<void>();
    owed.push(owedAsk(!groupOpen, groupOpen, { row: this.#learn, done: resolve, fail: () => resolve() }));
    toServer.put(groupOpen ? askBehalf : queryBehalf);
    if (groupOpen) toServer.put(flush());
    return promise;
  }
}
