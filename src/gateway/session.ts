/**
 * One client and one backend, from sign-in to the end.
 *
 * RELAYING: every frame passes in order; rows with sealed columns pass by the outlet, which asks the custodian.
 *   → (a statement is refused before it ran) a statement of ours that must fail goes in its place, so that server and client agree on what came
 *     of it; its error is replaced by the refusal → RELAYING.
 *   → (a batch is refused) DISCARDING: the client has its error; what the server still says of that statement is dropped up to ReadyForQuery,
 *     the server is told to cancel, and what the client sends before its Sync is dropped as the protocol wants.
 *   → (ReadyForQuery, still inside a transaction) ABORTING: the transaction is put into its failed state by a statement of our own, so that
 *     client and server agree → RELAYING.
 *   → (either side closes, the licence ends, the gateway stops) ENDED: both sockets gone, the backend terminated.
 *
 * client-side.ts has what the client says, server-side.ts what the server says, session-refusals.ts what becomes of a refusal, exchange.ts what
 * they share; here are the two sockets.
 *
 * Failure rows: gateway before it asks → the backend notices the closed socket within `client_connection_check_interval` · custodian away →
 * the batch is refused with a retryable code and the session goes on.
 */
import type { Socket } from 'node:net';
import { setImmediate as nextRound } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import type { Backend } from './backend.ts';
import { ClientSide } from './client-side.ts';
import { errorResponse } from './error-response.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import type { Worded } from './fingerprint.ts';
import { terminate } from './frontend-builders.ts';
import { Outlet } from './outlet.ts';
import { RunWriter } from './run-writer.ts';
import { ServerSide } from './server-side.ts';
import { SessionRefusals } from './session-refusals.ts';

export type SessionOptions = ExchangeOptions & {
  readonly client: Socket;
  readonly backend: Backend;
  /** Asks the custodian about one batch. */
  readonly open: (
    envelopes: readonly Buffer[],
    statement: Worded,
    onBehalf: string,
    asExport: boolean,
  ) => Promise<Opened>;
  /** Why the licence holds no longer; null where it does or that is not known soon. Asked when the server closes, for a lapsed login is swept with its backends. */
  readonly whyLapsed: () => Promise<Refusal | null>;
  /** Told once, when both sides are gone. */
  readonly ended: () => void;
};

/** Bytes that may wait for the custodian before reading from the server pauses. */
const mostWaiting = 4 * 1024 * 1024;
/** Chunks up to this long (bytes) are copied at once: one that is kept costs its whole buffer, and small ones with sealed rows all are. */
const mostCopied = 16 * 1024;

