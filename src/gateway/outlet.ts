/**
 * Everything that goes to the client, in the order in which the server said it, while rows wait for the custodian.
 *
 * IDLE (bytes pass at once) → (a row with sealed cells) COLLECTING → (the chunk ends, or the batch is full, and nothing is asked)
 * ASKING one batch while the next collects → (answer) rows and all that waited behind them leave → IDLE.
 * A refusal drops what waited up to the next ReadyForQuery; what comes after it stays.
 */
import type { Opened } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { noticeResponse, type Language } from './error-response.ts';
import { Batch } from './batch.ts';
import type { Shape } from './shape.ts';

/** One run of rows: a statement's result, or as much of it as a portal gives at once. */
export type Run = { readonly shape: Shape; readonly statement: string; readonly withheld: Set<string> };

type Item =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly bytes: Buffer; readonly run: Run }
  | { readonly kind: 'ready'; readonly bytes: Buffer }
  /** A ReadyForQuery that is not known yet. */
  | { readonly kind: 'later'; bytes: Buffer | null }
  | { readonly kind: 'batch'; readonly batch: Batch; readonly run: Run };

export type OutletOptions = {
  readonly language: Language;
  /** Writes to the client. */
  readonly write: (bytes: Buffer) => void;
  /** Asks the custodian about one batch. */
  readonly open: (envelopes: readonly Buffer[], statement: string) => Promise<Opened>;
  /**
   * Told when a batch was refused, with the ReadyForQuery that waited behind it if the server had already ended that statement: then gives
   * the one that the client is to have. 'comes' where `later` was told already.
   */
  readonly refused: (refusal: Refusal, ready: Buffer | 'comes' | null) => Promise<Buffer> | null;
  /** Told when what waited has become less, so that reading may go on. */
  readonly eased: () => void;
};

const mostEnvelopes = 4096;
const mostBytes = 1024 * 1024;

export class Outlet {
  readonly #options: OutletOptions;
  #queue: Item[] = [];
  #asking = false;
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

  /** A row of a run with sealed columns. The frame must stay unchanged until it has left. */
  row(bytes: Buffer, start: number, end: number, run: Run): void {
    const last = this.#queue.at(-1);
    const collecting = last?.kind === 'batch' && last.run === run && !(this.#asking && this.#queue.length === 1);
    const batch = collecting ? last.batch : new Batch(run.shape);
    const before = collecting ? batch.size : 0;
    batch.add(bytes, start, end);
    this.waiting += batch.size - before;
    if (!collecting) this.#queue.push({ kind: 'batch', batch, run });
    if (batch.envelopes.length >= mostEnvelopes || batch.size >= mostBytes) {
      this.flush();
      if (this.#asking) this.#closeLast();
    }
  }

  /** Called at the end of each chunk from the server: what was collected is asked now unless something is being asked. */
  flush(): void {
    if (this.#asking) return;
    for (let item = this.#queue[0]; item !== undefined; item = this.#queue[0]) {
      if (item.kind === 'batch') {
        if (item.batch.envelopes.length > 0) {
          void this.#ask(item.batch, item.run);
          return;
        }
        this.#options.write(item.batch.deliver([], item.run.withheld));
        this.waiting -= item.batch.size;
      } else if (item.kind === 'later') {
        if (item.bytes === null) return;
        this.#options.write(item.bytes);
      } else this.#leave(item);
      this.#queue.shift();
    }
  }

  /** Drops everything that waits; for a session that ends. */
  clear(): void {
    this.#queue = [];
    this.waiting = 0;
  }

  /** A full batch that is not the one being asked takes no more rows. */
  #closeLast(): void {
    const last = this.#queue.at(-1);
    if (last?.kind === 'batch' && this.#queue.length > 1) this.#queue.push({ kind: 'bytes', bytes: Buffer.alloc(0) });
  }

  async #ask(batch: Batch, run: Run): Promise<void> {
    this.#asking = true;
    let rows: Buffer | null = null;
    let refusal: Refusal | null = null;
    try {
      rows = batch.deliver(await this.#options.open(batch.envelopes, run.statement), run.withheld);
    } catch (error) {
      refusal = Refusal.from(error);
    }
    this.#asking = false;
    const head = this.#queue[0];
    if (head?.kind !== 'batch' || head.batch !== batch) return; // the session ended meanwhile
    this.#queue.shift();
    this.waiting -= batch.size;
    if (rows !== null) this.#options.write(rows);
    else this.#dropStatement(refusal ?? new Refusal('JK001'));
    this.flush();
    this.#options.eased();
  }

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

  #leave(item: Exclude<Item, { kind: 'batch' | 'later' }>): void {
    this.waiting -= item.bytes.length;
    if (item.kind === 'end') this.#writeEnd(item.bytes, item.run);
    else if (item.bytes.length > 0) this.#options.write(item.bytes);
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

/** What an item counts among the bytes that wait. */
function sizeOf(item: Item): number {
  if (item.kind === 'batch') return item.batch.size;
  return item.kind === 'later' ? 0 : item.bytes.length;
}
