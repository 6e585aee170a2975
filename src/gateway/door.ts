/**
 * Connections that have not signed in yet. Their number is bounded, and the bound is fair: where one comes too many, the one that has waited longest gives way, of the address
 * that holds most of them. So whoever floods the door shuts out himself first, and one who signs in at once gets through.
 */
export type Caller = { readonly address: string; readonly turnAway: (code: 'JK436' | 'JK439') => void };

export class Door {
  readonly #most: number;
  /** By address, in the order in which they came. */
  readonly #callers = new Map<string, Set<Caller>>();
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#count;
  }

  enter(caller: Caller): void {
    const own = this.#callers.get(caller.address) ?? new Set();
    own.add(caller);
    this.#callers.set(caller.address, own);
    this.#count += 1;
    if (this.#count <= this.#most) return;
    const longest = this.#mostCrowded().values().next().value;
    if (longest === undefined) return;
    this.leave(longest);
    longest.turnAway('JK436');
  }

  /** Nobody waits any longer: the gateway stops. */
  close(): void {
    for (const caller of [...this.#callers.values()].flatMap((own) => [...own])) {
      this.leave(caller);
      caller.turnAway('JK439');
    }
  }

  /** Signed in, or gone; harmless to say twice. */
  leave(caller: Caller): void {
    const own = this.#callers.get(caller.address);
    if (own?.delete(caller) !== true) return;
    this.#count -= 1;
    if (own.size === 0) this.#callers.delete(caller.address);
  }

  #mostCrowded(): ReadonlySet<Caller> {
    let most: ReadonlySet<Caller> = new Set();
    for (const callers of this.#callers.values()) if (callers.size > most.size) most = callers;
    return most;
  }
}
