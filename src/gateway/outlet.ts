/**
 * Everything that goes to the client, in the order in which the server said it, while rows wait for the custodian.
 *
 * IDLE (bytes pass at once) → (a row with sealed cells) COLLECTING a batch → (the batch takes no more rows; or the chunk ends and nothing is
 * asked) ASKED, while the next collects → (the answer) ANSWERED → (all before it has left) LEFT, and what waited behind it up to the next batch
 * → IDLE.
 *
 * Up to `mostAsked` batches of a statement are asked at once, so that what the custodian does for one, its record, and what the server sends
 * overlap; whichever is answered first, they leave in order. A batch that may still grow waits while another is asked.
 * A refused batch takes its turn too: what came before it leaves; it, what waits behind it up to the next ReadyForQuery, and whatever is
 * answered of that later are dropped. Later batches may have been recorded (over-record); no more are asked. What comes after that border stays.
 */
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { noticeResponse, type Language } from './error-response.ts';
import { Batch } from './batch.ts';
import type { CopyWriter } from './copy-text.ts';
import type { Worded } from './fingerprint.ts';
import type { Shape } from './shape.ts';

/** One run of rows: a statement's result, or as much of it as a portal gives at once. */
export type Run = {
  readonly shape: Shape;
  readonly statement: Worded;
  /** On whose behalf a service reads them; empty where it does not say, null where that cannot be known and they are refused. */
  readonly onBehalf: string | null;
  readonly withheld: Set<string>;
  /** Where the rows leave as a copy. */
  readonly copy: CopyWriter | null;
};

type BatchItem = {
  readonly kind: 'batch';
  readonly batch: Batch;
  readonly run: Run;
  asked: boolean;
  answer: Opened | Refusal | null;
};

type Item =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly bytes: Buffer; readonly run: Run }
  | { readonly kind: 'ready'; readonly bytes: Buffer }
  /** A ReadyForQuery that is not known yet. */
  | { readonly kind: 'later'; bytes: Buffer | null }
  | BatchItem;

export type OutletOptions = {
  readonly language: Language;
  /** Writes to the client. */
  readonly write: (bytes: Buffer) => void;
  /** What is written from here on need not leave before `release`: rows leave together with what stands before and behind them. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Asks the custodian about one batch. */
  readonly open: (
    envelopes: readonly Buffer[],
    statement: Worded,
    onBehalf: string,
    asExport: boolean,
  ) => Promise<Opened>;
  /**
   * Told when a batch was refused, with the ReadyForQuery that waited behind it if the server had already ended that statement: then gives
   * the one that the client is to have. 'comes' where `later` was told already.
   */
  readonly refused: (refusal: Refusal, ready: Buffer | 'comes' | null) => Promise<Buffer> | null;
  /** Told when what waited has become less, so that reading may go on. */
  readonly eased: () => void;
};

const mostAsked = 3;