export class Session {
  readonly #options: SessionOptions;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #outlet: Outlet;
  readonly #exchange: Exchange;
  readonly #clientSide: ClientSide;
  readonly #serverSide: ServerSide;
  /** Whether the client's socket is done with the bytes as soon as it has written them; TLS takes its time. */
  readonly #writesAtOnce: boolean;
  /** When the client last said something, by the process's monotonic clock (ms). */
  lastActive = performance.now();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#client = options.client;
    this.#server = options.backend.socket;
    this.#writesAtOnce = !(options.client instanceof TLSSocket);
    const outlet = new Outlet({
      language: options.language,
      write: (bytes) => this.#writeClient(bytes),
      hold: () => this.#client.cork(),
      release: () => this.#client.uncork(),
      open: options.open,
      refused: (refusal, ready) => refusals.batch(refusal, ready),
      eased: () => {
        this.#ease();
        this.#exchange.tellChanged();
      },
    });
    this.#outlet = outlet;
    this.#exchange = new Exchange(options, {
      outlet,
      toServer: new RunWriter((bytes) => this.#writeServer(bytes)),
      toClient: new RunWriter((bytes) => outlet.pass(bytes)),
      end: (refusal) => this.end(refusal),
    });
    const refusals = new SessionRefusals(this.#exchange, (bytes) => this.#writeClient(bytes));
    this.#clientSide = new ClientSide(this.#exchange, refusals, {
      pause: () => this.#client.pause(),
      resume: () => this.#resumeClient(),
    });
    this.#serverSide = new ServerSide(this.#exchange, refusals);
    this.#serverSide.begin(options.backend.greeting);
    this.#listen();
  }

  /** Whether the server owes nothing: the client is the one who keeps quiet. */
  get quiet(): boolean {
    return this.#exchange.owed.length === 0 && this.#clientSide.idle;
  }

  /** On whose behalf the statement with this text asks, which a service's own setting says; empty where it does not say. */
  behalfOf(statement: string): Promise<string> {
    return this.#exchange.behalf.now(statement);
  }

  /**
   * The client's cancel. PostgreSQL does nothing where no statement runs; it must not meet a question of the gateway's own between two statements, which
   * would fail the client's transaction.
   */
  async cancel(): Promise<void> {
    const exchange = this.#exchange;
    while ((exchange.pathAsked || exchange.between > 0) && !exchange.ended) {
      await exchange.changed();
      await nextRound(); // what the client said meanwhile is sent first
    }
    if (exchange.ended || this.quiet) return;
    exchange.cancels += 1;
    try {
      await this.#options.cancel();
    } finally {
      exchange.cancels -= 1;
      exchange.tellChanged();
    }
  }

  /** Ends both sides; the client is told why. */
  end(refusal: Refusal | null): void {
    const exchange = this.#exchange;
    if (exchange.ended) return;
    exchange.ended = true;
    this.#outlet.clear();
    exchange.tellChanged();
    if (refusal !== null && this.#client.writable)
      this.#client.write(errorResponse(refusal, this.#options.language, 'FATAL'));
    this.#client.end();
    if (this.#server.writable) this.#server.write(terminate());
    this.#server.destroySoon();
    setTimeout(() => {
      this.#client.destroy();
      this.#server.destroy(); // one that does not read would keep what is still to be said to it, and its backend
    }, 1000).unref();
    this.#options.ended();
  }

  async #serverGone(): Promise<void> {
    if (this.#exchange.ended) return;
    const lapsed = await this.#options.whyLapsed();
    const { lastWords } = this.#exchange;
    if (lapsed === null && lastWords !== null) {
      this.#writeClient(lastWords);
      this.end(null);
    } else this.end(lapsed ?? new Refusal('JK431'));
  }

  #listen(): void {
    this.#client.on('data', (chunk: Buffer) => {
      this.lastActive = performance.now();
      this.#clientSide.read(chunk);
    });
    this.#client.on('end', () => this.end(null));
    this.#client.on('close', () => this.end(null));
    this.#client.on('error', () => this.end(null));
    this.#client.on('drain', () => this.#ease());
    this.#options.backend.readBy((chunk) => this.#readServer(chunk));
    this.#server.on('close', () => void this.#serverGone());
    this.#server.on('drain', () => this.#resumeClient());
    this.#server.resume();
    this.#client.resume();
  }

  /** See ReadBuffer: returns whether any of the chunk is kept. While something waits, a chunk is copied instead, or each small one would keep a buffer. */
  #readServer(chunk: Buffer): boolean {
    const lent = chunk.length > mostCopied && this.#writesAtOnce && this.#holdsNothing();
    this.#serverSide.read(lent ? chunk : Buffer.from(chunk));
    if (this.#outlet.waiting > mostWaiting) this.#server.pause();
    return lent && !this.#holdsNothing();
  }

  /** Whether all that the server said has left. */
  #holdsNothing(): boolean {
    return this.#outlet.idle && this.#client.writableLength === 0;
  }

  #writeServer(bytes: Buffer): void {
    if (!this.#server.write(bytes)) this.#client.pause();
  }

  /** Of two reasons to wait, a server that has not taken what it was sent and a frame that is being worked on, the last to end calls again. */
  #resumeClient(): void {
    if (!this.#server.writableNeedDrain && !this.#clientSide.working) this.#client.resume();
  }

  #writeClient(bytes: Buffer): void {
    if (this.#exchange.ended) return;
    if (!this.#client.write(bytes)) this.#server.pause();
  }

  #ease(): void {
    if (!this.#client.writableNeedDrain && this.#outlet.waiting <= mostWaiting) this.#server.resume();
  }
}
