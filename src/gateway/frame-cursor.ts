import { isUtf8 } from 'node:buffer';
import type { Phrase, Refusal } from '../platform/mod.ts';
import { malformed } from './message.ts';

/** Names are short: so many ASCII characters are read without a view of their own. */
const mostShort = 64;

/**
 * Walks one message from front to back. Every step is checked against the end of the message, and whatever does not fit is refused
 * with JK400: no RangeError, no byte of the next message.
 */
export class FrameCursor {
  readonly #message: string;
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  /** `message` is the name used in a refusal; `at` and `end` bound the body in `bytes`. */
  constructor(message: string, bytes: Buffer, at: number, end: number) {
    this.#message = message;
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** A cursor on the body of the frame `[start, end)`, once its type byte and length agree with `type` and the span. */
  static body(message: string, type: number, bytes: Buffer, start: number, end: number): FrameCursor {
    checkFrame(message, type, bytes, start, end);
    return new FrameCursor(message, bytes, start + 5, end);
  }

  /** Where the next value stands, as an offset in `bytes`. */
  get at(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  byte(): number {
    return this.#bytes[this.#step(1)] as number;
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#step(2));
  }

  /** Counts are unsigned: PostgreSQL itself reads up to 65,535 parameters. */
  uint16(): number {
    return this.#bytes.readUInt16BE(this.#step(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#step(4));
  }

  /** Object identifiers are unsigned. */
  uint32(): number {
    return this.#bytes.readUInt32BE(this.#step(4));
  }

  /** A view of the next `size` bytes; it shares memory with the frame. */
  take(size: number): Buffer {
    if (size < 0) throw this.refuse('has a negative length');
    const from = this.#step(size);
    return this.#bytes.subarray(from, from + size);
  }

  /** A value with a length before it; null where the length is −1. */
  value(): Buffer | null {
    const size = this.int32();
    return size === -1 ? null : this.take(size);
  }

  skipValue(): void {
    const size = this.int32();
    if (size < -1) throw this.refuse('has a negative length');
    if (size > 0) this.#step(size);
  }

  /** A view of all that is left. */
  rest(): Buffer {
    return this.take(this.remaining);
  }

  /** The bytes up to the next zero byte, which is stepped over. */
  cBytes(): Buffer {
    const left = this.#bytes.subarray(this.#at, this.#end);
    const zero = left.indexOf(0);
    if (zero < 0) throw this.refuse('has a string without an end');
    this.#at += zero + 1;
    return left.subarray(0, zero);
  }

  /** A zero-terminated string. Refused where it is not UTF-8: what we would read is then not what the server would. */
  cString(): string {
    const from = this.#at;
    const last = Math.min(this.#end, from + mostShort);
    for (let at = from; at < last; at++) {
      const byte = this.#bytes[at] as number;
      if (byte >= 0x80) break;
      if (byte !== 0) continue;
      this.#at = at + 1;
      return at === from ? '' : this.#bytes.toString('latin1', from, at);
    }
    return this.#decode(this.cBytes());
  }

  /** The next `size` bytes as a string; UTF-8 like the others. */
  text(size: number): string {
    return this.#decode(this.take(size));
  }

  /** Refuses a message that goes on after its last value. */
  done(): void {
    if (this.#at !== this.#end) throw this.refuse('is longer than its content');
  }

  refuse(fault: Phrase): Refusal {
    return malformed(this.#message, fault);
  }

  #decode(text: Buffer): string {
    if (!isUtf8(text)) throw this.refuse('has a string that is not UTF-8');
    return text.toString('utf8');
  }

  #step(size: number): number {
    const from = this.#at;
    if (size > this.#end - from) throw this.refuse('ends too early');
    this.#at = from + size;
    return from;
  }
}

/** Refuses a span that is not exactly one frame of the type given. */
export function checkFrame(message: string, type: number, bytes: Buffer, start: number, end: number): void {
  if (start < 0 || end > bytes.length || end - start < 5) throw malformed(message, 'ends too early');
  if (bytes[start] !== type) throw malformed(message, 'is of another type');
  if (bytes.readInt32BE(start + 1) !== end - start - 1) throw malformed(message, 'has a length that is not its own');
}
