import { Refusal } from '../platform/mod.ts';
import { malformed } from './message.ts';

const LARGEST = 0x7fff_ffff;

/**
 * Builds frames, one behind the other, in a buffer that grows: `begin(type)`, values, `end()`, again and again, then `take()`.
 * What `take` returns belongs to the caller; the writer never touches it again. Throws JK400 for a string with a zero byte or a count
 * over 65,535 (either would say something else to its reader), and JK401 for more than the protocol can carry.
 */
export class FrameWriter {
  #bytes: Buffer;
  #at = 0;
  #lengthAt = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  /** Bytes written since the last `take`. */
  get size(): number {
    return this.#at;
  }

  begin(type: number): this {
    this.byte(type);
    return this.beginUntyped();
  }

  /** A start-up packet has no type byte. */
  beginUntyped(): this {
    this.#lengthAt = this.#reserve(4);
    return this;
  }

  end(): this {
    this.#bytes.writeInt32BE(this.#at - this.#lengthAt, this.#lengthAt);
    return this;
  }

  byte(value: number): this {
    const at = this.#reserve(1);
    this.#bytes[at] = value;
    return this;
  }

  int16(value: number): this {
    const at = this.#reserve(2);
    this.#bytes.writeInt16BE(value, at);
    return this;
  }

  /** How many values follow: an unsigned int16. */
  count(value: number): this {
    if (value > 0xffff) throw malformed('A message', 'would have more than 65,535 values');
    const at = this.#reserve(2);
    this.#bytes.writeUInt16BE(value, at);
    return this;
  }

  int32(value: number): this {
    const at = this.#reserve(4);
    this.#bytes.writeInt32BE(value, at);
    return this;
  }

  uint32(value: number): this {
    const at = this.#reserve(4);
    this.#bytes.writeUInt32BE(value, at);
    return this;
  }

  raw(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** A value with its length before it; null has the length −1. */
  value(value: Uint8Array | null): this {
    return value === null ? this.int32(-1) : this.int32(value.length).raw(value);
  }

  cString(text: string): this {
    if (text.includes('\0')) throw malformed('A message', 'would have a string with a zero byte');
    const size = Buffer.byteLength(text);
    const from = this.#reserve(size + 1);
    this.#bytes.write(text, from, size, 'utf8');
    this.#bytes[from + size] = 0;
    return this;
  }

  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    // What is left over of the buffer serves the next frames; the two views do not overlap.
    this.#bytes = this.#bytes.subarray(this.#at);
    this.#at = 0;
    return taken;
  }

  /** Makes room, perhaps in another buffer: call it before `#bytes` is looked at. */
  #reserve(size: number): number {
    const from = this.#at;
    const to = from + size;
    if (to > this.#bytes.length) this.#grow(to);
    this.#at = to;
    return from;
  }

  #grow(least: number): void {
    if (least > LARGEST) throw new Refusal('JK401', { bytes: least, limit: LARGEST });
    const grown = Buffer.allocUnsafe(Math.min(LARGEST, Math.max(least, 2 * this.#bytes.length, 256)));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
