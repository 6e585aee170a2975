/**
 * Cuts a byte stream into frames of the PostgreSQL protocol, version 3, after start-up: type byte, int32 length (which counts
 * itself but not the type byte), body. This is the hot path of a proxy: nothing is allocated for a frame that lies whole in a chunk.
 */
import { malformed } from './message.ts';
import { Refusal } from '../platform/mod.ts';

/** Is given one whole frame: `bytes[start]` is its type byte, `end` lies one past its last byte. */
export type FrameVisitor = (type: number, bytes: Buffer, start: number, end: number) => void;

const HEADER = 5;
const FIRST_CAPACITY = 16 * 1024;

/**
 * States: *between frames* (nothing held) → *in a header* (1 to 4 bytes held) → *in a body* (the length is known) → between frames.
 *
 * A frame whole in the chunk is visited as a span of that very chunk, so that a run of frames can be passed on with one write.
 * A frame split over chunks is assembled in a buffer of its own that doubles up to the known length: copying stays linear, and an
 * announced gigabyte costs nothing until it arrives.
 *
 * Throws JK400 for a length under 4 and JK401 for one over `limit.maxLength`. After a throw, its own or the visitor's, the place in
 * the stream is lost: every further `read` throws JK400, and so does a `read` from inside the visitor.
 */
export class FrameReader {
  readonly #limit: { readonly maxLength: number };
  #held: Buffer = Buffer.allocUnsafe(HEADER);
  #have = 0;
  #need = 0;
  #reading = false;

  /** `maxLength`: the greatest length field allowed, in bytes. Read anew for each frame, so that a session can raise it after sign-in. */
  constructor(limit: { readonly maxLength: number }) {
    this.#limit = limit;
  }

  /** Whether the stream stands between frames. At the end of a connection, false means that a frame was cut off. */
  get idle(): boolean {
    return this.#have === 0;
  }

  read(chunk: Buffer, visit: FrameVisitor): void {
    if (this.#reading) throw malformed('The stream', 'is read on after a fault');
    this.#reading = true;
    const size = chunk.length;
    let at = this.#have === 0 ? 0 : this.#resume(chunk, visit);
    while (size - at >= HEADER) {
      const end = at + this.#sizeAt(chunk, at);
      if (end > size) break;
      visit(chunk[at] as number, chunk, at, end);
      at = end;
    }
    if (at < size) this.#hold(chunk, at);
    this.#reading = false;
  }

  /** Size of the frame whose header stands at `at`, type byte included. */
  #sizeAt(bytes: Buffer, at: number): number {
    const length = bytes.readInt32BE(at + 1);
    if (length < 4) throw malformed('A message', 'has an impossible length');
    if (length > this.#limit.maxLength) {
      throw new Refusal('JK401', { bytes: length, limit: this.#limit.maxLength });
    }
    return length + 1;
  }

  /** Goes on with the frame that earlier chunks began; returns where in `chunk` the next one starts. */
  #resume(chunk: Buffer, visit: FrameVisitor): number {
    let at = 0;
    if (this.#need === 0) {
      at = this.#append(chunk, 0, HEADER - this.#have);
      if (this.#have < HEADER) return at;
      this.#need = this.#sizeAt(this.#held, 0);
    }
    at = this.#append(chunk, at, this.#need - this.#have);
    if (this.#have < this.#need) return at;
    const frame = this.#held;
    const end = this.#need;
    this.#held = Buffer.allocUnsafe(HEADER);
    this.#have = 0;
    this.#need = 0;
    visit(frame[0] as number, frame, 0, end);
    return at;
  }

  #hold(chunk: Buffer, at: number): void {
    if (this.#have === 0 && chunk.length - at >= HEADER) this.#need = this.#sizeAt(chunk, at);
    this.#append(chunk, at, chunk.length - at);
  }

  /** Copies up to `wanted` bytes of `chunk` from `at` behind what is held; returns where it stopped. */
  #append(chunk: Buffer, at: number, wanted: number): number {
    const end = Math.min(chunk.length, at + wanted);
    const have = this.#have + end - at;
    if (have > this.#held.length) this.#grow(have);
    chunk.copy(this.#held, this.#have, at, end);
    this.#have = have;
    return end;
  }

  #grow(have: number): void {
    const capacity = Math.min(this.#need, Math.max(have, 2 * this.#held.length, FIRST_CAPACITY));
    const grown = Buffer.allocUnsafe(capacity);
    this.#held.copy(grown, 0, 0, this.#have);
    this.#held = grown;
  }
}
