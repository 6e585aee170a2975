/** What the server says, on its way to the client: to which of what it owes each message belongs. Rows with sealed columns go by row-runs.ts; the rest passes. */
import { Refusal } from '../platform/mod.ts';
import { parameterDescription } from './backend-builders.ts';
import {
  readParameterDescription,
  readParameterStatus,
  readReadyForQuery,
  readRowDescription,
  reportFields,
} from './backend-parsers.ts';
import { errorResponse, stripDetail } from './error-response.ts';
import { withPositionIn, withoutPosition } from './error-position.ts';
import type { Exchange } from './exchange.ts';
import { FrameReader } from './frame.ts';
import { backend as from } from './message.ts';
import { type Owed, endsWithReady, isOwn, textOf } from './owed.ts';
import { RowRuns } from './row-runs.ts';
import { SearchPath } from './search-path.ts';
import { hintFor, refusedByDatabase } from './sealed-hint.ts';
import { searchedIn } from './searched-columns.ts';
import type { SessionRefusals } from './session-refusals.ts';
import { type Shape, ShapeReader, noRows, presentParameters } from './shape.ts';

const largestFromServer = 1024 * 1024 * 1024;
/** Answers that say nothing more of a question of ours. */
const ofQuestions: ReadonlySet<number> = new Set([
  from.parseComplete,
  from.bindComplete,
  from.rowDescription,
  from.noData,
  from.commandComplete,
]);
const [fatal, panic] = [Buffer.from('FATAL'), Buffer.from('PANIC')];

