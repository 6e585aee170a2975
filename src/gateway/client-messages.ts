/** What each message of the client means: what the server owes for it, and what it is sent in its place. */
import { Refusal } from '../platform/mod.ts';
import { type Bound, StatementFault, splicedOf } from './binder.ts';
import { type CopyOut, askFor, copyOutOf, selectFor } from './copy-out.ts';
import { AskFailed, type Exchange } from './exchange.ts';
import { type Bind, bind, describe, parse, query } from './frontend-builders.ts';
import {
  readBind,
  readBindHead,
  readClose,
  readDescribe,
  readExecute,
  readParse,
  readQuery,
} from './frontend-parsers.ts';
import { type Spliced, splice } from './literals.ts';
import { LoadSession } from './load-session.ts';
import { opensGroup, frontend as to } from './message.ts';
import { mayGiveRows, namesBehalf, preparedMayGiveRows } from './on-behalf.ts';
import { type Portal, type Statement, newPortal, newStatement, owedQuery, owedSync } from './owed.ts';
import type { SessionRefusals } from './session-refusals.ts';
import { inFormats } from './shape.ts';
import type { Spelled } from './writing.ts';

type Frame = readonly [type: number, bytes: Buffer, start: number, end: number];

export class ClientMessages {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;
  /** A COPY FROM STDIN under way. */
  #load: LoadSession | null = null;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
  }

  /** A message whose turn it is. Returns a promise where the next one must wait. */
  take(type: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const exchange = this.#exchange;
    if (exchange.skipToSync && type !== to.sync && type !== to.terminate) return undefined;
    exchange.groupOpen = type === to.sync || type === to.query ? false : exchange.groupOpen || opensGroup.has(type);
    if (this.#load !== null) return this.#loading(this.#load, [type, bytes, start, end]);
    exchange.behalf.nextStatement();
    switch (type) {
      case to.query:
        return this.#query(bytes, start, end);
      case to.parse:
        return this.#parse(bytes, start, end);
      case to.bind:
        return this.#bind(bytes, start, end);
      case to.describe:
        this.#describe(bytes, start, end);
        break;
      case to.execute:
        this.#execute(bytes, start, end);
        break;
      case to.close: {
        const { target, name } = readClose(bytes, start, end);
        const names = target === 'statement' ? exchange.statements : exchange.portals;
        exchange.owed.push({ kind: 'close', undo: names.set(name, undefined) });
        break;
      }
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

  #query(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { owed, toServer, options } = this.#exchange;
    const { binder } = options;
    const text = readQuery(bytes, start, end);
    if (this.#refusedBehalf(text, true)) return undefined;
    if (!binder.mayBind(text)) {
      this.#askBehalf(text);
      owed.push(owedQuery(text));
      toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#orRefuse(true, async () => {
      const plan = binder.loadPlan(text, this.#exchange.searchPath);
      if (plan !== null) {
        this.#load = await LoadSession.begin(this.#exchange, plan, text);
        if (this.#load !== null) return;
        owed.push(owedQuery(text)); // in a failed transaction: the server says so
        toServer.put(query(text));
        return;
      }
      const copy = options.exports ? copyOutOf(text) : null;
      const select = copy === null ? null : await this.#selectOf(copy, text);
      const read = select?.text ?? text;
      const bound = await binder.bind(read, [], this.#exchange.searchPath, select?.made ?? null);
      const written = await bound.writing?.inText(binder.sealing(text), (question) =>
        this.#exchange.askSimply(question),
      );
      if (this.#exchange.skipToSync) return;
      this.#askBehalf(read);
      owed.push(owedQuery(text, splicedFor(bound, written), select === null ? null : (copy?.format ?? null)));
      const sent = written?.text ?? bound.text;
      toServer.put(sent === text ? Buffer.from(bytes.subarray(start, end)) : query(sent));
    });
  }

  /** The SELECT that a copy reads; null where the server is to refuse the copy itself. */
  async #selectOf(
    copy: CopyOut,
    text: string,
  ): Promise<{ readonly text: string; readonly made: Spliced | null } | null> {
    const { binder } = this.#exchange.options;
    if (!binder.unicode) throw new Refusal('JK438');
    if (!binder.standardStrings && text.includes('\\')) throw new Refusal('JK443');
    const whole = Buffer.byteLength(text);
    if (copy.kind === 'query') {
      const around = [
        { start: 0, end: copy.start, text: '' },
        { start: copy.end, end: whole, text: '' },
      ];
      return { text: splice(text, around), made: splicedOf(text, around, null) };
    }
    const read = selectFor(copy, await this.#exchange.askSimply(askFor(copy)));
    if (read === null) return null;
    return { text: read, made: splicedOf(text, [{ start: 0, end: whole, text: read }], null) };
  }

  async #loading(load: LoadSession, frame: Frame): Promise<void> {
    if (!(await load.take(...frame))) this.#load = null;
  }

  #parse(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { toServer, options } = this.#exchange;
    const { binder } = options;
    const { name, text, oids } = readParse(bytes, start, end);
    if (this.#refusedBehalf(text, false)) return undefined;
    if (!binder.mayBind(text)) {
      this.#remember(name, newStatement(text, oids));
      toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#orRefuse(false, async () => {
      if (options.exports && copyOutOf(text) !== null) throw new Refusal('JK530');
      const bound = await binder.bind(text, oids, this.#exchange.searchPath);
      if (this.#exchange.skipToSync) return;
      const written = bound.writing?.prepared;
      this.#remember(name, newStatement(text, oids, bound), splicedFor(bound, written));
      toServer.put(parse({ name, text: written?.text ?? bound.text, oids: written?.oids ?? bound.oids }));
    });
  }

  #remember(name: string, statement: Statement, spliced: Spliced | null = null): void {
    this.#exchange.owed.push({ kind: 'parse', undo: this.#exchange.statements.set(name, statement), spliced });
  }

  #bind(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { statements, owed, portals, toServer } = this.#exchange;
    const head = readBindHead(bytes, start, end);
    const statement = statements.get(head.statement) ?? null;
    if (statement !== null && (statement.parameters.length > 0 || statement.writing !== null)) {
      const work = this.#bindSealed(bytes, start, end, statement);
      if (work !== null) return work;
    }
    owed.push({ kind: 'bind', undo: portals.set(head.portal, newPortal(statement, head.resultFormats)) });
    toServer.pass(bytes, start, end);
    return undefined;
  }

  /** Null where every value for a sealed column is null: nothing to bind. */
  #bindSealed(bytes: Buffer, start: number, end: number, statement: Statement): Promise<void> | null {
    const { copies } = statement;
    const message = withCopies(readBind(bytes, start, end), copies);
    const sealed = statement.parameters.filter(({ index }) => Buffer.isBuffer(message.parameters[index]));
    if (sealed.length === 0 && statement.writing === null && copies.length === 0) return null;
    return this.#orRefuse(false, async () => {
      const exchange = this.#exchange;
      const { options, owed, portals, toServer } = exchange;
      if (statement.writing !== null) options.binder.checkEncoding(message.parameters);
      const parameters = [...message.parameters];
      for (const parameter of sealed) {
        const n = parameter.index;
        const format =
          message.parameterFormats.length <= 1
            ? (message.parameterFormats[0] ?? 0)
            : (message.parameterFormats[n] ?? 0);
        parameters[n] = await options.binder.parameter(
          parameters[n] ?? Buffer.alloc(0),
          format,
          parameter,
          statement.text,
        );
      }
      const given = { parameters, formats: message.parameterFormats };
      const values =
        statement.writing === null
          ? given
          : await statement.writing.inValues(given, options.binder.sealing(statement.text), (...asked) =>
              exchange.ask(...asked),
            );
      if (exchange.skipToSync) return;
      owed.push({ kind: 'bind', undo: portals.set(message.portal, newPortal(statement, message.resultFormats)) });
      toServer.put(bind({ ...message, parameters: values.parameters, parameterFormats: values.formats }));
    });
  }

  #describe(bytes: Buffer, start: number, end: number): void {
    const { statements, portals, owed } = this.#exchange;
    const { target, name } = readDescribe(bytes, start, end);
    const statement = target === 'statement' ? (statements.get(name) ?? null) : null;
    const portal = target === 'portal' ? (portals.get(name) ?? null) : null;
    if (portal !== null) portal.asked = true;
    owed.push({ kind: 'describe', own: false, statement, portal });
  }

  /** What an execution gives must be known before its rows come: where nobody has asked, we do. */
  #execute(bytes: Buffer, start: number, end: number): void {
    const { portals, owed, toServer } = this.#exchange;
    const { portal: name } = readExecute(bytes, start, end);
    const portal = portals.get(name) ?? newPortal(null, []);
    if (portal.shape === null && portal.statement !== null && portal.statement.shape !== null)
      portal.shape = inFormats(portal.statement.shape, portal.formats);
    if (portal.shape === null && !portal.asked) {
      portal.asked = true;
      owed.push({ kind: 'describe', own: true, statement: null, portal });
      toServer.join(describe('portal', name));
    }
    if (this.#mayShowSealed(portal)) this.#exchange.behalf.ask();
    owed.push({ kind: 'execute', portal, run: undefined });
  }

  /** Whether a service's portal may give protected rows: then the server tells first on whose behalf. */
  #mayShowSealed({ shape, statement }: Portal): boolean {
    const { options, status } = this.#exchange;
    if (!options.service || status === 'E') return false;
    return shape === null ? preparedMayGiveRows(statement?.text ?? '') : shape.sealed.length > 0;
  }

  /** The same before a simple query. */
  #askBehalf(text: string): void {
    const { options, status } = this.#exchange;
    if (options.service && status !== 'E' && mayGiveRows(text)) this.#exchange.behalf.askFirst();
  }

  /** A person reads on their own behalf. */
  #refusedBehalf(text: string, simple: boolean): boolean {
    if (this.#exchange.options.service || !namesBehalf(text)) return false;
    this.#refusals.message(new Refusal('JK230'), simple);
    return true;
  }

  /** Runs what binds values; its refusal is answered here, and the statement never reaches the server. */
  async #orRefuse(simple: boolean, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#exchange.skipToSync && !(error instanceof AskFailed))
        this.#refusals.message(error instanceof StatementFault ? error : Refusal.from(error), simple);
    }
  }
}

/** What made the text that is sent; `written` where it writes sealed values. */
function splicedFor({ spliced, before }: Bound, written: Spelled | undefined): Spliced | null {
  return written === undefined ? spliced : splicedOf(written.given, written.replacements, before);
}

/** A Bind with the values of the copies behind the client's. Counts that the statement does not have are the server's to refuse: it meets as many too few or too many. */
function withCopies(message: Bind, copies: readonly number[]): Bind {
  if (copies.length === 0) return message;
  const { parameters, parameterFormats: formats } = message;
  const parameterFormats = formats.length <= 1 ? formats : [...formats, ...copies.map((index) => formats[index] ?? 0)];
  return {
    ...message,
    parameters: [...parameters, ...copies.map((index) => parameters[index] ?? null)],
    parameterFormats,
  };
}
