/** Rows on their way to the client, by runs: those of a run with sealed columns go by the outlet, which asks the custodian. */
import { Refusal } from '../platform/mod.ts';
import { CopyWriter } from './copy-text.ts';
import { noticeResponse } from './error-response.ts';
import type { Exchange } from './exchange.ts';
import type { Worded } from './fingerprint.ts';
import { malformed } from './message.ts';
import { changesBehalf } from './on-behalf.ts';
import type { Run } from './outlet.ts';
import { type Owed, mayBegin } from './owed.ts';
import { ordersBySealed } from './sealed-order.ts';
import type { SessionRefusals } from './session-refusals.ts';
import type { Shape } from './shape.ts';

/** Bytes of a row that is copied, as of one that COPY FROM STDIN loads: writing it holds up every session. */
const longestCopied = 64 * 1024 * 1024;

/** Of a portal that no message made. */
const unnamed: Worded = { text: '' };

export class RowRuns {
  readonly #exchange: Exchange;
  readonly #refusals: SessionRefusals;
  /** Whether the client reads text as the custodian gives it, in UTF-8. */
  readable = true;

  constructor(exchange: Exchange, refusals: SessionRefusals) {
    this.#exchange = exchange;
    this.#refusals = refusals;
  }

  /** A query's next statement gives rows of this shape. */
  begin(query: Owed & { kind: 'query' }, shape: Shape, names: () => readonly string[]): void {
    const copy = query.copy === null ? null : new CopyWriter(query.copy, names());
    query.run = this.#newRun(shape, query, copy);
    if (copy === null) return;
    if (this.#exchange.discarding) return;
    // another encoding may have been set since the copy was understood: its bytes would be escaped wrongly
    if (!this.readable) this.#refuse(new Refusal('JK438'));
    else if (!copy.fits) this.#refuse(new Refusal('JK530'));
    else this.#exchange.toClient.put(copy.begin());
  }

  #refuse(refusal: Refusal): void {
    this.#exchange.toClient.flush();
    this.#refusals.run(refusal);
  }

  /** True where the row has sealed columns, or goes to nobody; false where it passes as it is. */
  row(head: Owed | undefined, bytes: Buffer, start: number, end: number): boolean {
    const { discarding, outlet, toClient } = this.#exchange;
    if (discarding || head === undefined) return true;
    const run = this.#runOf(head);
    if (run === null) return false;
    if (run.copy !== null) {
      if (end - start > longestCopied) {
        this.#refuse(new Refusal('JK532', { megabytes: longestCopied / 1024 / 1024 }));
        return true;
      }
      run.copy.rows += 1;
      if (run.shape.sealed.length === 0) {
        toClient.join(run.copy.data(bytes, start, end));
        return true;
      }
    }
    outlet.beforeRows();
    toClient.flush();
    this.#sealedRow(bytes, start, end, run);
    return true;
  }

  /** The end of a statement, or of what a portal gives at once. True where the outlet has it. */
  end(head: Owed | undefined, bytes: Buffer, start: number, end: number): boolean {
    const { owed, discarding, toClient, outlet } = this.#exchange;
    const run = head?.kind === 'query' || head?.kind === 'execute' ? head.run : null;
    if (!discarding && this.#ordersBySealed(head))
      toClient.put(noticeResponse(new Refusal('JK442'), this.#exchange.options.language));
    if (head !== undefined && mayBegin(head)) this.#exchange.mayHaveBegun = true;
    if (head?.kind === 'execute') owed.shift();
    if (head?.kind === 'query') head.run = null;
    if (run === null || run === undefined || discarding) return false;
    toClient.flush();
    outlet.end(run.copy === null ? bytes.subarray(start, end) : run.copy.done(), run);
    return true;
  }

  #ordersBySealed(head: Owed | undefined): boolean {
    const { sealedTables } = this.#exchange.options;
    if (head?.kind === 'query') {
      const first = head.ordersBySealed === null;
      head.ordersBySealed ??= ordersBySealed(head.text, sealedTables().names);
      return first && head.ordersBySealed;
    }
    const statement = head?.kind === 'execute' ? head.portal.statement : null;
    if (statement === null) return false;
    statement.ordersBySealed ??= ordersBySealed(statement.text, sealedTables().names);
    return statement.ordersBySealed;
  }

  /** A row with sealed columns; what cannot be one (a finder, a broken array) is refused before it is asked about. */
  #sealedRow(bytes: Buffer, start: number, end: number, run: Run): void {
    try {
      if (run.onBehalf === null) throw new Refusal('JK235');
      if (!this.readable) throw new Refusal('JK438');
      this.#exchange.outlet.row(bytes, start, end, run);
    } catch (error) {
      this.#refusals.run(Refusal.from(error));
    }
  }

  /** The run that a row belongs to; null where no column is sealed. */
  #runOf(head: Owed): Run | null {
    if (head.kind === 'query') return head.run;
    if (head.kind !== 'execute') throw malformed('DataRow', 'comes where none is due');
    if (head.run === undefined) {
      const { shape, statement } = head.portal;
      if (shape === null) throw malformed('DataRow', 'comes before its description');
      head.run = this.#newRun(shape, statement ?? unnamed);
    }
    return head.run;
  }

  #newRun(shape: Shape, statement: Worded, copy: CopyWriter | null = null): Run | null {
    if (shape.sealed.length === 0 && copy === null) return null;
    const { options, behalf } = this.#exchange;
    const unclear = options.service && changesBehalf(statement.text);
    return { shape, statement, onBehalf: unclear ? null : behalf.known, withheld: new Set(), copy };
  }
}
