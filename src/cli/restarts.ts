import { Refusal } from '../platform/mod.ts';

/** Told of what ended by itself, with the wait before it is started again, and of what is ready again. */
export type Told = (event: {
  readonly name: string;
  readonly what: 'ended' | 'ready';
  readonly how: string;
  readonly waitMs: number;
}) => void;

const firstWaitMs = 200;
const longestWaitMs = 10_000;
const soundMs = 5_000;

/** Starts again what ended by itself, as often as it takes: after 0.2 s, then twice as long each time up to 10 s, until one has lived 5 s. */
export class Restarts {
  readonly #name: string;
  readonly #told: Told;
  readonly #start: () => Promise<void>;
  #waitMs = firstWaitMs;
  #stopped = false;

  /** `start` resolves when it is ready. */
  constructor(name: string, told: Told, start: () => Promise<void>) {
    this.#name = name;
    this.#told = told;
    this.#start = start;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** From now on nothing is started again. */
  stop(): void {
    this.#stopped = true;
  }

  /** `how` tells how it ended. Resolves when it is ready again, or will not be since all stops. */
  async afterEnd(how: string, livedMs: number): Promise<void> {
    if (livedMs > soundMs) this.#waitMs = firstWaitMs;
    for (let why = how; !this.#stopped; ) {
      this.#told({ name: this.#name, what: 'ended', how: why, waitMs: this.#waitMs });
      await new Promise((done) => setTimeout(done, this.#waitMs));
      this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs);
      if (this.#stopped) return;
      try {
        await this.#start();
        this.#told({ name: this.#name, what: 'ready', how: '', waitMs: 0 });
        return;
      } catch (error) {
        why = Refusal.from(error).message;
      }
    }
  }
}
