/** What the two sides of a session share: what the server owes, what the client has named, and where the exchange between them stands. */
import { randomBytes } from 'node:crypto';
import type { Refusal } from '../platform/mod.ts';
import { readTextRow } from './backend-parsers.ts';
import { Behalf } from './behalf.ts';
import type { Binder } from './binder.ts';
import type { Language } from './error-response.ts';
import { bind, close, execute, flush, parse, query, question, sync } from './frontend-builders.ts';
import type { TransactionStatus } from './message.ts';
import { Names } from './names.ts';
import type { Outlet } from './outlet.ts';
import { OwedQueue } from './owed-queue.ts';
import { type Portal, type Statement, owedAsk, takeBack } from './owed.ts';
import type { RunWriter } from './run-writer.ts';
import type { SealedTables } from './sealed-tables.ts';
import type { SealedTypes } from './shape.ts';
import type { Values } from './writing.ts';

export type OwnRows = readonly (readonly (string | null)[])[];

/** A question of ours failed, and the client has the error: what it was asked for is not sent. */
export class AskFailed extends Error {
  /** The server's words; null where the question was never run. */
  readonly report: Buffer | null;

  constructor(report: Buffer | null) {
    super('a question of the gateway failed');
    this.report = report;
  }
}

export type ExchangeOptions = {
  readonly types: SealedTypes;
  readonly language: Language;
  /** Whether a service reads, which may say on whose behalf. */
  readonly service: boolean;
  /** Whether the grant allows values to leave as a copy: COPY TO STDOUT is then opened. */
  readonly exports: boolean;
  readonly binder: Binder;
  /** The tables with sealed columns as they were known last, for advice. */
  readonly sealedTables: () => SealedTables;
  readonly cancel: () => Promise<void>;
  /** Told what was refused here, for the record; what the custodian refused it has recorded itself. */
  readonly refusedHere: (refusal: Refusal) => void;
};

export type Ways = {
  readonly outlet: Outlet;
  /** To the server, and to the client by the outlet; both gather frames until they are flushed. */
  readonly toServer: RunWriter;
  readonly toClient: RunWriter;
  /** Ends the session; the client is told why. */
  readonly end: (refusal: Refusal | null) => void;
};

export class Exchange {
  readonly options: ExchangeOptions;
  readonly outlet: Outlet;
  readonly toServer: RunWriter;
  readonly toClient: RunWriter;
  readonly end: (refusal: Refusal | null) => void;

  readonly owed = new OwedQueue();
  readonly statements = new Names<Statement>();
  readonly portals = new Names<Portal>();
  readonly behalf = new Behalf(this);
  /** Of the transaction, as the server told last. */
  status: TransactionStatus = 'I';
  /** Since it told that, a statement ended which may have begun a transaction. */
  mayHaveBegun = false;
  searchPath = '';
  /** The server is being asked for it (search-path.ts): a statement would be read under one that is no longer so. */
  pathAsked = false;
  /** Questions between the client's statements (askBetween) that are not answered yet. */
  between = 0;
  /** Cancels of the client that are on their way: one that comes late would meet what is asked next. */
  cancels = 0;
  /** Name of a question between. The client cannot guess it: a statement or cursor of its own that had it would fail them. */
  #betweenName = drawName();
  /** Whether the client has begun messages that its Sync will end. */
  groupOpen = false;
  /** After an error: what the client sends before its Sync is dropped. */
  skipToSync = false;
  /** A batch was refused: what the server still says of that statement is dropped. */
  discarding = false;
  /** The transaction is being put into its failed state. */
  aborting = false;
  /** The server is being told to stop a statement. */
  cancelling: Promise<void> | null = null;
  /** Why the server closes, in its own words. */
  lastWords: Buffer | null = null;
  ended = false;
  #asked = 0;
  #changed: PromiseWithResolvers<void> | null = null;

