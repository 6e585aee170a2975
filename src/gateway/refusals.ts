/**
 * What the gateway refused, on its way to the record. Of refusals that are alike in everything but their moment one is being recorded, and those that come meanwhile
 * are recorded together after it, with their number: a client who is refused faster than the record store writes fills no memory, and none is missing. Those
 * that the record store does not take are told in the log, with their number.
 */
export type RefusalBody = Readonly<Record<string, string | boolean>>;

export class Refusals {
  readonly #record: (body: RefusalBody, times: number) => Promise<void>;
  /** By the body: how many came since the one that is being recorded. */
  readonly #waiting = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();

  /** `record` never rejects. */
  constructor(record: (body: RefusalBody, times: number) => Promise<void>) {
    this.#record = record;
  }

  /** Resolves when this one is recorded, or others take it along. */
  async add(body: RefusalBody): Promise<void> {
    const name = JSON.stringify(body);
    const before = this.#waiting.get(name);
    if (before !== undefined) {
      this.#waiting.set(name, before + 1);
      return;
    }
    const recording = this.#recordAll(name, body);
    this.#underWay.add(recording);
    await recording;
    this.#underWay.delete(recording);
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #recordAll(name: string, body: RefusalBody): Promise<void> {
    for (let times = 1; times > 0; times = this.#waiting.get(name) ?? 0) {
      this.#waiting.set(name, 0);
      await this.#record(body, times);
    }
    this.#waiting.delete(name);
  }
}
