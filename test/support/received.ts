/**
 * Counts, from the bytes that reached a client, which cells of which rows it has: also of a row that was cut off, where a cell's first byte
 * counts as the cell. The first column of every row names it.
 */
export class Received {
  /** Text of the first column → numbers of the other columns of which something came. */
  readonly cells = new Map<string, Set<number>>();
  /** SQLSTATEs of the errors that came. */
  readonly errors: string[] = [];
  bytes = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** Takes the next bytes. Returns whether a ReadyForQuery was among them. */
  take(chunk: Buffer): boolean {
    this.bytes += chunk.length;
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let ready = false;
    while (this.#rest.length >= 5) {
      const end = 1 + this.#rest.readUInt32BE(1);
      if (this.#rest.length < end) break;
      const frame = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      if (frame[0] === 0x44) this.#row(frame);
      if (frame[0] === 0x45) this.errors.push(/\0C([0-9A-Z]{5})/.exec(frame.toString('latin1', 4))?.[1] ?? '');
      ready = frame[0] === 0x5a;
    }
    return ready;
  }

  /** What has come of a row that will not come whole. */
  end(): void {
    if (this.#rest[0] === 0x44) this.#row(this.#rest);
    this.#rest = Buffer.alloc(0);
  }

  /** Cells that came, one a row and column. */
  get count(): number {
    let count = 0;
    for (const columns of this.cells.values()) count += columns.size;
    return count;
  }

  #row(bytes: Buffer): void {
    if (bytes.length < 11) return;
    let at = 7;
    let name = '';
    for (let column = 0; column < bytes.readUInt16BE(5) && at + 4 < bytes.length; column++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length <= 0) continue;
      if (column === 0) {
        name = bytes.toString('utf8', at, at + length);
        this.cells.set(name, this.cells.get(name) ?? new Set());
      } else this.cells.get(name)?.add(column);
      at += length;
    }
  }
}
