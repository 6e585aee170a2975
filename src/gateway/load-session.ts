/** A COPY … FROM STDIN in the conversation: what the client sends goes to the loader, and it hears what PostgreSQL would have said. */
import { Refusal } from '../platform/mod.ts';
import { commandComplete, copyInResponse, readyForQuery } from './backend-builders.ts';
import { StatementFault } from './binder.ts';
import { errorResponse } from './error-response.ts';
import { AskFailed, type Exchange } from './exchange.ts';
import { faultReport } from './fault-report.ts';
import { flush } from './frontend-builders.ts';
import type { LoadPlan } from './load-plan.ts';
import { Loader } from './loader.ts';
import { frontend as to } from './message.ts';
import { abortStatement } from './own-statements.sql.ts';
import { hintFor } from './sealed-hint.ts';

export class LoadSession {
  readonly #exchange: Exchange;
  readonly #loader: Loader;
  readonly #inTransaction: boolean;

  /** Begins when all that the server owes has left: its answers must not mix with ours. Null where the transaction has failed already. */
  static async begin(exchange: Exchange, plan: LoadPlan, text: string): Promise<LoadSession | null> {
    const calm = () => exchange.owed.length === 0 && exchange.outlet.idle && !exchange.discarding && !exchange.aborting;
    exchange.toServer.put(flush()); // or the server may keep what it owes of messages without a Sync
    exchange.toServer.flush();
    while (!calm() && !exchange.ended) await exchange.changed();
    if (exchange.ended || exchange.status === 'E') return null;
    if (!exchange.options.binder.unicode) throw new Refusal('JK438');
    exchange.statements.set('', undefined); // as a Query does; ours take the name
    exchange.portals.set('', undefined);
    return new LoadSession(exchange, plan, text);
  }

  private constructor(exchange: Exchange, plan: LoadPlan, text: string) {
    const { binder } = exchange.options;
    this.#exchange = exchange;
    this.#inTransaction = exchange.status === 'T';
    this.#loader = new Loader(plan, {
      run: (...asked) => exchange.run(...asked),
      bind: (insert) => binder.bind(insert, [], exchange.searchPath),
      sealing: binder.sealing(text),
      inTransaction: this.#inTransaction,
    });
    exchange.outlet.pass(copyInResponse(plan.columns.length));
  }

  /** A message of the client. Resolves to whether the COPY goes on. */
  async take(type: number, bytes: Buffer, start: number, end: number): Promise<boolean> {
    switch (type) {
      case to.copyData:
        await this.#loader.push(Buffer.from(bytes.subarray(start + 5, end)));
        return true;
      case to.flush:
      case to.sync:
        return true; // PostgreSQL passes over them while it takes data
      case to.copyDone:
        await this.#end(() => this.#loader.done());
        return false;
      default:
        await this.#end(() => this.#loader.fail());
        return false;
    }
  }

  async #end(work: () => Promise<number>): Promise<void> {
    const { outlet } = this.#exchange;
    try {
      const count = await work();
      outlet.pass(commandComplete(`COPY ${count}`));
    } catch (error) {
      outlet.pass(await this.#told(error));
    }
    if (!this.#exchange.ended) outlet.pass(readyForQuery(this.#exchange.status));
  }

  async #told(error: unknown): Promise<Buffer> {
    const { options } = this.#exchange;
    if (error instanceof AskFailed && error.report !== null) return hintFor(error.report, options.language);
    if (!(error instanceof StatementFault)) options.refusedHere(Refusal.from(error));
    if (this.#inTransaction) {
      const nothing = { parameters: [], formats: [] };
      await this.#exchange.run(abortStatement, [], nothing).catch(() => undefined); // it fails, and the transaction with it
    }
    return error instanceof StatementFault
      ? faultReport(error, options.language)
      : errorResponse(Refusal.from(error), options.language);
  }
}
