/**
 * Draws until a value comes that did not come before: what makes a column unique. Throws a RangeError when a thousand draws in a row were
 * taken, so that a space too small for the members asked for is an error and no endless loop.
 */
export class Once {
  readonly #taken = new Set<string>();

  constructor(reserved: readonly string[] = []) {
    for (const value of reserved) this.#taken.add(value);
  }

  /** `draw` is told how often it was asked for this value, from 0. */
  next(draw: (attempt: number) => string): string {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const value = draw(attempt);
      if (!this.#taken.has(value)) {
        this.#taken.add(value);
        return value;
      }
    }
    throw new RangeError('no unused value left for a unique column of the example');
  }
}
