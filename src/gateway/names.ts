/** What a client has named, statements or portals. The unnamed one, which most clients use all the time, costs no entry of a map. */
export class Names<T> {
  #unnamed: T | undefined = undefined;
  readonly #named = new Map<string, T>();

  get(name: string): T | undefined {
    return name.length === 0 ? this.#unnamed : this.#named.get(name);
  }

  /**
   * Sets a name, and returns how to take that back when the server skipped the message: only while nobody else has set it since.
   * `undefined` removes it.
   */
  set(name: string, value: T | undefined): () => void {
    const before = this.get(name);
    this.#put(name, value);
    return () => {
      if (this.get(name) === value) this.#put(name, before);
    };
  }

  clear(): void {
    this.#unnamed = undefined;
    if (this.#named.size > 0) this.#named.clear();
  }

  #put(name: string, value: T | undefined): void {
    if (name.length === 0) this.#unnamed = value;
    else if (value === undefined) this.#named.delete(name);
    else this.#named.set(name, value);
  }
}
