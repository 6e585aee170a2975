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
 * The client's frames are taken in order; one that must wait (a value to bind) holds those behind it. Inside a transaction a statement waits
 * until the one before has left whole: were that refused, this one must meet a failed transaction.
 * Failure rows: gateway before it asks → the backend notices the closed socket within `client_connection_check_interval` · custodian away →
 * the batch is refused with a retryable code and the session goes on.
 */
import type { Socket } from 'node:net';
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import type { Backend } from './backend.ts';
import { errorMessage, readyForQuery } from './backend-builders.ts';
import { readParameterDescription, readParameterStatus, readReadyForQuery } from './backend-parsers.ts';
import { type Binder, StatementFault } from './binder.ts';
import { type Language, errorResponse, noticeResponse, stripDetail } from './error-response.ts';
import { FrameReader } from './frame.ts';
import { bind, describe, parse, query, terminate } from './frontend-builders.ts';
import { readBind, readClose, readDescribe, readExecute, readParse, readQuery } from './frontend-parsers.ts';
import { backend as from, frontend as to } from './message.ts';
import { type Run, Outlet } from './outlet.ts';
import { type Owed, type Portal, type Statement, endsWithReady, mayBegin, setName } from './owed.ts';
import { abortStatement, failingStatement, setSearchPath } from './own-statements.sql.ts';
import { RunWriter } from './run-writer.ts';
import { hintFor } from './sealed-hint.ts';
import { ordersBySealed } from './sealed-order.ts';
import { type SealedTypes, type Shape, inFormats, noRows, presentAsText, presentParameters } from './shape.ts';

export type SessionOptions = {
  readonly client: Socket;
  readonly backend: Backend;
  readonly types: SealedTypes;
  readonly language: Language;
  readonly binder: Binder;
  /** Names of the sealed columns of the database, for advice. */
  readonly sealedNames: ReadonlySet<string>;
  readonly open: (envelopes: readonly Buffer[], statement: string) => Promise<Opened>;
  readonly cancel: () => Promise<void>;
  /** Told what was refused here, for the record; what the custodian refused it has recorded itself. */
  readonly refusedHere: (refusal: Refusal) => void;
  /** Told once, when both sides are gone. */
  readonly ended: () => void;
};

const largestFromClient = 256 * 1024 * 1024;
const largestFromServer = 1024 * 1024 * 1024;
/** Bytes that may wait for the custodian before reading from the server pauses. */
const mostWaiting = 4 * 1024 * 1024;
/** Messages that begin what a Sync ends. */
const opensGroup: ReadonlySet<number> = new Set([to.parse, to.bind, to.describe, to.execute, to.close, to.flush]);
const failingName = 'jikimi_refused';

export class Session {
  readonly #options: SessionOptions;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #outlet: Outlet;
  readonly #toServer: RunWriter;
  readonly #toClient: RunWriter;
  readonly #fromClientReader = new FrameReader({ maxLength: largestFromClient });
  readonly #fromServerReader = new FrameReader({ maxLength: largestFromServer });

  readonly #owed: Owed[] = [];
  readonly #statements = new Map<string, Statement>();
  readonly #portals = new Map<string, Portal>();

