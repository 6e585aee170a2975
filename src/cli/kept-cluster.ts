/** An embedded cluster that is started again when its server ends by itself. */
import { type Cluster, type ClusterOptions, startCluster } from '../platform/mod.ts';
import { Restarts, type Told } from './restarts.ts';

export class KeptCluster {
  readonly #restarts: Restarts;
  #cluster: Cluster;
  #returning: Promise<void> = Promise.resolve();

  private constructor(name: string, options: ClusterOptions, told: Told, cluster: Cluster) {
    this.#restarts = new Restarts(name, told, async () => {
      this.#cluster = await startCluster(options);
      this.#watch();
    });
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
    this.#restarts.stop();
    await this.#returning; // a server that is just being started again is stopped too
    await this.#cluster.stop();
  }

  #watch(): void {
    const started = performance.now();
    void this.#cluster.ended.then((code) => {
      if (this.#restarts.stopped) return;
      this.#returning = this.#restarts.afterEnd(`exit ${code ?? 'by signal'}`, performance.now() - started);
    });
  }
}
