/**
 * One COPY … FROM STDIN that the gateway carries out.
 *
 * OPEN (the client was told to send) → (rows for a portion) INSERTED … → (CopyDone) the rest INSERTED → DONE
 *   → (a fault, or CopyFail) FAILED: what the client still sends is dropped up to its CopyDone; nothing of it stays.
 * Outside a transaction the whole is one of our own; inside one a failure fails the client's, as COPY's does.
 */
import { Refusal } from '../platform/mod.ts';
import type { Bound } from './binder.ts';
import { CopyRows, type CopyRow } from './copy-rows.ts';
import type { OwnRows } from './exchange.ts';
import type { LoadPlan } from './load-plan.ts';
import type { Sealing } from './seal-cells.ts';
import type { Values } from './writing.ts';

export type LoadWays = {
  /** Runs a statement of ours to its end; its error is thrown and goes to nobody else. */
  readonly run: (text: string, oids: readonly number[], values: Values) => Promise<OwnRows>;
  readonly bind: (text: string) => Promise<Bound>;
  readonly sealing: Sealing;
  /** Whether the client has a transaction of its own. */
  readonly inTransaction: boolean;
};

const portion = 500;
/** Characters of rows that wait before they are stored; one row may be longer. */
const longest = 4 * 1024 * 1024;
/** Bytes of the client's data that are read at once. */
const slice = 64 * 1024;
const nothing: Values = { parameters: [], formats: [] };

export class Loader {
  readonly #plan: LoadPlan;
  readonly #ways: LoadWays;
  readonly #rows: CopyRows;
  #waiting: CopyRow[] = [];
  #length = 0;
  #begun = false;
  #fault: unknown = null;
  #count = 0;

  constructor(plan: LoadPlan, ways: LoadWays) {
    this.#plan = plan;
    this.#ways = ways;
    this.#rows = new CopyRows(plan.format);
  }

  /** Data of the client. Faults wait until it is done. */
  async push(data: Buffer): Promise<void> {
    if (this.#fault !== null) return;
    try {
      for (let at = 0; at < data.length; at += slice)
        for (const row of this.#rows.push(data.subarray(at, at + slice))) await this.#wait(row);
    } catch (error) {
      this.#fault = error;
    }
  }

  /** Everything has come. Returns how many rows there are; throws the fault, with nothing left of them. */
  async done(): Promise<number> {
    try {
      if (this.#fault !== null) throw this.#fault;
      for (const row of this.#rows.done()) await this.#wait(row);
      if (this.#waiting.length > 0) await this.#insertWaiting();
      await this.#end('commit');
      return this.#count;
    } catch (error) {
      await this.#end('rollback');
      throw error;
    }
  }

  /** The client gave up. */
  async fail(): Promise<never> {
    await this.#end('rollback');
    throw new Refusal('JK524');
  }

  async #wait(row: CopyRow): Promise<void> {
    if (row.length !== this.#plan.columns.length) throw new Refusal('JK523');
    this.#waiting.push(row);
    for (const cell of row) this.#length += cell?.length ?? 0;
    if (this.#waiting.length >= portion || this.#length >= longest) await this.#insertWaiting();
  }

  async #insertWaiting(): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    await this.#insert(rows);
  }

  async #insert(rows: readonly CopyRow[]): Promise<void> {
    const { columns, insert } = this.#plan;
    if (!this.#begun && !this.#ways.inTransaction) await this.#ways.run('begin', [], nothing);
    this.#begun = true;
    const bound = await this.#ways.bind(insert);
    if (bound.writing === null) throw new Refusal('JK515', { column: columns[0] ?? '' });
    const arrays = columns.map((_, n) => arrayOf(rows.map((row) => row[n] ?? null)));
    const values = await bound.writing.inValues(
      { parameters: arrays, formats: [] },
      this.#ways.sealing,
      this.#ways.run,
    );
    const { text, oids } = bound.writing.prepared;
    await this.#ways.run(text, oids, values);
    this.#count += rows.length;
  }

  async #end(word: 'commit' | 'rollback'): Promise<void> {
    if (this.#begun && !this.#ways.inTransaction) await this.#ways.run(word, [], nothing);
  }
}

function arrayOf(values: readonly (string | null)[]): Buffer {
  const elements = values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`));
  return Buffer.from(`{${elements.join(',')}}`);
}
