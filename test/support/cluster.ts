import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster, withClient } from '../../src/platform/mod.ts';

export { withClient };

/** A PostgreSQL of the test's own, on a free port, gone when the test file is. Call `stop()` in `after`. */
export async function testCluster(settings: readonly string[] = []): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-test-'));
  const cluster = await startCluster({
    directory: join(home, 'pg'),
    port: await freePort(),
    portSetting: 'test',
    settings,
  });
  const stop = async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { ...cluster, stop };
}

/** A port of the loopback that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
