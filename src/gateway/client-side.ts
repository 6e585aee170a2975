/**
 * What the client says, on its way to the server. Frames are taken in order; one that must wait (a value to bind) holds those behind it. Inside
 * a transaction a statement waits until the one before has left whole: were that refused, this one must meet a failed transaction.
 */
import { Refusal } from '../platform/mod.ts';
import { ClientMessages } from './client-messages.ts';
import type { Exchange } from './exchange.ts';
import { FrameReader } from './frame.ts';
import { opensGroup, frontend as to } from './message.ts';
import type { SessionRefusals } from './session-refusals.ts';

const largestFromClient = 256 * 1024 * 1024;
/** Answers to so many Syncs and queries may be owed; what comes then waits, with the client's socket. */
const mostBorders = 1024;
/** Messages that may come before a Sync: until it comes the server may keep its answers, so that waiting would never end. */
const mostInGroup = 100_000;

type Frame = readonly [type: number, bytes: Buffer, start: number, end: number];

export class ClientSide {
  readonly #exchange: Exchange;
  readonly #messages: ClientMessages;
  readonly #flow: { readonly pause: () => void; readonly resume: () => void };
  readonly #reader = new FrameReader({ maxLength: largestFromClient });
  readonly #visit = (type: number, bytes: Buffer, start: number, end: number) => this.#take(type, bytes, start, end);
  /** Frames that wait for one that is being worked on. */
  #inbox: Frame[] = [];
  #working = false;

  /** `flow` is that of the client's socket. */
  constructor(exchange: Exchange, refusals: SessionRefusals, flow: { pause: () => void; resume: () => void }) {
    this.#exchange = exchange;
    this.#messages = new ClientMessages(exchange, refusals);
    this.#flow = flow;
  }

  /** Whether no frame waits. */
  get idle(): boolean {
    return this.#inbox.length === 0;
  }

  /** Whether a frame is being worked on: those behind it wait. */
  get working(): boolean {
    return this.#working;
  }

  read(chunk: Buffer): void {
    if (this.#exchange.ended) return;
    try {
      this.#reader.read(chunk, this.#visit);
      this.#exchange.toServer.flush();
    } catch (error) {
      this.#endBecause(error);
    }
  }

  /** What the client said cannot be followed any further. */
  #endBecause(error: unknown): void {
    const refusal = Refusal.from(error);
    this.#exchange.options.refusedHere(refusal);
    this.#exchange.end(refusal);
  }

  #take(type: number, bytes: Buffer, start: number, end: number): void {
    if (this.#working) {
      this.#inbox.push([type, bytes, start, end]);
      this.#flow.pause();
      return;
    }
    const later = this.#handle(type, bytes, start, end);
    if (later !== undefined) void this.#work(later);
  }

  async #work(first: Promise<void>): Promise<void> {
    const { toServer } = this.#exchange;
    this.#working = true;
    toServer.flush();
    try {
      await first;
      for (let frame = this.#inbox.shift(); frame !== undefined && !this.#exchange.ended; frame = this.#inbox.shift())
        await this.#handle(...frame);
      toServer.flush();
    } catch (error) {
      this.#endBecause(error);
    }
    this.#working = false;
    if (!this.#exchange.ended) this.#flow.resume();
  }

  /** One frame of the client. Returns a promise where the next one must wait. */
  #handle(type: number, bytes: Buffer, start: number, end: number): Promise<void> | undefined {
    const exchange = this.#exchange;
    if (exchange.ended) return undefined;
    if (exchange.owed.sinceBorder >= mostInGroup) throw new Refusal('JK445', { most: mostInGroup });
    if (this.#mustWait(type)) return this.#untilCalm(type).then(() => this.#handle(type, bytes, start, end));
    return this.#messages.take(type, bytes, start, end);
  }

  #mustWait(type: number): boolean {
    const exchange = this.#exchange;
    if (exchange.aborting || exchange.cancelling !== null || exchange.owed.borders >= mostBorders) return true;
    if (exchange.pathAsked && !exchange.groupOpen && (opensGroup.has(type) || type === to.query)) return true;
    if (exchange.groupOpen || !(opensGroup.has(type) || type === to.query || type === to.sync)) return false;
    const inTransaction = exchange.status !== 'I' || exchange.mayHaveBegun || exchange.owed.mayBegin;
    return inTransaction && (exchange.owed.length > 0 || exchange.discarding || !exchange.outlet.idle);
  }

  async #untilCalm(type: number): Promise<void> {
    this.#exchange.toServer.flush();
    while (this.#mustWait(type) && !this.#exchange.ended) await this.#exchange.changed();
  }
}
