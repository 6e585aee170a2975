/** Joins frames that lie side by side in one chunk, so that a run of them leaves with one write. */
export class RunWriter {
  readonly #write: (bytes: Buffer) => void;
  #bytes: Buffer | null = null;
  #from = 0;
  #to = 0;

  constructor(write: (bytes: Buffer) => void) {
    this.#write = write;
  }

  /** A frame that passes as it is. */
  pass(bytes: Buffer, start: number, end: number): void {
    if (this.#bytes === bytes && this.#to === start) {
      this.#to = end;
      return;
    }
    this.flush();
    this.#bytes = bytes;
    this.#from = start;
    this.#to = end;
  }

  /** Bytes of our own, in their place between the frames. */
  put(bytes: Buffer): void {
    this.flush();
    this.#write(bytes);
  }

  flush(): void {
    if (this.#bytes === null) return;
    const run =
      this.#from === 0 && this.#to === this.#bytes.length ? this.#bytes : this.#bytes.subarray(this.#from, this.#to);
    this.#bytes = null;
    this.#write(run);
  }
}
