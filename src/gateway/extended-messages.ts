/** Prepared statements and portals of the client's: what each message of the extended protocol makes of them, and the values that are bound on the way. */
import { Refusal } from '../platform/mod.ts';
import { splicedFor } from './binder.ts';
import { copyOutOf } from './copy-out.ts';
import type { Exchange } from './exchange.ts';
import { type Bind, bind, describe, parse } from './frontend-builders.ts';
import { readBind, readBindHead, readClose, readDescribe, readExecute, readParse } from './frontend-parsers.ts';
import type { Spliced } from './literals.ts';
import { preparedMayGiveRows } from './on-behalf.ts';
import { type Portal, type Statement, newPortal, newStatement } from './owed.ts';
import type { SessionRefusals } from './session-refusals.ts';
import { inFormats } from './shape.ts';

export class ExtendedMessages {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
  }

  parse(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { toServer, options } = this.#exchange;
    const { binder } = options;
    const { name, text, oids } = readParse(bytes, start, end);
    if (this.#refusals.behalf(text, false)) return undefined;
    if (!binder.mayBind(text)) {
      if (this.#refusals.plain(text, false)) return undefined;
      this.#remember(name, newStatement(text, oids));
      toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#refusals.orRefuse(false, async () => {
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

  bind(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { statements, owed, portals, toServer } = this.#exchange;
    const head = readBindHead(bytes, start, end);
    const statement = statements.get(head.statement) ?? null;
    if (statement !== null && (statement.parameters.length > 0 || statement.writing !== null)) {
      const work = this.#bindSealed(bytes, start, end, statement);
      if (work !== null) return work;
    }
    owed.push({ kind: 'bind', undo: portals.set(head.portal, newPortal(statement, head.resultFormats)), statement });
    toServer.pass(bytes, start, end);
    return undefined;
  }

  /** Null where every value for a sealed column is null: nothing to bind. */
  #bindSealed(bytes: Buffer, start: number, end: number, statement: Statement): Promise<void> | null {
    const { copies } = statement;
    const message = withCopies(readBind(bytes, start, end), copies);
    const sealed = statement.parameters.filter(({ index }) => Buffer.isBuffer(message.parameters[index]));
    if (sealed.length === 0 && statement.writing === null && copies.length === 0) return null;
    return this.#refusals.orRefuse(false, async () => {
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
      owed.push({
        kind: 'bind',
        undo: portals.set(message.portal, newPortal(statement, message.resultFormats)),
        statement,
      });
      toServer.put(bind({ ...message, parameters: values.parameters, parameterFormats: values.formats }));
    });
  }

  describe(bytes: Buffer, start: number, end: number): void {
    const { statements, portals, owed } = this.#exchange;
    const { target, name } = readDescribe(bytes, start, end);
    const statement = target === 'statement' ? (statements.get(name) ?? null) : null;
    const portal = target === 'portal' ? (portals.get(name) ?? null) : null;
    if (portal !== null) portal.asked = true;
    owed.push({ kind: 'describe', own: false, statement, portal });
  }

  /** What an execution gives must be known before its rows come: where nobody has asked, we do. */
  execute(bytes: Buffer, start: number, end: number): void {
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

  close(bytes: Buffer, start: number, end: number): void {
    const { statements, portals, owed } = this.#exchange;
    const { target, name } = readClose(bytes, start, end);
    const names = target === 'statement' ? statements : portals;
    owed.push({ kind: 'close', undo: names.set(name, undefined) });
  }

  /** Whether a service's portal may give protected rows: then the server tells first on whose behalf. */
  #mayShowSealed({ shape, statement }: Portal): boolean {
    const { options, status } = this.#exchange;
    if (!options.service || status === 'E') return false;
    return shape === null ? preparedMayGiveRows(statement?.text ?? '') : shape.sealed.length > 0;
  }
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
