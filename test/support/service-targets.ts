/** Databases with the tables of examples/service, on which the site and the tools must behave alike. */
import { readFileSync } from 'node:fs';
import { testCluster, withClient } from './cluster.ts';

const schema = readFileSync(new URL('../../examples/service/schema.sql', import.meta.url), 'utf8');

export type Target = {
  /** What the site is given as DATABASE_URL. */
  readonly uri: string;
  /** The owner's own connection string, past any gateway. */
  readonly ownerUri: string;
  /** Takes every row away, by the owner. */
  clean(): Promise<void>;
  stop(): Promise<void>;
};

/** Plain PostgreSQL, as the site stands before Jikimi. */
export async function plainTarget(): Promise<Target> {
  const cluster = await testCluster();
  const uri = cluster.uri('service');
  await withClient(cluster.uri('postgres'), (client) => client.query('create database service'));
  await withClient(uri, (client) => client.query(schema));
  return {
    uri,
    ownerUri: uri,
    clean: () => withClient(uri, async (client) => void (await client.query('delete from members'))),
    stop: () => cluster.stop(),
  };
}
