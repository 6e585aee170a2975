/** What suites of the probe stand on: a cluster with 200 sealed members, and a side connection on which statements are described. */
import pg from 'pg';
import { loadParser } from '../../src/gateway/parser-pool.ts';
import type { ProbeContext } from '../../src/gateway/probe.ts';
import { SealedTables } from '../../src/gateway/sealed-tables.ts';
import { testCluster } from './cluster.ts';
import { describeOver } from './describe.ts';
import { installPii, makeMembers } from './sealed-members.ts';

export type ProbeScene = {
  /** As superuser. */
  readonly client: pg.Client;
  readonly context: Omit<ProbeContext, 'finder'>;
  /** Call it in `after`. */
  stop(): Promise<void>;
};

export async function probeScene(): Promise<ProbeScene> {
  await loadParser();
  const cluster = await testCluster();
  const client = new pg.Client({ connectionString: cluster.uri('postgres') });
  const side = new pg.Client({ connectionString: cluster.uri('postgres') });
  const stop = async () => {
    await client.end();
    await side.end();
    await cluster.stop();
  };
  await Promise.all([client.connect(), side.connect()]);
  await installPii(client, 'postgres');
  await makeMembers(client, 200);
  await side.query('set search_path = public, pii');
  const { rows } = await client.query<{ sealed: number; sealedArray: number }>(
    `select 'pii.sealed'::regtype::oid::int as sealed, 'pii.sealed[]'::regtype::oid::int as "sealedArray"`,
  );
  const [types] = rows;
  if (types === undefined) throw new Error('pii is not installed');
  const tables = async () => new SealedTables([]);
  const context = {
    role: 'g_all',
    searchPath: 'public, pii',
    ...types,
    writes: false,
    describe: describeOver(side),
    tables,
  };
  return { client, context, stop };
}