  constructor(options: ExchangeOptions, { outlet, toServer, toClient, end }: Ways) {
    this.options = options;
    this.outlet = outlet;
    this.toServer = toServer;
    this.toClient = toClient;
    this.end = end;
  }

  /** Runs a statement of our own, whose answer goes to nobody, whatever it is. */
  askServer(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.owed.push(owedAsk(true, false, { row: () => undefined, done: resolve, fail: () => resolve() }));
    this.toServer.put(query(text));
    return promise;
  }

  /** Asks about rows in the session itself, beside what the client has begun: an error is then the client's answer too. Throws AskFailed. */
  ask(text: string, oids: readonly number[], { parameters, formats }: Values): Promise<OwnRows> {
    // The group failed while its values were sealed: the server skips everything up to Sync, and would never answer.
    if (this.skipToSync) return Promise.reject(new AskFailed(null));
    const name = `jikimi_question_${(this.#asked += 1)}`;
    const answer = this.#askedFor(text, false);
    this.toServer.put(question(name, text, oids, { parameters, parameterFormats: formats }));
    this.toServer.put(flush());
    this.toServer.flush();
    return answer;
  }

  /** Runs a statement of ours between the client's; its error goes to nobody but the one who asked: AskFailed with the report. */
  run(text: string, oids: readonly number[], { parameters, formats }: Values): Promise<OwnRows> {
    const answer = this.#askedFor(text, true, false);
    this.toServer.put(parse({ name: '', text, oids }));
    this.toServer.put(bind({ portal: '', statement: '', parameterFormats: formats, parameters, resultFormats: [] }));
    this.toServer.put(execute(''));
    this.toServer.put(close('statement', '')); // the client could bind it, past all that is sealed
    this.toServer.put(sync());
    this.toServer.flush();
    return answer;
  }

  /**
   * The same where the client knows the extended protocol: its unnamed statement stays, which a simple query would end. Never within a group.
   * In a failed transaction the answer is AskFailed.
   */
  async askBetween(text: string): Promise<OwnRows> {
    const name = this.#betweenName;
    const answer = this.#askedFor(text, true, false);
    this.toServer.put(question(name, text));
    this.toServer.put(sync());
    this.toServer.flush();
    this.between += 1;
    try {
      return await answer;
    } catch (error) {
      this.#betweenName = drawName(); // a statement that was parsed before the failure is there still
      throw error;
    } finally {
      this.between -= 1;
      this.tellChanged();
    }
  }

  /** The same between the client's simple queries. */
  askSimply(text: string): Promise<OwnRows> {
    const answer = this.#askedFor(text, true);
    this.toServer.put(query(text));
    this.toServer.flush();
    return answer;
  }

  #askedFor(text: string, simple: boolean, told = true): Promise<OwnRows> {
    const { promise, resolve, reject } = Promise.withResolvers<OwnRows>();
    const rows: OwnRows[number][] = [];
    this.owed.push(
      owedAsk(
        simple,
        told,
        {
          row: (bytes, start, end) => rows.push(readTextRow(bytes, start, end)),
          done: () => resolve(rows),
          fail: (report) => reject(new AskFailed(report)),
        },
        text,
      ),
    );
    return promise;
  }

  /** After an error the server skips what stands before the next Sync, and so do we, also where the client has yet to send it. */
  dropGroup(): void {
    const dropped = this.owed.takeGroup();
    if (this.owed.length === 0) this.skipToSync = true;
    for (const one of dropped.toReversed()) takeBack(one);
  }

  /** Something for which a frame of the client may wait is over. */
  tellChanged(): void {
    if (this.#changed === null) return;
    this.#changed.resolve();
    this.#changed = null;
  }

  changed(): Promise<void> {
    this.#changed ??= Promise.withResolvers();
    return this.#changed.promise;
  }
}

function drawName(): string {
  return `jikimi_${randomBytes(8).toString('hex')}`;
}
