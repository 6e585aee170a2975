/**
 * What `start` makes and brings up to date before the processes run: clusters, the database with its roles and migrations, house rules; and
 * the example organisation, once the custodian runs. Every step may be run again after a kill.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { databaseByName, fieldsOf, registerDatabase, type NewField } from '../catalog/mod.ts';
import { CustodianClient, installSchema, unguardedTables } from '../custody/mod.ts';
import { makeVerifier, verifierText } from '../gateway/mod.ts';
import { loadRules } from '../law/mod.ts';
import { actorByAccount, ownerHasSignedIn } from '../people/mod.ts';
import {
  type Config,
  Refusal,
  asOwner,
  custodianPlace,
  databaseFault,
  databaseUri,
  enterInstallation,
  ensureRoles,
  machineNow,
  migrate,
  openDatabase,
  processRoles,
  replaceFile,
  type ProcessRole,
  secret,
  withClient,
} from '../platform/mod.ts';
import { createDatabase, databaseExists } from './create-database.sql.ts';
import { connectOr } from './database-child.ts';
import { serverVersion } from './doctor.sql.ts';
import { KeptCluster } from './kept-cluster.ts';
import type { Told } from './restarts.ts';

export type Clusters = { readonly jikimi: KeptCluster | null; readonly members: KeptCluster };

/** Starts the embedded clusters, those that this installation has, at the same time. */
export async function startClusters(config: Config, told: Told): Promise<Clusters> {
  const cluster = (name: string, port: number, portSetting: string, settings: readonly string[] = []) =>
    KeptCluster.start(
      `PostgreSQL (${name})`,
      { directory: join(config.home, 'postgres', name), port, portSetting, settings },
      told,
    );
  const [jikimi, members] = await Promise.allSettled([
    config.databaseUrl === undefined ? cluster('jikimi', config.databasePort, 'JIKIMI_DATABASE_PORT') : null,
    // Its messages can quote what a statement says: none goes to a log but that of the server's own death.
    cluster('members', config.membersPort, 'JIKIMI_MEMBERS_PORT', ['log_min_messages=fatal']),
  ]);
  if (jikimi.status === 'fulfilled' && members.status === 'fulfilled')
    return { jikimi: jikimi.value, members: members.value };
  for (const one of [jikimi, members]) if (one.status === 'fulfilled') await one.value?.stop();
  throw jikimi.status === 'rejected'
    ? jikimi.reason
    : members.status === 'rejected'
      ? members.reason
      : new Error('unreachable');
}

/** Looks at the database of DATABASE_URL, where there is one, before anything is made. Throws JK011, JK034, JK035 or JK658. */
export async function lookAtOwnDatabase({ databaseUrl }: Config): Promise<void> {
  if (databaseUrl === undefined) return;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // the statement under way tells it
  await connectOr(client, 'JK011', 'JK035');
  try {
    const version = await serverVersion(client);
    if (version < 18) throw new Refusal('JK034', { version });
  } finally {
    await client.end();
  }
}

/**
 * Roles, migrations and house rules of Jikimi's own database. Returns the migrations that were run. Throws JK035 where the role of DATABASE_URL
 * may not make the others.
 */
export async function prepareDatabase(config: Config, jikimi: KeptCluster | null): Promise<string[]> {
  if (jikimi !== null) await withClient(jikimi.uri('postgres'), (client) => createDatabase(client, 'jikimi'));
  const uri = config.databaseUrl ?? jikimi?.uri('jikimi') ?? '';
  const superuser = openDatabase(uri, 1);
  const passwords = Object.fromEntries(processRoles.map((role) => [role, secret(config, `${role}.password`)]));
  try {
    await ensureRoles(superuser, passwords as Record<ProcessRole, string>);
  } catch (error) {
    const fault = config.databaseUrl === undefined ? undefined : databaseFault(error);
    throw fault === undefined ? error : new Refusal('JK035', { sqlstate: fault.sqlstate }, error);
  } finally {
    await superuser.destroy();
  }
  const owner = openDatabase(asOwner(uri), 1);
  try {
    const ran = await migrate(owner, 'jikimi');
    await enterInstallation(owner, false);
    return ran;
  } finally {
    await owner.destroy();
  }
}

export async function prepareRules(config: Config): Promise<void> {
  const office = openDatabase(databaseUri(config, 'office'), 2);
  try {
    await loadRules(office);
  } finally {
    await office.destroy();
  }
}

