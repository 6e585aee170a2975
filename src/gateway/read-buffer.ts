/**
 * What a backend's socket reads into: one buffer again and again, instead of a new one for each chunk.
 *
 * A chunk is lent to its reader until that returns. A reader that keeps a part of it, in whatever queue, says so (`true`), and the buffer is
 * then the keeper's: the next read gets another. Source: Node.js documentation, `socket.connect`, option `onread`.
 */
/** Reads one chunk; returns whether a part of it is kept. */
export type ChunkReader = (chunk: Buffer) => boolean;

const size = 64 * 1024;

export class ReadBuffer {
  #buffer = Buffer.allocUnsafeSlow(size);
  #read: ChunkReader;

  constructor(read: ChunkReader) {
    this.#read = read;
  }

  /** Gives what comes from now on to another reader. */
  handTo(read: ChunkReader): void {
    this.#read = read;
  }

  /** For `net.connect`. */
  get onread(): { readonly buffer: () => Buffer; readonly callback: (length: number) => boolean } {
    return {
      buffer: () => this.#buffer,
      callback: (length) => {
        const kept = this.#read(this.#buffer.subarray(0, length));
        if (kept) this.#buffer = Buffer.allocUnsafeSlow(size);
        return true;
      },
    };
  }
}
