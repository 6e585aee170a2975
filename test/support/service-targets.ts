/** Databases with the tables of examples/service, on which the site and the tools must behave alike. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCluster, withClient } from './cluster.ts';
import { runCommand, startJikimi } from './jikimi.ts';
import { grantSite } from './site-grant.ts';

const folder = join(import.meta.dirname, '../../examples/service');
const schema = readFileSync(join(folder, 'schema.sql'), 'utf8');

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
  const uri = await makeDatabase(cluster.uri('postgres'));
  return { uri, ownerUri: uri, clean: () => empty(uri), stop: () => cluster.stop() };
}

/** The same database adopted by its map, reached through the gateway on a service grant that writes. */
export async function jikimiTarget(): Promise<Target> {
  const jikimi = await startJikimi();
  try {
    const ownerUri = await makeDatabase(jikimi.membersUri);
    const environment = { ...jikimi.environment, JIKIMI_ADOPT_URI: ownerUri };
    const { code, stderr } = await runCommand(environment, ['adopt', join(folder, 'map.yaml'), '--as', 'cpo']);
    if (code !== 0) throw new Error(stderr);
    return { uri: await grantSite(jikimi), ownerUri, clean: () => empty(ownerUri), stop: () => jikimi.stop() };
  } catch (error) {
    await jikimi.stop();
    throw error;
  }
}

/** The database `service` on the server of `anyUri`, with the site's tables; answers where it is. */
async function makeDatabase(anyUri: string): Promise<string> {
  await withClient(anyUri, (client) => client.query('create database service'));
  const uri = anyUri.replace(/\/[^/]*$/, '/service');
  await withClient(uri, (client) => client.query(schema));
  return uri;
}

async function empty(uri: string): Promise<void> {
  await withClient(uri, (client) => client.query('delete from members'));
}
