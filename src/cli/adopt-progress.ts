import { MultiBar, type SingleBar } from 'cli-progress';
import type { Plan } from '../custody/adoption/mod.ts';
import type { AdoptTexts } from './adopt-texts.ts';
import { printable } from './display-width.ts';
import { err } from './terminal.ts';

/** A bar a table where somebody looks, one line a finished table where nobody does, nothing beside JSON. */
export class Progress {
  readonly #say: AdoptTexts;
  readonly #rows: ReadonlyMap<string, number>;
  /** Tables of which only passwords are hashed. */
  readonly #hashedOnly: ReadonlySet<string>;
  readonly #quiet: boolean;
  readonly #bars: MultiBar | null;
  readonly #barOf = new Map<string, SingleBar>();
  readonly #told = new Set<string>();

  constructor(plan: Plan, say: AdoptTexts, quiet: boolean) {
    this.#say = say;
    this.#quiet = quiet;
    this.#rows = new Map(plan.tables.map((one) => [one.table, one.rows]));
    this.#hashedOnly = new Set(plan.tables.filter((one) => one.columns.length === 0).map((one) => one.table));
    this.#bars =
      process.stderr.isTTY && !quiet
        ? new MultiBar({ format: '{bar} {value}/{total} {table}', hideCursor: true, stream: process.stderr })
        : null;
  }

  to(table: string, done: number): void {
    const rows = Math.max(this.#rows.get(table) ?? 0, done);
    if (this.#bars !== null) {
      const bar = this.#barOf.get(table) ?? this.#bars.create(rows, 0, { table });
      this.#barOf.set(table, bar);
      bar.setTotal(rows);
      bar.update(done);
    } else if (!this.#quiet && done >= rows && !this.#told.has(table)) {
      this.#told.add(table);
      err(printable(this.#hashedOnly.has(table) ? this.#say.hashed(table, done) : this.#say.sealed(table, done)));
    }
  }

  /** The last step has begun. */
  step(): void {
    this.#bars?.stop();
    if (!this.#quiet && !this.#told.has('')) err(this.#say.swapping);
    this.#told.add('');
  }

  stop(): void {
    this.#bars?.stop();
  }
}
