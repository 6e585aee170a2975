import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, startCluster, withClient } from '../../src/platform/mod.ts';
import { type Prepared, layCluster } from './cluster-copy.ts';
import { freePort } from './free-port.ts';
import { runFolder } from './run-folder.ts';

export { freePort, withClient };

/**
 * A PostgreSQL of the test's own, on a free port, gone when the test file is. Call `stop()` in `after`. `prepared` says what it may have
 * already: outside a run of the tests it is empty all the same. `binaries`: folder of another PostgreSQL's programs, whose cluster is empty.
 */
export async function testCluster(
  settings: readonly string[] = [],
  { prepared = 'empty', binaries }: { prepared?: Prepared; binaries?: string } = {},
): Promise<Cluster> {
  const home = mkdtempSync(join(runFolder(), 'jikimi-test-'));
  if (binaries === undefined) await layCluster(join(home, 'pg'), prepared);
  const cluster = await startCluster({
    directory: join(home, 'pg'),
    port: await freePort(),
    portSetting: 'test',
    settings,
    binaries,
  });
  const stop = async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { ...cluster, stop };
}
