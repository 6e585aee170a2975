const most = 200_000;

/**
 * The envelopes that this process sealed last, by their tags: an adopter may have these verified and no others, so that the verb answers
 * no guess about what is sealed already. Two halves, of which the older goes whole when the newer is full: see KeptKeys.
 */
export class SealedHere {
  #newer = new Set<string>();
  #older = new Set<string>();

  add(envelope: Buffer): void {
    if (this.#newer.size >= most / 2) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(tagOf(envelope));
  }

  has(envelope: Buffer): boolean {
    const tag = tagOf(envelope);
    return this.#newer.has(tag) || this.#older.has(tag);
  }
}

function tagOf(envelope: Buffer): string {
  return envelope.toString('latin1', Math.max(0, envelope.length - 16));
}
