/** Joins frames that lie side by side in one chunk, and small ones of our own between them, so that all of them leave with one write. */
export class RunWriter {
  readonly #write: (bytes: Buffer) => void;
  /** What comes before the run at hand and leaves with it. */
  #before: Buffer[] = [];
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
    if (this.#bytes !== null) this.flush();
    this.#bytes = bytes;
    this.#from = start;
    this.#to = end;
  }

  /** Bytes of our own, in their place between the frames, at once. */
  put(bytes: Buffer): void {
    this.flush();
    this.#write(bytes);
  }

  /** A few bytes of our own, in their place between the frames; they may leave with the next flush. */
  join(bytes: Buffer): void {
    if (this.#bytes !== null) this.#before.push(this.#run());
    this.#bytes = null;
    this.#before.push(bytes);
  }

  flush(): void {
    if (this.#before.length === 0 && this.#bytes === null) return;
    const run = this.#bytes === null ? [] : [this.#run()];
    const pieces = [...this.#before, ...run];
    this.#bytes = null;
    this.#before = [];
    const [only = Buffer.alloc(0)] = pieces;
    this.#write(pieces.length === 1 ? only : Buffer.concat(pieces));
  }

  #run(): Buffer {
    const bytes = this.#bytes ?? Buffer.alloc(0);
    return this.#from === 0 && this.#to === bytes.length ? bytes : bytes.subarray(this.#from, this.#to);
  }
}
