/**
 * The local channel between a custodian and those who ask it: frames over a stream.
 *
 * Frame = length u32 of what follows · request id u32 · verb or status u8 · payload. The first frame of a client is `hello` with its role and
 * token. Answers come in any order. A frame longer than `largestFrame` ends the connection; before the `hello` was taken, one longer than `largestHello`.
 */
/** 3 was `compare` without a group: an older gateway or custodian is refused, never misread. */
export const verbs = { hello: 1, open: 2, newSubjects: 4, seal: 5, verify: 6, write: 7, compare: 8 } as const;
export const statuses = { ok: 0, refused: 1 } as const;
export const largestFrame = 64 * 1024 * 1024;
export const largestHello = 1024;

export type Frame = { readonly id: number; readonly kind: number; readonly payload: Buffer };

export function encodeFrame(id: number, kind: number, payload: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(9 + payload.length);
  frame.writeUInt32BE(5 + payload.length, 0);
  frame.writeUInt32BE(id, 4);
  frame.writeUInt8(kind, 8);
  payload.copy(frame, 9);
  return frame;
}

/** The hello of nobody: a custodian that is not frozen refuses it at once. */
export const custodianKnock = encodeFrame(0, verbs.hello, Buffer.alloc(0));

/** Cuts a stream into frames. Throws RangeError on a length that cannot be. */
export class ChannelReader {
  /** Bytes that a frame may have. */
  largest: number;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(largest = largestFrame) {
    this.largest = largest;
  }

  push(chunk: Buffer): Frame[] {
    this.#pieces.push(chunk);
    this.#length += chunk.length;
    const frames: Frame[] = [];
    while (this.#length >= 4) {
      const needed = 4 + this.#head().readUInt32BE(0);
      if (needed < 9 || needed > this.largest) throw new RangeError('a channel frame has an impossible length');
      if (this.#length < needed) break;
      const bytes = this.#take(needed);
      frames.push({ id: bytes.readUInt32BE(4), kind: bytes.readUInt8(8), payload: bytes.subarray(9) });
    }
    return frames;
  }

  /** The first piece, long enough to hold a length. */
  #head(): Buffer {
    const first = this.#pieces[0] ?? Buffer.alloc(0);
    return first.length >= 4 ? first : this.#join();
  }

  #join(): Buffer {
    const joined = Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [joined];
    return joined;
  }

  #take(length: number): Buffer {
    const first = this.#pieces[0] ?? Buffer.alloc(0);
    const bytes = first.length >= length ? first : this.#join();
    this.#length -= length;
    if (bytes.length === length) this.#pieces.shift();
    else this.#pieces[0] = bytes.subarray(length);
    return bytes.subarray(0, length);
  }
}