export class Outlet {
  readonly #options: OutletOptions;
  #queue: Item[] = [];
  #held = false;
  /** Bytes that wait. */
  waiting = 0;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#queue.length === 0;
  }

  /** Bytes that pass as they are. */
  pass(bytes: Buffer): void {
    if (this.#queue.length === 0) this.#options.write(bytes);
    else this.#push({ kind: 'bytes', bytes }, bytes.length);
  }

  /** A ReadyForQuery: the border up to which a refusal drops. */
  ready(bytes: Buffer): void {
    if (this.#queue.length === 0) this.#options.write(bytes);
    else this.#push({ kind: 'ready', bytes }, bytes.length);
  }

  /** A ReadyForQuery that is being made; what comes after it waits. */
  later(bytes: Promise<Buffer>): void {
    this.#later(bytes, (item) => this.#queue.push(item));
  }

  /** The end of a run with sealed columns: tells which were withheld, once. */
  end(bytes: Buffer, run: Run): void {
    if (this.#queue.length === 0) this.#writeEnd(bytes, run);
    else this.#push({ kind: 'end', bytes, run }, bytes.length);
  }

  /** Rows follow that wait for an answer: what the client gets before them may wait with them. */
  beforeRows(): void {
    if (this.#queue.length === 0) this.#hold();
  }

  /** A row of a run with sealed columns. The frame must stay unchanged until it has left. */
  row(bytes: Buffer, start: number, end: number, run: Run): void {
    const last = this.#queue.at(-1);
    const grows = last?.kind === 'batch' && last.run === run && mayGrow(last);
    const batch = grows ? last.batch : new Batch(run.shape);
    const before = batch.size;
    batch.add(bytes, start, end);
    this.waiting += batch.size - before;
    if (!grows) this.#queue.push({ kind: 'batch', batch, run, asked: false, answer: null });
    if (batch.full) this.flush();
  }

  /** Called at the end of each chunk from the server: what can leave leaves, and what is due is asked. */
  flush(): void {
    if (this.#queue.length > 0) {
      const waited = this.#queue.length;
      this.#hold();
      this.#leave();
      if (this.#queue.length < waited) this.#release();
      this.#askDue();
    }
    if (this.#queue.length === 0) this.#release();
  }

  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#options.hold();
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#options.release();
  }

  /** Drops everything that waits; for a session that ends. */
  clear(): void {
    this.#queue = [];
    this.waiting = 0;
  }

  #leave(): void {
    for (let item = this.#queue[0]; item !== undefined; item = this.#queue[0]) {
      if (item.kind === 'batch') {
        const answer = item.batch.envelopes.length === 0 ? [] : item.answer;
        if (answer === null) return;
        if (answer instanceof Refusal) {
          this.#dropStatement(answer);
          continue;
        }
        try {
          const rows = item.batch.deliver(answer, item.run.withheld);
          this.#options.write(item.run.copy === null ? rows : item.run.copy.data(rows));
        } catch (error) {
          item.answer = Refusal.from(error);
          continue;
        }
      } else if (item.kind === 'end') this.#writeEnd(item.bytes, item.run);
      else if (item.bytes === null) return;
      else this.#options.write(item.bytes);
      this.waiting -= sizeOf(item);
      this.#queue.shift();
    }
  }

  /** Asks in order, so that batches are numbered as they came, and only for the first statement that waits: the next may depend on what comes of it. */
  #askDue(): void {
    let asked = 0;
    for (const [at, item] of this.#queue.entries()) {
      if (item.kind === 'ready' || item.kind === 'later') return;
      if (item.kind !== 'batch' || item.batch.envelopes.length === 0) continue;
      if (item.answer instanceof Refusal) return;
      if (item.answer !== null) continue;
      if (!item.asked) {
        const grows = at === this.#queue.length - 1 && mayGrow(item);
        if (asked === mostAsked || (asked > 0 && grows)) return;
        void this.#ask(item);
      }
      asked += 1;
    }
  }

  async #ask(item: BatchItem): Promise<void> {
    item.asked = true;
    const { envelopes } = item.batch;
    try {
      const { statement, onBehalf, copy } = item.run;
      const opened = await this.#options.open(envelopes, statement, onBehalf ?? '', copy !== null);
      item.answer = opened.length === envelopes.length ? opened : new Refusal('JK001');
    } catch (error) {
      item.answer = Refusal.from(error);
    }
    if (!this.#queue.includes(item)) return; // dropped, or the session ended meanwhile
    this.flush();
    this.#options.eased();
  }

  /** The head of the queue is a refused batch. */
  #dropStatement(refusal: Refusal): void {
    const border = this.#queue.findIndex((item) => item.kind === 'ready' || item.kind === 'later');
    const last = this.#queue[border];
    const dropped = this.#queue.splice(
      0,
      border === -1 ? this.#queue.length : border + (last?.kind === 'ready' ? 1 : 0),
    );
    for (const item of dropped) this.waiting -= sizeOf(item);
    const ready = this.#options.refused(
      refusal,
      last === undefined ? null : last.kind === 'ready' ? last.bytes : 'comes',
    );
    if (ready !== null) this.#later(ready, (item) => this.#queue.unshift(item));
  }

  #later(bytes: Promise<Buffer>, put: (item: Item) => void): void {
    const item: Item = { kind: 'later', bytes: null };
    put(item);
    void bytes.then((made) => {
      item.bytes = made;
      this.flush();
      this.#options.eased();
    });
  }

  #push(item: Item, size: number): void {
    this.#queue.push(item);
    this.waiting += size;
  }

  #writeEnd(bytes: Buffer, run: Run): void {
    if (run.withheld.size > 0) {
      const notice = new Refusal('JK440', { columns: [...run.withheld].join(', ') });
      this.#options.write(noticeResponse(notice, this.#options.language));
      run.withheld.clear();
    }
    this.#options.write(bytes);
  }
}

/** Whether the last batch of the queue takes more rows. */
function mayGrow(item: BatchItem): boolean {
  return !item.asked && !item.batch.full;
}

/** What an item counts among the bytes that wait. */
function sizeOf(item: Item): number {
  if (item.kind === 'batch') return item.batch.size;
  return item.kind === 'later' ? 0 : item.bytes.length;
}
