/** Jikimi's own database as an earlier release left it: what an upgrade meets. */
import type { TestContext } from 'node:test';
import { createDatabase } from '../../src/cli/create-database.sql.ts';
import { type Db, asOwner, ensureRoles, migrate, openDatabase } from '../../src/platform/mod.ts';
import { testCluster, withClient } from './cluster.ts';

/** As its owner, migrated up to that file and no further; gone when the test is. */
export async function earlierInstallation(t: TestContext, last: string): Promise<Db> {
  const cluster = await testCluster([]);
  t.after(() => cluster.stop());
  await withClient(cluster.uri('postgres'), (client) => createDatabase(client, 'jikimi'));
  const superuser = openDatabase(cluster.uri('jikimi'), 1);
  await ensureRoles(superuser, { office: 'o', gateway: 'g', custodian: 'c', sequencer: 's' });
  await superuser.destroy();
  const owner = openDatabase(asOwner(cluster.uri('jikimi')), 1);
  t.after(() => owner.destroy());
  await migrate(owner, 'jikimi', last);
  return owner;
}
