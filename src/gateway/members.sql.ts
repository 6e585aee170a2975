/** The gateway's statements in a membership database, as the role `jikimi_gateway`, which makes and ends the grants' roles. */
import type pg from 'pg';
import { passwordRole, readerRole, unwalledRole, walledRole, writerRole } from '../custody/mod.ts';
import { quoteName, quoteText } from '../platform/mod.ts';

/**
 * Makes the login role of a grant with its scope, or brings the scope up to date. The verifier is SCRAM's, so that no password passes.
 * A service's is also in the group that signs people in, and outside the row wall where it reaches everybody. SET ROLE to a group is not granted;
 * the role may neither create nor own anything.
 */
export async function makeRole(
  client: pg.PoolClient,
  login: {
    role: string;
    verifier: string;
    until: string;
    subjects: readonly string[] | null;
    service: boolean;
    writes: boolean;
  },
): Promise<void> {
  const role = quoteName(login.role);
  await client.query('begin');
  try {
    await client.query('lock table pii.scope in share row exclusive mode'); // an advisory lock could be held by any grant's role
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login.role]);
    if (rowCount === 0) {
      await client.query(`create role ${role} login nocreatedb nocreaterole noreplication connection limit 100`);
      const groups = login.writes ? `${readerRole}, ${writerRole}` : readerRole;
      await client.query(`grant ${groups} to ${role} with inherit true, set false`);
      await client.query(`alter role ${role} set search_path = "$user", public, pii`);
    }
    if (login.service) await client.query(`grant ${passwordRole} to ${role} with inherit true, set false`);
    const open = login.service && login.subjects === null;
    const [joined, left] = open ? [unwalledRole, walledRole] : [walledRole, unwalledRole];
    await client.query(`grant ${joined} to ${role} with inherit true, set false`);
    const { rows } = await client.query<{ left: boolean }>(`select not pg_has_role($1, $2, 'member') as left`, [
      login.role,
      left,
    ]);
    if (rows[0]?.left !== true) await client.query(`revoke ${left} from ${role}`); // it lived when there was one group
    await client.query(`alter role ${role} password ${quoteText(login.verifier)}`);
    await client.query('delete from pii.scope where role = $1', [login.role]);
    if (login.subjects === null)
      await client.query('insert into pii.scope (role, everyone, until) values ($1, true, $2)', [
        login.role,
        login.until,
      ]);
    else
      await client.query(
        'insert into pii.scope (role, everyone, subject, until) select $1, false, unnest($3::uuid[]), $2',
        [login.role, login.until, login.subjects],
      );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Ends every backend of the role. Returns how many there were. */
export async function endBackends(pool: pg.Pool, role: string): Promise<number> {
  const { rowCount } = await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
    role,
  ]);
  return rowCount ?? 0;
}

/**
 * Ends the backends of roles that reached everybody for as long as it has passed, by this database's own clock: before some of them stands no wall
 * that would, and Jikimi's database may be out of reach. Returns how many there were.
 */
export async function endOverdue(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select pg_terminate_backend(a.pid) from pg_stat_activity a join pii.scope s on s.role = a.usename
     where s.everyone and s.until <= clock_timestamp()`,
  );
  return rowCount ?? 0;
}

/**
 * Drops the role with its scope; a role that is gone already is fine. What it managed to own in this database (large objects and default
 * privileges need no right to make) goes with it. Throws where it owns something in another database of the cluster: then it can at least
 * not log in any more.
 */
export async function dropRole(pool: pg.Pool, role: string): Promise<void> {
  await pool.query('delete from pii.scope where role = $1', [role]);
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) return;
  const name = quoteName(role);
  await pool.query(`alter role ${name} nologin`);
  await pool.query(`grant ${name} to current_user with inherit true, set false`);
  await pool.query(`drop owned by ${name}`);
  await pool.query(`drop role if exists ${name}`);
}

/** OIDs of `pii.sealed` and its array in this database; null where it was not adopted. */
export async function sealedTypes(pool: pg.Pool): Promise<{ sealed: number; array: number } | null> {
  const { rows } = await pool.query<{ sealed: number; array: number }>(
    `select t.oid::int8 as sealed, t.typarray::int8 as array from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where t.typname = 'sealed' and n.nspname = 'pii'`,
  );
  return rows[0] ?? null;
}