/**
 * Brings the example's membership database up to date where it is made; one that was dropped since is no reason not to start. Throws JK637. Any other
 * is brought up to date by adopting it again.
 */
export async function updateExample(config: Config, members: KeptCluster): Promise<void> {
  if (!existsSync(exampleDone(config))) return;
  const there = await withClient(members.uri('postgres'), (client) => databaseExists(client, 'example'));
  if (!there) return;
  const unguarded = await withClient(members.uri('example'), async (client) => {
    await installSchema(client, 'example');
    return unguardedTables(client);
  });
  if (unguarded?.length === 0) return;
  const { protectAgain } = await import('../../example/haneul/database.ts');
  const office = openDatabase(databaseUri(config, 'office'), 1);
  try {
    const database = await databaseByName(office, 'example');
    const verifier = verifierText(makeVerifier(secret(config, 'database-example.password')));
    if (database !== undefined)
      await protectAgain(members.uri('example'), verifier, await fieldsOf(office, database.id));
  } finally {
    await office.destroy();
  }
}

const exampleDone = (config: Config) => join(config.home, 'example.done');

/**
 * Makes the example where it is not whole yet, renews what it needs to be used, and opens its local sessions. The custodian must be
 * running; once `ending` aborts, nobody waits for it any more.
 */
export async function prepareExample(
  config: Config,
  members: KeptCluster,
  onProgress: (done: number, of: number) => void,
  ending: AbortSignal,
): Promise<{ made: boolean }> {
  const { approveMemberService, installPeople, openLocalSessions, renew, service } = await import(
    '../../example/haneul/organisation.ts'
  );
  const office = openDatabase(databaseUri(config, 'office'), 4);
  const whole = exampleDone(config);
  const made = !existsSync(whole);
  try {
    if (made) {
      const { fillDatabase, makeDatabase } = await import('../../example/haneul/database.ts');
      await installPeople(office);
      const verifier = (name: string) => verifierText(makeVerifier(secret(config, name)));
      const building = {
        adminUri: members.uri('postgres'),
        exampleUri: members.uri('example'),
        gatewayVerifier: verifier('database-example.password'),
        ownerVerifier: verifier('members-owner.password'),
        members: config.exampleMembers,
        onProgress,
      };
      await makeDatabase(building);
      const owner = await actorByAccount(office, 'owner');
      const { database, fields } = await registerDatabase(
        office,
        owner,
        {
          name: 'example',
          service,
          host: '127.0.0.1',
          port: config.membersPort,
          dbname: 'example',
          subjectTable: 'members',
          subjectKey: 'id',
        },
        await exampleFields(),
      );
      await approveMemberService(office, database.id, fields);
      const custodian = adopterClient(config);
      const close = () => custodian.close(); // or what is asked of a custodian that went is asked again for a minute
      ending.addEventListener('abort', close, { once: true });
      try {
        ending.throwIfAborted();
        await fillDatabase(building, fields, custodian);
      } finally {
        close();
      }
      writeFileSync(whole, '', { mode: 0o600 });
    }
    const uri = new URL(`postgresql://haneul@127.0.0.1:${config.membersPort}/example`);
    uri.password = secret(config, 'members-owner.password');
    replaceFile(join(config.home, 'secrets', 'members-owner.uri'), 0o600, `${uri.href}\n`);
    if (await ownerHasSignedIn(office)) return { made }; // from then on everybody acts for themselves
    await renew(office, (id) => fieldsOf(office, id));
    for (const [name, token] of await openLocalSessions(office, 24 * 30))
      replaceFile(join(config.home, 'sessions', name), 0o600, `${token}\n`);
    return { made };
  } finally {
    await office.destroy();
  }
}

/** The sealed columns of the example, as its map says. */
async function exampleFields(): Promise<NewField[]> {
  const { parseMap } = await import('../custody/adoption/mod.ts');
  const file = new URL('../../example/haneul/map.yaml', import.meta.url);
  const { tables } = parseMap(readFileSync(file, 'utf8'), fileURLToPath(file));
  return tables.flatMap((table) => table.columns.map((column) => ({ table: table.path, ...column })));
}

export function adopterClient(config: Config): CustodianClient {
  return new CustodianClient({
    place: custodianPlace(config, machineNow()),
    role: 'adopter',
    token: secret(config, 'custodian-adopter.token'),
    timeoutMs: 60_000,
  });
}
