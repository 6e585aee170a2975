/** What the server owes, in order. Each question about it and each step takes the same time however long it is: a client may pipeline without end. */
import { type Owed, endsWithReady, mayBegin } from './owed.ts';

/** Taken entries are let go of when they are this many, and most. */
const leastTaken = 1024;

export class OwedQueue {
  #items: Owed[] = [];
  #taken = 0;
  #borders = 0;
  #begins = 0;
  #sinceBorder = 0;

  get length(): number {
    return this.#items.length - this.#taken;
  }

  get first(): Owed | undefined {
    return this.#items[this.#taken];
  }

  /** How many ReadyForQuery are owed. */
  get borders(): number {
    return this.#borders;
  }

  /** Entries that no ReadyForQuery ends yet, as far as was asked. */
  get sinceBorder(): number {
    return this.#sinceBorder;
  }

  /** Whether one of them may open a transaction block. */
  get mayBegin(): boolean {
    return this.#begins > 0;
  }

  /** Looks at each of them. */
  some(isSo: (owed: Owed) => boolean): boolean {
    for (let at = this.#taken; at < this.#items.length; at++) if (isSo(this.#items[at] as Owed)) return true;
    return false;
  }

  push(owed: Owed): void {
    this.#items.push(owed);
    this.#count(owed, 1);
    this.#sinceBorder = endsWithReady(owed) ? 0 : this.#sinceBorder + 1;
  }

  shift(): Owed | undefined {
    const owed = this.first;
    if (owed === undefined) return undefined;
    this.#taken += 1;
    this.#count(owed, -1);
    this.#sinceBorder = Math.min(this.#sinceBorder, this.length);
    if (this.#taken >= leastTaken && this.#taken * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return owed;
  }

  /** Takes what stands before the next Sync, or everything where none is owed. */
  takeGroup(): Owed[] {
    const group: Owed[] = [];
    for (let next = this.first; next !== undefined && next.kind !== 'sync'; next = this.first) {
      this.shift();
      group.push(next);
    }
    return group;
  }

  #count(owed: Owed, by: 1 | -1): void {
    if (endsWithReady(owed)) this.#borders += by;
    if (mayBegin(owed)) this.#begins += by;
  }
}
