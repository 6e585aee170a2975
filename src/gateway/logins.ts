/**
 * The login role of each live grant: made at its first connection, with its scope, and gone when the grant has no licence any more.
 * Several gateways and the office's jobs may do either at the same time.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { gatewayRole } from '../custody/mod.ts';
import { type Config, type Db, Refusal, openPool, secret } from '../platform/mod.ts';
import {
  type DatabaseAddress,
  type Login,
  allDatabases,
  databaseAddress,
  forgetLogin,
  lapsedLogins,
  loginOf,
  scopeOf,
} from './gateway.sql.ts';
import { dropRole, endBackends, endOverdue, makeRole, sealedTypes } from './members.sql.ts';
import { makeVerifier, verifierText } from './scram-verifier.ts';

export type Target = {
  readonly address: DatabaseAddress;
  readonly pool: pg.Pool;
  /** OIDs of the sealed type and of its array. */
  readonly types: { readonly sealed: number; readonly array: number };
};

/** The membership databases that the gateway may reach, each with a pool of its administrative role. */
export class Targets {
  readonly #db: Db;
  readonly #config: Config;
  readonly #known = new Map<string, Promise<Target>>();

  constructor(db: Db, config: Config) {
    this.#db = db;
    this.#config = config;
  }

  /** Throws JK003 for a database that is not registered, JK432 for one that does not answer or was not adopted, JK637 or JK638 for one of another Jikimi. */
  async get(id: string): Promise<Target> {
    const known = this.#known.get(id) ?? this.#open(id);
    this.#known.set(id, known);
    try {
      return await known;
    } catch (error) {
      this.#known.delete(id);
      throw error instanceof Refusal ? error : new Refusal('JK432', {}, error);
    }
  }

  async all(): Promise<Target[]> {
    const rows = await allDatabases(this.#db);
    const targets = await Promise.allSettled(rows.map((row) => this.get(row.id)));
    return targets.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  /** Those that were reached already. */
  async known(): Promise<Target[]> {
    const settled = await Promise.allSettled(this.#known.values());
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  async close(): Promise<void> {
    for (const target of this.#known.values())
      await target.then(
        (one) => one.pool.end(),
        () => undefined,
      );
  }

  async #open(id: string): Promise<Target> {
    const address = await databaseAddress(this.#db, id);
    if (address === undefined) throw new Refusal('JK003', { what: 'database', name: id });
    const uri = new URL(`postgresql://${address.host}:${address.port}/${address.dbname}`);
    uri.username = gatewayRole;
    uri.password = secret(this.#config, `database-${address.name}.password`);
    const pool = openPool(uri.href, 4);
    try {
      const types = await sealedTypes(pool);
      if (types === null) throw new Refusal('JK432');
      return { address, pool, types };
    } catch (error) {
      await pool.end();
      throw error;
    }
  }
}

/** The role that a session of this grant logs in as. Throws JK203 where the licence ended meanwhile. */
export async function mintLogin(db: Db, target: Target, grant: string): Promise<Login> {
  const scope = await scopeOf(db, grant);
  if (scope === undefined) throw new Refusal('JK203');
  const role = `jk_${grant.replaceAll('-', '')}`;
  const login = await loginOf(db, grant, { role, secret: randomBytes(24).toString('base64url') });
  const client = await target.pool.connect();
  try {
    await makeRole(client, {
      role: login.role,
      verifier: verifierText(makeVerifier(login.secret)),
      until: String(scope.until),
      subjects: scope.subjects,
      service: scope.service,
      writes: scope.writes,
    });
  } finally {
    client.release();
  }
  await undoWhereLapsed(db, target, grant, login.role);
  return login;
}

/** A sweep that came between the entry of the login and its role has forgotten the entry, and nobody else would drop the role. */
async function undoWhereLapsed(db: Db, target: Target, grant: string, role: string): Promise<void> {
  if ((await scopeOf(db, grant)) !== undefined) return;
  await dropWhenQuiet(target.pool, role);
  throw new Refusal('JK203');
}

/**
 * Ends backends and drops roles of grants without a licence. Returns how many roles went. Run by every gateway and by the office's jobs.
 * All backends end before the first role goes, and a role that cannot go keeps none of the others; the first fault is thrown at the end.
 */
export async function sweepLogins(db: Db, targets: Targets): Promise<number> {
  const lapsed = await lapsedLogins(db);
  const ended = await Promise.allSettled(
    lapsed.map(async (login) => {
      const { pool } = await targets.get(login.databaseId);
      await endBackends(pool, login.role);
      return { ...login, pool };
    }),
  );
  const faults = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const one of ended) {
    if (one.status === 'rejected') continue;
    try {
      await dropWhenQuiet(one.value.pool, one.value.role);
      await forgetLogin(db, one.value.grantId);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return lapsed.length;
}

/** Ends, in the databases that were reached, the backends whose time is over, also while Jikimi's database cannot be asked. Returns how many there were. */
export async function endOverdueLogins(targets: Targets): Promise<number> {
  let ended = 0;
  for (const { pool } of await targets.known()) ended += await endOverdue(pool);
  return ended;
}

/** A backend that is told to end needs a moment. */
async function dropWhenQuiet(pool: pg.Pool, role: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if ((await endBackends(pool, role)) === 0) break;
    await new Promise((done) => setTimeout(done, 25));
  }
  await dropRole(pool, role);
}
