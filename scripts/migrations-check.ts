/**
 * Runs the migrations on an embedded PostgreSQL of their own, as `start` and `adopt` do: from empty, whole, and a second time, which must
 * change nothing; and those of Jikimi's own database in two steps with a record between them, after which the history must still verify.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installSchema, partsOf, strays } from '../src/custody/mod.ts';
import { record, sequenceOnce, verify } from '../src/ledger/mod.ts';
import {
  type Cluster,
  type Db,
  type ProcessRole,
  asOwner,
  ensureRoles,
  migrate,
  migrationNames,
  openDatabase,
  processRoles,
  startCluster,
  transact,
  withClient,
} from '../src/platform/mod.ts';
import { freePort } from '../test/support/cluster.ts';

/** The newest migration of the homes that are in use; what is newer must be able to follow it. */
const inUse = '0009-history.sql';

const home = mkdtempSync(join(tmpdir(), 'jikimi-migrations-'));
const faults: string[] = [];
const told: string[] = [];

function expect(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    faults.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

/** Jikimi's own database under a name, with its roles; `db` hands out pools that are closed at the end. */
async function ownDatabase(
  cluster: Cluster,
  name: string,
  work: (db: (who: 'owner' | ProcessRole) => Db) => Promise<void>,
) {
  await withClient(cluster.uri('postgres'), (client) => client.query(`create database ${name}`));
  const password = randomBytes(16).toString('base64url');
  const passwords = Object.fromEntries(processRoles.map((role) => [role, password])) as Record<ProcessRole, string>;
  const pools = new Map<string, Db>();
  const open = (key: string, uri: string) => {
    const pool = pools.get(key) ?? openDatabase(uri, 2);
    pools.set(key, pool);
    return pool;
  };
  try {
    await ensureRoles(open('superuser', cluster.uri(name)), passwords);
    await work((who) => {
      const uri = new URL(cluster.uri(name));
      if (who === 'owner') return open(who, asOwner(uri.href));
      uri.username = `jikimi_${who}`;
      uri.password = password;
      return open(who, uri.href);
    });
  } finally {
    for (const pool of pools.values()) await pool.destroy();
  }
}

async function recordOne(db: (who: 'owner' | ProcessRole) => Db, n: number): Promise<void> {
  await transact(db('office'), (tx) => record(tx, { kind: 'migrations.checked', body: { n } }));
  expect('entries numbered', await sequenceOnce(db('sequencer')), 1);
}

async function check(cluster: Cluster): Promise<void> {
  const names = migrationNames('jikimi');
  await ownDatabase(cluster, 'from_empty', async (db) => {
    expect('jikimi from empty', await migrate(db('owner'), 'jikimi'), names);
    expect('jikimi a second time', await migrate(db('owner'), 'jikimi'), []);
    await recordOne(db, 1);
  });
  told.push(`jikimi ${names.length}`);

  const before = names.filter((name) => name <= inUse);
  await ownDatabase(cluster, 'upgraded', async (db) => {
    expect(`jikimi up to ${inUse}`, await migrate(db('owner'), 'jikimi', inUse), before);
    await recordOne(db, 1);
    expect(`jikimi after ${inUse}`, await migrate(db('owner'), 'jikimi'), names.slice(before.length));
    await recordOne(db, 2);
    const { entries, faults: found } = await verify(db('office'), {
      partsOf: (ids) => partsOf(db('office'), ids),
      strays: () => strays(db('office')),
    });
    expect('the history after the upgrade', { entries, found }, { entries: 2, found: [] });
  });
  told.push(`upgrade from ${inUse}`);

  const members = migrationNames('members');
  await withClient(cluster.uri('postgres'), (client) => client.query('create database members'));
  await withClient(cluster.uri('members'), async (client) => {
    const installed = async () => {
      await installSchema(client, 'postgres');
      return (await client.query<{ version: number }>('select version from pii.version order by version')).rows;
    };
    const versions = members.map((_, index) => ({ version: index + 1 }));
    expect('members from empty', await installed(), versions);
    expect('members a second time', await installed(), versions);
  });
  told.push(`members ${members.length}`);
}

const cluster = await startCluster({ directory: join(home, 'pg'), port: await freePort(), portSetting: 'check' });
try {
  await check(cluster);
} finally {
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.stdout.write(`migrations: ${told.join(', ')}; ${faults.length} faults\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
