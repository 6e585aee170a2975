const most = 200_000;

/**
 * The envelopes that this process sealed last, by their tags: an adopter may have these verified and no others, so that the verb answers
 * no guess about what is sealed already. Oldest go first.
 */
export class SealedHere {
  readonly #tags = new Set<string>();

  add(envelope: Buffer): void {
    if (this.#tags.size >= most) {
      const oldest = this.#tags.values().next().value;
      if (oldest !== undefined) this.#tags.delete(oldest);
    }
    this.#tags.add(tagOf(envelope));
  }

  has(envelope: Buffer): boolean {
    return this.#tags.has(tagOf(envelope));
  }
}

function tagOf(envelope: Buffer): string {
  return envelope.toString('latin1', Math.max(0, envelope.length - 16));
}
