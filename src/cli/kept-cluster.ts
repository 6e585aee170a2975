/** An embedded cluster that is started again when its server ends by itself, with the waits of the supervisor. */
import { type Cluster, type ClusterOptions, Refusal, startCluster } from '../platform/mod.ts';
import type { Told } from './supervisor.ts';

const firstWaitMs = 200;
const longestWaitMs = 10_000;

export class KeptCluster {
  readonly #name: string;
  readonly #options: ClusterOptions;
  readonly #told: Told;
  #cluster: Cluster;
  #returning: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor(name: string, options: ClusterOptions, told: Told, cluster: Cluster) {
    this.#name = name;
    this.#options = options;
    this.#told = told;
    this.#cluster = cluster;
    this.#watch();
  }

  /** Starts it; throws as `startCluster` does. */
  static async start(name: string, options: ClusterOptions, told: Told): Promise<KeptCluster> {
    return new KeptCluster(name, options, told, await startCluster(options));
  }

  uri(database: string): string {
    return this.#cluster.uri(database);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#returning; // a server that is just being started again is stopped too
    await this.#cluster.stop();
  }

  #watch(): void {
    void this.#cluster.ended.then((code) => {
      if (!this.#stopping) this.#returning = this.#again(`exit ${code ?? 'by signal'}`);
    });
  }

  async #again(how: string): Promise<void> {
    for (let waitMs = firstWaitMs; !this.#stopping; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      this.#told({ name: this.#name, what: 'ended', how, waitMs });
      await new Promise((done) => setTimeout(done, waitMs));
      if (this.#stopping) return;
      try {
        this.#cluster = await startCluster(this.#options);
        this.#watch();
        this.#told({ name: this.#name, what: 'ready', how: '', waitMs: 0 });
        return;
      } catch (error) {
        how = Refusal.from(error).message;
      }
    }
  }
}