export class ServerSide {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;
  readonly #shapes: ShapeReader;
  readonly #reader = new FrameReader({ maxLength: largestFromServer });
  readonly #visit = (type: number, bytes: Buffer, start: number, end: number) => this.#take(type, bytes, start, end);
  readonly #path: SearchPath;
  readonly #runs: RowRuns;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
    this.#shapes = new ShapeReader(exchange.options.types);
    this.#path = new SearchPath(exchange);
    this.#runs = new RowRuns(exchange, refusals);
  }

  /** The settings that the server told at sign-in. */
  begin(greeting: readonly Buffer[]): void {
    for (const frame of greeting) if (frame[0] === from.parameterStatus) this.#parameterStatus(frame, 0, frame.length);
    this.#path.keep();
  }

  /** The chunk must stay unchanged while the outlet holds anything or what it wrote has not left. */
  read(chunk: Buffer): void {
    const { toClient, outlet, ended } = this.#exchange;
    if (ended) return;
    try {
      this.#reader.read(chunk, this.#visit);
      toClient.flush();
      outlet.flush();
      this.#exchange.tellChanged();
    } catch (error) {
      this.#exchange.end(Refusal.from(error));
    }
  }

  #take(type: number, bytes: Buffer, start: number, end: number): void {
    const exchange = this.#exchange;
    const head = exchange.owed.first;
    if (head?.kind === 'ask' && this.#answered(head, type, bytes, start, end)) return;
    switch (type) {
      case from.dataRow:
        if (this.#runs.row(head, bytes, start, end)) return;
        break;
      case from.rowDescription:
        return this.#rowDescription(head, bytes, start, end);
      case from.noData:
        if (head?.kind === 'describe') described(head, noRows);
        if (this.#settle(head)) return;
        break;
      case from.parameterDescription: {
        const { oids, oidsAt } = readParameterDescription(bytes, start, end);
        const statement = head?.kind === 'describe' ? head.statement : null;
        presentParameters(bytes, oids, oidsAt, exchange.options.types, statement?.oids ?? []);
        const own = (statement?.writing?.own ?? oids.length) - (statement?.copies.length ?? 0);
        if (own === oids.length || exchange.discarding || isOwn(head)) break;
        const known = Array.from({ length: own }, (_, n) => bytes.readUInt32BE(oidsAt + 4 * n)); // those behind are ours
        exchange.toClient.put(parameterDescription(known));
        return;
      }
      case from.commandComplete:
      case from.emptyQueryResponse:
      case from.portalSuspended:
        if (this.#runs.end(head, bytes, start, end)) return;
        break;
      case from.parseComplete:
      case from.bindComplete:
      case from.closeComplete:
        exchange.owed.shift();
        break;
      case from.parameterStatus:
        this.#parameterStatus(bytes, start, end);
        exchange.toClient.pass(bytes, start, end);
        return;
      case from.notificationResponse:
        exchange.toClient.pass(bytes, start, end);
        return;
      case from.errorResponse:
        this.#failed(head, bytes, start, end);
        return;
      case from.noticeResponse:
        if (!exchange.discarding && !isOwn(head)) exchange.toClient.put(stripDetail(bytes, start, end));
        return;
      case from.readyForQuery:
        this.#ready(bytes, start, end);
        return;
      default:
        break;
    }
    if (!exchange.discarding && !isOwn(head)) exchange.toClient.pass(bytes, start, end);
  }

  /** What the server says to a question of ours. False for what is said beside it: notices, settings, errors, ReadyForQuery. */
  #answered(head: Owed & { kind: 'ask' }, type: number, bytes: Buffer, start: number, end: number): boolean {
    if (type === from.dataRow) head.hearer.row(bytes, start, end);
    else if (type !== from.closeComplete) return ofQuestions.has(type);
    else if (!head.simple && (head.closes -= 1) === 0) {
      this.#exchange.owed.shift();
      head.hearer.done();
    }
    return true;
  }

  #rowDescription(head: Owed | undefined, bytes: Buffer, start: number, end: number): void {
    const shape = this.#shapes.present(bytes, start, end);
    if (head?.kind === 'query') {
      const names = () => readRowDescription(bytes, start, end).map(({ name }) => name);
      this.#runs.begin(head, shape, names);
      if (head.copy !== null) return; // a copy has no description
    }
    if (head?.kind === 'describe') {
      described(head, shape);
      if (this.#settle(head)) return;
    }
    if (!this.#exchange.discarding && !isOwn(head)) this.#exchange.toClient.pass(bytes, start, end);
  }

  /** Takes the answered describe off the list; true where it was ours and the answer goes to nobody. */
  #settle(head: Owed | undefined): boolean {
    if (head?.kind !== 'describe') return false;
    this.#exchange.owed.shift();
    return head.own;
  }

  #parameterStatus(bytes: Buffer, start: number, end: number): void {
    const { binder } = this.#exchange.options;
    const { name, value } = readParameterStatus(bytes, start, end);
    if (name === 'client_encoding') this.#runs.readable = binder.unicode = value === 'UTF8' || value === 'SQL_ASCII';
    if (name === 'standard_conforming_strings') binder.standardStrings = value === 'on';
    if (name === 'search_path') this.#path.told(value);
  }

  #failed(head: Owed | undefined, bytes: Buffer, start: number, end: number): void {
    const { discarding, toClient, options, searchPath } = this.#exchange;
    if (isFatal(bytes, start, end)) {
      this.#exchange.lastWords = stripDetail(bytes, start, end);
      return;
    }
    if (head?.kind === 'query') head.run = null;
    if (head?.kind === 'ask' && head.simple) {
      head.failed = Buffer.from(stripDetail(bytes, start, end));
      if (!head.told) return;
    } else if (head !== undefined && !endsWithReady(head)) this.#exchange.dropGroup();
    if (discarding) return;
    if (head?.kind === 'refused') {
      toClient.put(head.error);
      return;
    }
    const stripped = stripDetail(bytes, start, end);
    const spliced = head?.kind === 'query' || head?.kind === 'parse' ? head.spliced : null;
    const shown = spliced === null ? stripped : withPositionIn(spliced, stripped);
    const report = head?.kind === 'ask' ? withoutPosition(shown) : shown;
    const refusal = refusedByDatabase(report, () => searchedIn(textOf(head), options.sealedTables(), searchPath));
    if (refusal !== null) options.refusedHere(refusal);
    toClient.put(refusal === null ? hintFor(report, options.language) : errorResponse(refusal, options.language));
  }

  #ready(bytes: Buffer, start: number, end: number): void {
    const exchange = this.#exchange;
    const { outlet, toClient } = exchange;
    exchange.status = readReadyForQuery(bytes, start, end);
    exchange.mayHaveBegun = false;
    const head = exchange.owed.shift();
    if (head?.kind === 'ask') {
      if (head.failed === null) head.hearer.done();
      else head.hearer.fail(head.failed);
      if (head.failed === null || !head.told) return;
    }
    this.#path.keep();
    if (exchange.status === 'I' && exchange.owed.length === 0) exchange.portals.clear(); // none outlives its transaction
    if (exchange.discarding) {
      exchange.discarding = false;
      toClient.flush();
      outlet.later(this.#refusals.ready(Buffer.from(bytes.subarray(start, end))));
      return;
    }
    if (outlet.idle) {
      toClient.pass(bytes, start, end); // nothing waits, so that no refusal needs this border
      return;
    }
    toClient.flush();
    outlet.ready(bytes.subarray(start, end));
  }
}

/** Whether the server closes after this report. */
function isFatal(bytes: Buffer, start: number, end: number): boolean {
  for (const [letter, value] of reportFields(bytes, start, end))
    if (letter === 0x56) return value.equals(fatal) || value.equals(panic);
  return false;
}

function described(head: Owed & { kind: 'describe' }, shape: Shape): void {
  if (head.statement !== null) head.statement.shape = shape;
  if (head.portal !== null) head.portal.shape = shape;
}
