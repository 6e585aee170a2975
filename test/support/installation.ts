import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { createDatabase } from '../../src/cli/create-database.sql.ts';
import { type Db, openDatabase } from '../../src/platform/database.ts';
import { asOwner, ensureRoles } from '../../src/platform/ensure-roles.ts';
import { enterInstallation } from '../../src/platform/installation.sql.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { type ProcessRole, processRoles } from '../../src/platform/secrets.ts';
import { testCluster, withClient } from './cluster.ts';

/** Jikimi's own database as `start` makes it: its roles, every schema owned by `jikimi_owner`, migrated; nobody in it yet. */
export type Installation = {
  /** libpq URI of a process's role, of the owner, or of the superuser who stands outside the product. */
  uri(who: ProcessRole | 'owner' | 'superuser'): string;
  /** A pool of that role, the same at each call, closed by `stop`. */
  db(who: ProcessRole | 'owner' | 'superuser'): Db;
  stop(): Promise<void>;
};

/** `drill`: a home whose clock may be moved (`moveClock`). Call `stop()` in `after`. */
export async function testInstallation(options: { drill?: boolean } = {}): Promise<Installation> {
  const cluster = await testCluster([], { prepared: 'jikimi' });
  const passwords = Object.fromEntries(
    processRoles.map((role) => [role, randomBytes(16).toString('base64url')]),
  ) as Record<ProcessRole, string>;
  await withClient(cluster.uri('postgres'), (client) => createDatabase(client, 'jikimi'));

  const superuser = cluster.uri('jikimi');
  const uris = new Map<string, string>([
    ['superuser', superuser],
    ['owner', asOwner(superuser)],
  ]);
  for (const role of processRoles) {
    const uri = new URL(superuser);
    uri.username = `jikimi_${role}`;
    uri.password = passwords[role];
    uris.set(role, uri.href);
  }
  const pools = new Map<string, Db>();
  const uri: Installation['uri'] = (who) => uris.get(who) ?? '';
  const db: Installation['db'] = (who) => {
    const pool = pools.get(who) ?? openDatabase(uri(who), 8);
    pools.set(who, pool);
    return pool;
  };

  const stop = async () => {
    for (const pool of pools.values()) await pool.destroy();
    await cluster.stop();
  };
  try {
    await ensureRoles(db('superuser'), passwords);
    await migrate(db('owner'), 'jikimi');
    await enterInstallation(db('owner'), options.drill ?? false);
  } catch (error) {
    await stop();
    throw error;
  }
  return { uri, db, stop };
}

/** Puts the clock of a drill there; it goes on from there. */
export async function moveClock(installation: Installation, instant: Temporal.Instant): Promise<void> {
  await sql`update platform.clock set shift = ${String(instant)}::timestamptz - clock_timestamp()`.execute(
    installation.db('owner'),
  );
}
