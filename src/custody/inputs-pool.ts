/**
 * Inputs that were read for an earlier batch of a grant. A yes by them is worth nothing until `custody.record` has judged again, in the
 * transaction that makes the record, whatever of them can change: life, standing, purpose, hours, stops, keys. A no by them is never told.
 */
import type { Loaded } from './load-inputs.ts';

const keptMs = 1000;
const mostKept = 10_000;

export class InputsPool {
  readonly #kept = new Map<string, { readonly loaded: Loaded; readonly until: number }>();

  /** Not for a grant with a list of subjects, since only those that were asked about were read. */
  keep(grant: string, loaded: Loaded): void {
    if (loaded.inputs.scope !== null) return;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const inputs = { ...loaded.inputs, stops: null };
    this.#kept.set(grant, { loaded: { ...loaded, inputs }, until: performance.now() + keptMs });
  }

  /** Undefined where none were read within the last second. */
  of(grant: string): Loaded | undefined {
    const kept = this.#kept.get(grant);
    if (kept === undefined) return undefined;
    if (kept.until > performance.now()) return kept.loaded;
    this.#kept.delete(grant);
    return undefined;
  }
}
