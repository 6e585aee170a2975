/** What each message of the client means: what the server owes for it, and what it is sent in its place. */
import { Refusal } from '../platform/mod.ts';
import type { Exchange } from './exchange.ts';
import { ExtendedMessages } from './extended-messages.ts';
import { opensGroup, frontend as to } from './message.ts';
import { owedSync } from './owed.ts';
import type { SessionRefusals } from './session-refusals.ts';
import { SimpleQueries } from './simple-queries.ts';

export class ClientMessages {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;
  readonly #simple: SimpleQueries;
  readonly #extended: ExtendedMessages;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
    this.#simple = new SimpleQueries(exchange, refusals);
    this.#extended = new ExtendedMessages(exchange, refusals);
  }

  /** A message whose turn it is. Returns a promise where the next one must wait. */
  take(type: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const exchange = this.#exchange;
    if (exchange.skipToSync && type !== to.sync && type !== to.terminate) return undefined;
    exchange.groupOpen = type === to.sync || type === to.query ? false : exchange.groupOpen || opensGroup.has(type);
    if (this.#simple.isLoading) return this.#simple.load(type, bytes, start, end);
    exchange.behalf.nextStatement();
    switch (type) {
      case to.query:
        return this.#simple.take(bytes, start, end);
      case to.parse:
        return this.#extended.parse(bytes, start, end);
      case to.bind:
        return this.#extended.bind(bytes, start, end);
      case to.describe:
        this.#extended.describe(bytes, start, end);
        break;
      case to.execute:
        this.#extended.execute(bytes, start, end);
        break;
      case to.close:
        this.#extended.close(bytes, start, end);
        break;
      case to.sync:
        exchange.skipToSync = false;
        exchange.owed.push(owedSync);
        break;
      case to.terminate:
        exchange.end(null);
        return undefined;
      case to.flush:
      case to.copyData:
      case to.copyDone:
      case to.copyFail:
        break;
      case to.functionCall:
        this.#refusals.message(new Refusal('JK402', { message: 'FunctionCall' }), true);
        return undefined;
      default:
        throw new Refusal('JK402', { message: `0x${type.toString(16)}` });
    }
    exchange.toServer.pass(bytes, start, end);
    return undefined;
  }
}
