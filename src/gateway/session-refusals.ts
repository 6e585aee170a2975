/** How a session refuses: a message of the client, a run of rows, or a batch; and how client and server agree again on what came of it. */
import { Refusal } from '../platform/mod.ts';
import { readyForQuery } from './backend-builders.ts';
import { StatementFault } from './binder.ts';
import { errorResponse } from './error-response.ts';
import { AskFailed, type Exchange } from './exchange.ts';
import { faultReport } from './fault-report.ts';
import { parse, query } from './frontend-builders.ts';
import { namesBehalf } from './on-behalf.ts';
import { abortStatement, failingStatement } from './own-statements.sql.ts';

const failingName = 'jikimi_refused';

export class SessionRefusals {
  readonly #exchange: Exchange;
  readonly #writeClient: (bytes: Buffer) => void;

  constructor(exchange: Exchange, writeClient: (bytes: Buffer) => void) {
    this.#exchange = exchange;
    this.#writeClient = writeClient;
  }

  /**
   * Answers a message of the client with an error of our own, in its place among the answers: the server fails there too, and so rolls back
   * what came before in the same transaction. `simple`: the message is one that a ReadyForQuery ends.
   */
  message(refusal: Refusal | StatementFault, simple: boolean): void {
    const { options, owed, toServer } = this.#exchange;
    if (refusal instanceof Refusal) options.refusedHere(refusal);
    const error =
      refusal instanceof Refusal ? errorResponse(refusal, options.language) : faultReport(refusal, options.language);
    owed.push({ kind: 'refused', simple, error });
    toServer.put(simple ? query(failingStatement) : parse({ name: failingName, text: failingStatement, oids: [] }));
    if (!simple) this.#exchange.skipToSync = true;
  }

  /** Runs what binds values; its refusal is answered here, and the statement never reaches the server. */
  async orRefuse(simple: boolean, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#exchange.skipToSync && !(error instanceof AskFailed))
        this.message(error instanceof StatementFault ? error : Refusal.from(error), simple);
    }
  }

  /** A person reads on their own behalf alone: true where a text names another, and is refused. */
  behalf(text: string, simple: boolean): boolean {
    if (this.#exchange.options.service || !namesBehalf(text)) return false;
    this.message(new Refusal('JK230'), simple);
    return true;
  }

  /** True where a text without values stores what cannot be sealed for certain, and is refused. */
  plain(text: string, simple: boolean): boolean {
    const { options, searchPath } = this.#exchange;
    try {
      options.binder.checkPlain(text, searchPath);
      return false;
    } catch (error) {
      this.message(Refusal.from(error), simple);
      return true;
    }
  }

  /** A run that cannot be shown at all: as a refused batch, before any row of it is asked about. */
  run(refusal: Refusal): void {
    const { options, outlet } = this.#exchange;
    options.refusedHere(refusal);
    outlet.pass(errorResponse(refusal, options.language));
    this.#stopStatement();
  }

  /** The client has its error; what remains of the statement is dropped, and the server told to stop it. See OutletOptions.refused. */
  batch(refusal: Refusal, ready: Buffer | 'comes' | null): Promise<Buffer> | null {
    this.#writeClient(errorResponse(refusal, this.#exchange.options.language));
    if (ready === 'comes') return null;
    if (ready !== null) return this.ready(ready);
    this.#stopStatement();
    return null;
  }

  /** The ReadyForQuery that the client gets for a refused statement. */
  async ready(ready: Buffer): Promise<Buffer> {
    await this.#exchange.cancelling;
    if (this.#exchange.status !== 'T' || this.#exchange.owed.length > 0) return ready;
    await this.#abort();
    return readyForQuery(this.#exchange.status);
  }

  #stopStatement(): void {
    const exchange = this.#exchange;
    if (exchange.discarding) return; // a second cancel could meet the client's next statement
    exchange.discarding = true;
    const { borders } = exchange.owed;
    if (borders === 0) exchange.skipToSync = true;
    if (borders <= 1) {
      exchange.cancelling = exchange.options.cancel().finally(() => {
        exchange.cancelling = null;
        exchange.tellChanged();
      });
    }
  }

  /** Puts the server's transaction into its failed state. */
  async #abort(): Promise<void> {
    this.#exchange.aborting = true;
    await this.#exchange.askServer(abortStatement);
    this.#exchange.aborting = false;
    this.#exchange.tellChanged();
  }
}