  /** Frames of the client that wait for one that is being worked on. */
  #inbox: (readonly [type: number, bytes: Buffer, start: number, end: number])[] = [];
  #working = false;
  #skipToSync = false;
  #discarding = false;
  #aborting = false;
  #cancelling: Promise<void> | null = null;
  /** Whether the client has begun messages that its Sync will end. */
  #groupOpen = false;
  #changed: PromiseWithResolvers<void> | null = null;
  #ended = false;
  #encodingReads = true;
  #searchPath = '';
  #pathDue = false;
  #status: 'I' | 'T' | 'E' = 'I';
  /** When the client last said something, by the process's monotonic clock (ms). */
  lastActive = performance.now();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#client = options.client;
    this.#server = options.backend.socket;
    this.#toServer = new RunWriter((bytes) => this.#writeServer(bytes));
    this.#toClient = new RunWriter((bytes) => this.#outlet.pass(bytes));
    this.#outlet = new Outlet({
      language: options.language,
      write: (bytes) => this.#writeClient(bytes),
      open: options.open,
      refused: (refusal, ready) => this.#refused(refusal, ready),
      eased: () => {
        this.#ease();
        this.#tellChanged();
      },
    });
    for (const frame of options.backend.greeting)
      if (frame[0] === from.parameterStatus) this.#parameterStatus(frame, 0, frame.length);
    if (this.#pathDue) this.#appendPii();
    this.#listen();
  }

  /** Whether the server owes nothing: the client is the one who keeps quiet. */
  get quiet(): boolean {
    return this.#owed.length === 0 && this.#inbox.length === 0;
  }

  /** Bytes that the client sent together with the end of its sign-in. */
  feed(chunk: Buffer): void {
    if (chunk.length > 0) this.#readClient(chunk);
  }

  /** Ends both sides; the client is told why. */
  end(refusal: Refusal | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#outlet.clear();
    this.#tellChanged();
    if (refusal !== null && this.#client.writable)
      this.#client.write(errorResponse(refusal, this.#options.language, 'FATAL'));
    this.#client.end();
    if (this.#server.writable) this.#server.write(terminate());
    this.#server.destroySoon();
    setTimeout(() => this.#client.destroy(), 1000).unref();
    this.#options.ended();
  }

  #listen(): void {
    this.#client.on('data', (chunk: Buffer) => this.#readClient(chunk));
    this.#client.on('end', () => this.end(null));
    this.#client.on('close', () => this.end(null));
    this.#client.on('error', () => this.end(null));
    this.#client.on('drain', () => this.#ease());
    this.#server.on('data', (chunk: Buffer) => this.#readServer(chunk));
    this.#server.on('close', () => this.end(new Refusal('JK431')));
    this.#server.on('drain', () => this.#client.resume());
    this.#server.resume();
    this.#client.resume();
  }

  // ── client → server ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  #readClient(chunk: Buffer): void {
    this.lastActive = performance.now();
    try {
      this.#fromClientReader.read(chunk, (type, bytes, start, end) => this.#fromClient(type, bytes, start, end));
      this.#toServer.flush();
    } catch (error) {
      this.#endBecause(error);
    }
  }

  /** What the client said cannot be followed any further. */
  #endBecause(error: unknown): void {
    const refusal = Refusal.from(error);
    this.#options.refusedHere(refusal);
    this.end(refusal);
  }

  #fromClient(type: number, bytes: Buffer, start: number, end: number): void {
    if (this.#working) {
      this.#inbox.push([type, bytes, start, end]);
      this.#client.pause();
      return;
    }
    const later = this.#handle(type, bytes, start, end);
    if (later !== undefined) void this.#work(later);
  }

  async #work(first: Promise<void>): Promise<void> {
    this.#working = true;
    this.#toServer.flush();
    try {
      await first;
      for (let frame = this.#inbox.shift(); frame !== undefined && !this.#ended; frame = this.#inbox.shift())
        await this.#handle(...frame);
      this.#toServer.flush();
    } catch (error) {
      this.#endBecause(error);
    }
    this.#working = false;
    if (!this.#ended) this.#client.resume();
  }

  /** One frame of the client. Returns a promise where the next one must wait. */
  #handle(type: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    if (this.#ended) return undefined;
    if (this.#mustWait(type)) return this.#untilCalm(type).then(() => this.#handle(type, bytes, start, end));
    if (this.#skipToSync && type !== to.sync && type !== to.terminate) return undefined;
    this.#groupOpen = type === to.sync || type === to.query ? false : this.#groupOpen || opensGroup.has(type);
    switch (type) {
      case to.query:
        return this.#query(bytes, start, end);
      case to.parse:
        return this.#parse(bytes, start, end);
      case to.bind:
        return this.#bind(bytes, start, end);
      case to.describe:
        return this.#describe(bytes, start, end);
      case to.execute:
        return this.#execute(bytes, start, end);
      case to.close: {
        const { target, name } = readClose(bytes, start, end);
        const undo =
          target === 'statement' ? setName(this.#statements, name, undefined) : setName(this.#portals, name, undefined);
        this.#owed.push({ kind: 'close', undo });
        break;
      }
      case to.sync:
        this.#skipToSync = false;
        this.#owed.push({ kind: 'sync' });
        break;
      case to.terminate:
        this.end(null);
        return undefined;
      case to.flush:
      case to.copyData:
      case to.copyDone:
      case to.copyFail:
        break;
      case to.functionCall:
        this.#refuseMessage(new Refusal('JK402', { message: 'FunctionCall' }), true);
        return undefined;
      default:
        throw new Refusal('JK402', { message: `0x${type.toString(16)}` });
    }
    this.#toServer.pass(bytes, start, end);
    return undefined;
  }

  #query(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { binder } = this.#options;
    const text = readQuery(bytes, start, end);
    if (!binder.mayBind(text)) {
      this.#owed.push({ kind: 'query', own: null, text, run: null });
      this.#toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#orRefuse(true, async () => {
      const bound = await binder.bind(text, [], this.#searchPath);
      if (this.#skipToSync) return;
      this.#owed.push({ kind: 'query', own: null, text, run: null });
      this.#toServer.put(bound.text === text ? Buffer.from(bytes.subarray(start, end)) : query(bound.text));
    });
  }

  #parse(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { binder } = this.#options;
    const { name, text, oids } = readParse(bytes, start, end);
    if (!binder.mayBind(text)) {
      this.#remember(name, { text, oids, shape: null, parameters: [] });
      this.#toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#orRefuse(false, async () => {
      const bound = await binder.bind(text, oids, this.#searchPath);
      if (this.#skipToSync) return;
      this.#remember(name, { text, oids, shape: null, parameters: bound.parameters });
      this.#toServer.put(parse({ name, text: bound.text, oids: bound.oids }));
    });
  }

  #remember(name: string, statement: Statement): void {
    this.#owed.push({ kind: 'parse', undo: setName(this.#statements, name, statement) });
  }

  #bind(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const message = readBind(bytes, start, end);
    const statement = this.#statements.get(message.statement) ?? null;
    const shape =
      statement === null || statement.shape === null ? null : inFormats(statement.shape, message.resultFormats);
    const portal: Portal = { statement, formats: message.resultFormats, shape };
    const sealed = (statement?.parameters ?? []).filter(({ index }) => Buffer.isBuffer(message.parameters[index]));
    if (sealed.length === 0) {
      this.#owed.push({ kind: 'bind', undo: setName(this.#portals, message.portal, portal) });
      this.#toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#orRefuse(false, async () => {
      const parameters = [...message.parameters];
      for (const parameter of sealed) {
        const n = parameter.index;
        const format =
          message.parameterFormats.length <= 1
            ? (message.parameterFormats[0] ?? 0)
            : (message.parameterFormats[n] ?? 0);
        parameters[n] = await this.#options.binder.parameter(
          parameters[n] ?? Buffer.alloc(0),
          format,
          parameter,
          statement?.text ?? '',
        );
      }
      if (this.#skipToSync) return;
      this.#owed.push({ kind: 'bind', undo: setName(this.#portals, message.portal, portal) });
      this.#toServer.put(bind({ ...message, parameters }));
    });
  }

  #describe(bytes: Buffer, start: number, end: number): undefined {
    const { target, name } = readDescribe(bytes, start, end);
    const statement = target === 'statement' ? (this.#statements.get(name) ?? null) : null;
    const portal = target === 'portal' ? (this.#portals.get(name) ?? null) : null;
    this.#owed.push({ kind: 'describe', own: false, statement, portal });
    this.#toServer.pass(bytes, start, end);
  }

  #execute(bytes: Buffer, start: number, end: number): undefined {
    const { portal: name } = readExecute(bytes, start, end);
    const portal = this.#portals.get(name) ?? { statement: null, formats: [], shape: null };
    if (portal.shape === null) {
      if (portal.statement !== null && portal.statement.shape !== null)
        portal.shape = inFormats(portal.statement.shape, portal.formats);
      else {
        this.#owed.push({ kind: 'describe', own: true, statement: null, portal });
        this.#toServer.put(describe('portal', name));
      }
    }
    this.#owed.push({ kind: 'execute', portal, run: undefined });
    this.#toServer.pass(bytes, start, end);
  }

  /** Runs what binds values; its refusal is answered here, and the statement never reaches the server. */
  async #orRefuse(simple: boolean, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#skipToSync) this.#refuseMessage(error instanceof StatementFault ? error : Refusal.from(error), simple);
    }
  }

  /**
   * Answers a message of the client with an error of our own, in its place among the answers: the server fails there too, and so rolls back
   * what came before in the same transaction. `simple`: the message is one that a ReadyForQuery ends.
   */
  #refuseMessage(refusal: Refusal | StatementFault, simple: boolean): void {
    if (refusal instanceof Refusal) this.#options.refusedHere(refusal);
    const error =
      refusal instanceof Refusal ? errorResponse(refusal, this.#options.language) : this.#inServersWords(refusal);
    this.#owed.push({ kind: 'refused', simple, error });
    this.#toServer.put(
      simple ? query(failingStatement) : parse({ name: failingName, text: failingStatement, oids: [] }),
    );
    if (!simple) this.#skipToSync = true;
  }

  #inServersWords(fault: StatementFault): Buffer {
    const report = errorMessage([
      ['S', 'ERROR'],
      ['V', 'ERROR'],
      ['C', fault.sqlstate],
      ['M', fault.message],
    ]);
    return hintFor(report, this.#options.language);
  }

  #mustWait(type: number): boolean {
    if (this.#aborting || this.#cancelling !== null) return true;
    if (this.#groupOpen || !(opensGroup.has(type) || type === to.query || type === to.sync)) return false;
    const inTransaction = this.#status !== 'I' || this.#owed.some(mayBegin);
    return inTransaction && (this.#owed.length > 0 || this.#discarding || !this.#outlet.idle);
  }

  async #untilCalm(type: number): Promise<void> {
    this.#toServer.flush();
    while (this.#mustWait(type) && !this.#ended) {
      this.#changed ??= Promise.withResolvers();
      await this.#changed.promise;
    }
  }

  /** Something for which a frame of the client may wait is over. */
  #tellChanged(): void {
    this.#changed?.resolve();
    this.#changed = null;
  }

  /** Puts the server's transaction into its failed state. */
  async #abort(): Promise<void> {
    this.#aborting = true;
    await this.#askServer(abortStatement);
    this.#aborting = false;
    this.#tellChanged();
  }

  /** Runs a statement of our own, whose answer goes to nobody. */
  #askServer(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#owed.push({ kind: 'query', own: resolve, text, run: null });
    this.#writeServer(query(text));
    return promise;
  }

  // ── server → client ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  #readServer(chunk: Buffer): void {
    try {
      this.#fromServerReader.read(chunk, (type, bytes, start, end) => this.#fromServer(type, bytes, start, end));
      this.#toClient.flush();
      this.#outlet.flush();
      this.#tellChanged();
      if (this.#outlet.waiting > mostWaiting) this.#server.pause();
    } catch (error) {
      this.end(Refusal.from(error));
    }
  }

  #fromServer(type: number, bytes: Buffer, start: number, end: number): void {
    const head = this.#owed[0];
    switch (type) {
      case from.dataRow: {
        if (this.#discarding || head === undefined) return;
        const run = this.#runOf(head);
        if (run === null) break;
        this.#toClient.flush();
        return this.#sealedRow(bytes, start, end, run);
      }
      case from.rowDescription:
        return this.#rowDescription(head, bytes, start, end);
      case from.noData:
        if (head?.kind === 'describe') this.#described(head, noRows);
        if (this.#settle(head)) return;
        break;
      case from.parameterDescription: {
        const { oids, oidsAt } = readParameterDescription(bytes, start, end);
        const declared = head?.kind === 'describe' ? (head.statement?.oids ?? []) : [];
        presentParameters(bytes, oids, oidsAt, this.#options.types, declared);
        break;
      }
      case from.commandComplete:
      case from.emptyQueryResponse:
      case from.portalSuspended:
        if (this.#endRun(head, bytes, start, end)) return;
        break;
      case from.parseComplete:
      case from.bindComplete:
      case from.closeComplete:
        this.#owed.shift();
        break;
      case from.parameterStatus:
        this.#parameterStatus(bytes, start, end);
        this.#toClient.pass(bytes, start, end);
        return;
      case from.notificationResponse:
        this.#toClient.pass(bytes, start, end);
        return;
      case from.errorResponse:
        this.#failed(head, bytes, start, end);
        return;
      case from.noticeResponse:
        if (!this.#discarding && !isOwn(head)) this.#toClient.put(stripDetail(bytes, start, end));
        return;
      case from.readyForQuery:
        this.#ready(bytes, start, end);
        return;
      default:
        break;
    }
    if (!this.#discarding && !isOwn(head)) this.#toClient.pass(bytes, start, end);
  }

  /** A row with sealed columns; what cannot be one (a finder, a broken array) is refused before it is asked about. */
  #sealedRow(bytes: Buffer, start: number, end: number, run: Run): void {
    try {
      if (!this.#encodingReads) throw new Refusal('JK438');
      this.#outlet.row(bytes, start, end, run);
    } catch (error) {
      this.#refuseRun(Refusal.from(error));
    }
  }

  /** The run that a row belongs to; null where no column is sealed. */
  #runOf(head: Owed): Run | null {
    if (head.kind === 'query') return head.run;
    if (head.kind !== 'execute') return null;
    if (head.run === undefined) head.run = this.#newRun(head.portal.shape ?? noRows, head.portal.statement?.text ?? '');
    return head.run;
  }

  #newRun(shape: Shape, statement: string): Run | null {
    return shape.sealed.length === 0 ? null : { shape, statement, withheld: new Set() };
  }

  #rowDescription(head: Owed | undefined, bytes: Buffer, start: number, end: number): void {
    const shape = presentAsText(bytes, start, end, this.#options.types);
    if (head?.kind === 'query') head.run = this.#newRun(shape, head.text);
    else if (head?.kind === 'describe') {
      this.#described(head, shape);
      if (this.#settle(head)) return;
    }
    if (!this.#discarding && !isOwn(head)) this.#toClient.pass(bytes, start, end);
  }

  #described(head: Owed & { kind: 'describe' }, shape: Shape): void {
    if (head.statement !== null) head.statement.shape = shape;
    if (head.portal !== null) head.portal.shape = shape;
  }

  /** Takes the answered describe off the list; true where it was ours and the answer goes to nobody. */
  #settle(head: Owed | undefined): boolean {
    if (head?.kind !== 'describe') return false;
    this.#owed.shift();
    return head.own;
  }

  #endRun(head: Owed | undefined, bytes: Buffer, start: number, end: number): boolean {
    const run = head?.kind === 'query' || head?.kind === 'execute' ? head.run : null;
    this.#adviseOnOrder(head);
    if (head?.kind === 'execute') this.#owed.shift();
    if (head?.kind === 'query') head.run = null;
    if (run === null || run === undefined || this.#discarding) return false;
    this.#toClient.flush();
    this.#outlet.end(bytes.subarray(start, end), run);
    return true;
  }

  #adviseOnOrder(head: Owed | undefined): void {
    if (this.#discarding || (head?.kind !== 'query' && head?.kind !== 'execute')) return;
    const text = head.kind === 'query' ? head.text : (head.portal.statement?.text ?? '');
    if (ordersBySealed(text, this.#options.sealedNames))
      this.#toClient.put(noticeResponse(new Refusal('JK442'), this.#options.language));
  }

  #parameterStatus(bytes: Buffer, start: number, end: number): void {
    const { name, value } = readParameterStatus(bytes, start, end);
    if (name === 'client_encoding')
      this.#encodingReads = this.#options.binder.unicode = value === 'UTF8' || value === 'SQL_ASCII';
    if (name === 'standard_conforming_strings') this.#options.binder.standardStrings = value === 'on';
    if (name === 'search_path') {
      this.#searchPath = value;
      this.#pathDue = !/(?:^|,\s*)"?pii"?\s*(?:,|$)/.test(value);
    }
  }

  /** Puts `pii` back into a search path that the client set, where its operators live; for as long as the client's own setting lasts. */
  #appendPii(): void {
    this.#pathDue = false;
    if (this.#status === 'E') return;
    this.#searchPath = `${this.#searchPath === '' ? '' : `${this.#searchPath}, `}pii`; // at once: the client's next statement is read under it
    void this.#askServer(setSearchPath(this.#searchPath, this.#status === 'T'));
  }

  #failed(head: Owed | undefined, bytes: Buffer, start: number, end: number): void {
    if (head?.kind === 'query') head.run = null;
    else if (head !== undefined && !endsWithReady(head)) this.#dropGroup();
    if (this.#discarding || (head?.kind === 'query' && head.own !== null)) return;
    this.#toClient.put(
      head?.kind === 'refused' ? head.error : hintFor(stripDetail(bytes, start, end), this.#options.language),
    );
  }

  /** After an error the server skips what stands before the next Sync, and so do we, also where the client has yet to send it. */
  #dropGroup(): void {
    const sync = this.#owed.findIndex((one) => one.kind === 'sync');
    if (sync === -1) this.#skipToSync = true;
    const dropped = this.#owed.splice(0, sync === -1 ? this.#owed.length : sync);
    for (const one of dropped.toReversed()) if (undoable(one)) one.undo();
  }

  #ready(bytes: Buffer, start: number, end: number): void {
    this.#status = readReadyForQuery(bytes, start, end);
    const head = this.#owed.shift();
    if (head?.kind === 'query' && head.own !== null) {
      head.own();
      return;
    }
    if (this.#pathDue && !this.#discarding) this.#appendPii();
    if (this.#status === 'I' && this.#owed.length === 0) this.#portals.clear(); // none outlives its transaction
    if (this.#discarding) {
      this.#discarding = false;
      this.#toClient.flush();
      this.#outlet.later(this.#afterRefusal(Buffer.from(bytes.subarray(start, end))));
      return;
    }
    if (this.#outlet.idle) {
      this.#toClient.pass(bytes, start, end); // nothing waits, so that no refusal needs this border
      return;
    }
    this.#toClient.flush();
    this.#outlet.ready(bytes.subarray(start, end));
  }

  /** The client has its error; what remains of the statement is dropped, and the server told to stop it. */
  #refused(refusal: Refusal, ready: Buffer | 'comes' | null): Promise<Buffer> | null {
    this.#writeClient(errorResponse(refusal, this.#options.language));
    if (ready === 'comes') return null;
    if (ready !== null) return this.#afterRefusal(ready);
    this.#stopStatement();
    return null;
  }

  #stopStatement(): void {
    this.#discarding = true;
    const borders = this.#owed.filter(endsWithReady).length;
    if (borders === 0) this.#skipToSync = true;
    if (borders <= 1) {
      this.#cancelling = this.#options.cancel().finally(() => {
        this.#cancelling = null;
        this.#tellChanged();
      });
    }
  }

  /** A run that cannot be shown at all: as a refused batch, before any row of it is asked about. */
  #refuseRun(refusal: Refusal): void {
    this.#options.refusedHere(refusal);
    this.#outlet.pass(errorResponse(refusal, this.#options.language));
    this.#stopStatement();
  }

  /** The ReadyForQuery that the client gets for a refused statement. */
  async #afterRefusal(ready: Buffer): Promise<Buffer> {
    await this.#cancelling;
    if (this.#status !== 'T' || this.#owed.length > 0) return ready;
    await this.#abort();
    return readyForQuery(this.#status);
  }

  // ── sockets ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  #writeServer(bytes: Buffer): void {
    if (!this.#server.write(bytes)) this.#client.pause();
  }

  #writeClient(bytes: Buffer): void {
    if (this.#ended) return;
    if (!this.#client.write(bytes)) this.#server.pause();
  }

  #ease(): void {
    if (!this.#client.writableNeedDrain && this.#outlet.waiting <= mostWaiting) this.#server.resume();
  }
}

function undoable(owed: Owed): owed is Extract<Owed, { readonly undo: () => void }> {
  return owed.kind === 'parse' || owed.kind === 'bind' || owed.kind === 'close';
}

function isOwn(owed: Owed | undefined): boolean {
  return owed?.kind === 'query' ? owed.own !== null : owed?.kind === 'describe' && owed.own;
}
