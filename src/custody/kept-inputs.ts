/**
 * Inputs that were read for an earlier batch of a grant. A yes by them is worth nothing until `custody.record` has judged again, in the
 * transaction that makes the record, whatever of them can change: life, standing, purpose, hours, stops, keys. A no by them is never told.
 */
import type { Loaded } from './load-inputs.ts';

const keptMs = 1000;
const mostKept = 10_000;

export class KeptInputs {
  readonly #kept = new Map<string, { readonly loaded: Loaded; readonly until: number }>();

  /** `askedAt`: the monotonic clock (ms) before they were read. Not for a grant with a list of subjects: only those asked about were read. */
  keep(grant: string, loaded: Loaded, askedAt: number): void {
    if (loaded.inputs.scope !== null) return;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const inputs = { ...loaded.inputs, stops: null };
    this.#kept.set(grant, { loaded: { ...loaded, inputs }, until: askedAt + keptMs });
  }

  /** Undefined where none were asked for within the last second before `now`, by the same clock. */
  of(grant: string, now: number): Loaded | undefined {
    const kept = this.#kept.get(grant);
    if (kept === undefined) return undefined;
    if (kept.until > now) return kept.loaded;
    this.#kept.delete(grant);
    return undefined;
  }
}
