/** A Query of the client's: its values are bound, a COPY FROM STDIN loads, a COPY TO STDOUT is sent as what it reads; all else passes. */
import { Refusal } from '../platform/mod.ts';
import { splicedFor, splicedOf } from './binder.ts';
import { type CopyOut, askFor, copyOutOf, selectFor } from './copy-out.ts';
import type { Exchange } from './exchange.ts';
import { query } from './frontend-builders.ts';
import { readQuery } from './frontend-parsers.ts';
import { type Spliced, splice } from './literals.ts';
import { LoadSession } from './load-session.ts';
import { mayGiveRows } from './on-behalf.ts';
import { owedQuery } from './owed.ts';
import type { SessionRefusals } from './session-refusals.ts';

export class SimpleQueries {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;
  /** A COPY FROM STDIN under way. */
  #load: LoadSession | null = null;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
  }

  take(bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const { owed, toServer, options } = this.#exchange;
    const { binder } = options;
    const text = readQuery(bytes, start, end);
    if (this.#refusals.behalf(text, true)) return undefined;
    if (!binder.mayBind(text)) {
      if (this.#refusals.plain(text, true)) return undefined;
      this.#askBehalf(text);
      owed.push(owedQuery(text));
      toServer.pass(bytes, start, end);
      return undefined;
    }
    return this.#refusals.orRefuse(true, async () => {
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

  /** A COPY FROM STDIN has every message until it ends. */
  get isLoading(): boolean {
    return this.#load !== null;
  }

  async load(type: number, bytes: Buffer, start: number, end: number): Promise<void> {
    if ((await this.#load?.take(type, bytes, start, end)) !== true) this.#load = null;
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

  /** A service's statement that may give protected rows: the server tells first on whose behalf. */
  #askBehalf(text: string): void {
    const { options, status } = this.#exchange;
    if (options.service && status !== 'E' && mayGiveRows(text)) this.#exchange.behalf.askFirst();
  }
}
