/**
 * A cluster made once a run of the tests and copied for each test that needs one: initdb and the migrations are most of what a start costs.
 * Outside a run (`node --test`, a bench) nothing is laid down, and the start makes its cluster itself.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../src/cli/create-database.sql.ts';
import {
  type Cluster,
  asOwner,
  ensureRoles,
  migrate,
  openDatabase,
  startCluster,
  withClient,
} from '../../src/platform/mod.ts';
import { freePort } from './free-port.ts';

/**
 * `jikimi` has Jikimi's database, its roles with passwords that nobody knows, and all migrations; the others are as initdb leaves them. Each is
 * of an initdb of its own, since `doctor` tells by their identifiers whether the members lie apart.
 */
export type Prepared = 'empty' | 'jikimi' | 'members';

/** Lays a stopped cluster with its superuser's password where `startCluster` will look for it. The parent must exist. */
export async function layCluster(directory: string, prepared: Prepared): Promise<void> {
  const run = process.env['JIKIMI_TEST_RUN'];
  if (run === undefined) return;
  const made = join(run, `cluster-${prepared}`);
  if (!existsSync(made)) await makeOnce(made, prepared);
  for (const part of ['', '.password']) {
    const { status, stderr } = spawnSync('cp', ['-a', join(made, `pg${part}`), `${directory}${part}`]);
    if (status !== 0) throw new Error(`the cluster was not copied: ${String(stderr)}`);
  }
}

/** Made beside its place and moved there whole. Where two files make it at once, the first one counts. */
async function makeOnce(made: string, prepared: Prepared): Promise<void> {
  const draft = mkdtempSync(`${made}.`);
  await make(join(draft, 'pg'), prepared);
  try {
    renameSync(draft, made);
  } catch (error) {
    if (!existsSync(made)) throw error;
    rmSync(draft, { recursive: true });
  }
}

async function make(directory: string, prepared: Prepared): Promise<void> {
  const cluster = await startCluster({ directory, port: await freePort(), portSetting: 'test' });
  try {
    if (prepared === 'jikimi') await prepareDatabase(cluster);
  } finally {
    await cluster.stop();
  }
}

async function prepareDatabase(cluster: Cluster): Promise<void> {
  await withClient(cluster.uri('postgres'), (client) => createDatabase(client, 'jikimi'));
  const password = () => randomBytes(16).toString('base64url');
  const superuser = openDatabase(cluster.uri('jikimi'), 1);
  const owner = openDatabase(asOwner(cluster.uri('jikimi')), 1);
  try {
    await ensureRoles(superuser, {
      office: password(),
      gateway: password(),
      custodian: password(),
      sequencer: password(),
    });
    await migrate(owner, 'jikimi');
  } finally {
    await Promise.all([superuser.destroy(), owner.destroy()]);
  }
}

/** Lays the clusters of a home that `start` would make: Jikimi's own, unless it has a database elsewhere, and the members'. */
export async function layClusters(home: string, databaseElsewhere: boolean): Promise<void> {
  const folder = join(home, 'postgres');
  mkdirSync(folder, { mode: 0o711 });
  if (!databaseElsewhere) await layCluster(join(folder, 'jikimi'), 'jikimi');
  await layCluster(join(folder, 'members'), 'members');
}
