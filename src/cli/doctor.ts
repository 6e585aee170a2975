/**
 * `jikimi doctor`: checks each prerequisite of the machine and each promise of the running installation, and says how to mend what it
 * finds. Reads only. Exit 1 where something is wrong; a warning is not wrong.
 */
import { existsSync, readFileSync, statSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import pg from 'pg';
import { gatewayRole, refuseOtherSchema } from '../custody/mod.ts';
import { neededOn } from '../law/mod.ts';
import { type Config, type Language, Refusal, loadTls, machineNow } from '../platform/mod.ts';
import { rootCertificate } from './client-uri.ts';
import type { Context } from './context.ts';
import { printable } from './display-width.ts';
import { type CheckName, checks } from './doctor-texts.ts';
import * as ask from './doctor.sql.ts';
import { runningPid } from './home.ts';
import { pasteable } from './other-terminal.ts';
import { keptSessionFile } from './signed-in.ts';
import { paint } from './terminal.ts';

export type Finding = { readonly check: CheckName; readonly state: 'good' | 'warn' | 'bad'; readonly detail: string };

export function register(program: Command, context: Context): void {
  context.verb(program, 'doctor', 'doctor').action(async () => {
    const findings = await examine(context.config);
    context.answer(findings, () => findings.flatMap((finding) => lines(finding, context.language)));
    if (findings.some((finding) => finding.state === 'bad')) process.exitCode = 1;
  });
}

const marks = { good: paint('green', '✓'), warn: paint('yellow', '!'), bad: paint('red', '✗') } as const;

function lines({ check, state, detail }: Finding, language: Language): string[] {
  const [name, mend] = checks[check][language];
  const found = `${marks[state]} ${name}${detail === '' ? '' : `: ${printable(detail)}`}`;
  return state === 'good' ? [found] : [found, `    → ${pasteable(mend)}`];
}

/** All checks, those of the machine first. One that cannot be made is bad, never left out; without an installation there is none to make. */
export async function examine(config: Config): Promise<Finding[]> {
  if (!isInstalled(config))
    return [
      ...machine(config),
      ...(isForSigningIn(config) ? await clientHome(config) : [bad('installation', config.home)]),
    ];
  const findings = [...machine(config), home(config), certificate(config)];
  findings.push(runningPid(config) === undefined ? bad('running', config.home) : await readiness(config));
  findings.push(...(await withDatabase(superuserUri(config, 'jikimi'), 'database', ownDatabase)));
  findings.push(existsSync(join(config.home, 'keys.passphrase')) ? warn('keys', '') : good('keys'));
  findings.push(warn('witness', ''));
  findings.push(...(await membershipDatabases(config)));
  findings.push(...(await separation(config)));
  return findings;
}

/** The first thing that a first start keeps. Asking for a secret that is not there would make it. */
function isInstalled(config: Config): boolean {
  return existsSync(join(config.home, 'secrets', 'office.password'));
}

/** A home from which somebody signs in to an installation elsewhere: it keeps their session, or the authority of that gateway's certificate. */
function isForSigningIn(config: Config): boolean {
  return [keptSessionFile(config), rootCertificate(config)].some((file) => existsSync(file));
}

async function clientHome(config: Config): Promise<Finding[]> {
  const root = rootCertificate(config);
  return [
    home(config),
    root === 'system' || existsSync(root) ? good('authority', root) : warn('authority', root),
    { ...(await readiness(config)), check: 'office' },
  ];
}

function machine(config: Config): Finding[] {
  const major = Number(process.versions.node.split('.')[0]);
  const freeMb = freeMegabytes(config.home);
  const psql = spawnSync('psql', ['--version'], { encoding: 'utf8' });
  return [
    major >= 26 ? good('node', process.versions.node) : bad('node', process.versions.node),
    freeMb > 1000 ? good('disk', `${freeMb} MB`) : bad('disk', `${freeMb} MB`),
    psql.status === 0 ? good('psql', psql.stdout.trim()) : warn('psql', ''),
  ];
}

/** Where the directory is or would be made. */
function freeMegabytes(path: string): number {
  if (!existsSync(path)) return freeMegabytes(dirname(path));
  const { bavail, bsize } = statfsSync(path);
  return Math.round((bavail * bsize) / 1e6);
}

function home(config: Config): Finding {
  const exposed = ['secrets', 'sessions', 'run', 'keys', 'log', 'tls']
    .map((folder) => join(config.home, folder))
    .filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0);
  return exposed.length === 0 ? good('home', config.home) : bad('home', exposed.join(', '));
}

function certificate(config: Config): Finding {
  try {
    const { tlsCert, tlsKey } = config;
    const source =
      tlsCert !== undefined && tlsKey !== undefined
        ? { certFile: tlsCert, keyFile: tlsKey }
        : { dir: join(config.home, 'tls') };
    const { notAfter } = loadTls(source, machineNow());
    return good('certificate', String(notAfter));
  } catch (error) {
    return bad('certificate', messageOf(error));
  }
}

async function readiness(config: Config): Promise<Finding> {
  try {
    const response = await fetch(`http://${config.listen}:${config.httpPort}/readyz`, {
      signal: AbortSignal.timeout(5000),
    });
    const body = await response.text();
    return response.ok ? good('running') : bad('running', body.slice(0, 300));
  } catch (error) {
    return bad('running', messageOf(error));
  }
}

async function ownDatabase(client: pg.Client): Promise<Finding[]> {
  const version = await ask.serverVersion(client);
  const durable = [await ask.setting(client, 'fsync'), await ask.setting(client, 'full_page_writes')];
  const skew = await ask.skewSeconds(client, machineNow().epochMilliseconds);
  const [noPurpose, notRecorded] = [await ask.missing(client, 1), await ask.missing(client, 2)];
  const strays = await ask.strayRecords(client);
  const rewriters = [
    ...(await ask.forbiddenRights(client)),
    ...(await ask.silencedTriggers(client)),
    ...(await ask.missing(client, 3)),
  ];
  const { waiting, oldestSeconds } = await ask.unnumbered(client);
  const months = await ask.preparedMonths(client);
  return [
    good('database'),
    version === 18 ? good('version', String(version)) : bad('version', String(version)),
    durable.every((value) => value === 'on') ? good('durable') : bad('durable', durable.join(', ')),
    await storeAfterFailover(client),
    skew <= 2 ? good('clock', `${skew.toFixed(2)} s`) : bad('clock', `${skew.toFixed(1)} s`),
    noPurpose.length === 0 ? good('purpose') : bad('purpose', noPurpose.join(', ')),
    strays === 0 && notRecorded.length === 0
      ? good('recorded')
      : bad('recorded', [...notRecorded, strays === 0 ? '' : String(strays)].filter(Boolean).join(', ')),
    rewriters.length === 0 ? good('rights') : bad('rights', rewriters.join('; ')),
    oldestSeconds <= 60
      ? good('sequence', waiting === 0 ? '' : String(waiting))
      : bad('sequence', `${waiting}, ${Math.round(oldestSeconds)} s`),
    months === 4 ? good('months') : bad('months', `${months}/4`),
    await everythingEnds(client),
    await fromBreachToNotice(client),
    await lawInForce(client),
  ];
}

async function storeAfterFailover(client: pg.Client): Promise<Finding> {
  const { timeline, accepted, standbys, synchronous } = await ask.storeLine(client);
  if (!accepted) return bad('store', String(timeline));
  return standbys > 0 && synchronous === '' ? warn('store', `synchronous_standby_names = ''`) : good('store');
}

/** A licence that lapsed just now has its login swept within seconds, so it is looked at for a while before it counts. */
async function everythingEnds(client: pg.Client): Promise<Finding> {
  const missing = await ask.missing(client, 4);
  let lapsed = await ask.lapsedGrants(client);
  for (let tries = 0; lapsed.length > 0 && tries < 5; tries++) {
    await sleep(1000);
    lapsed = await ask.lapsedGrants(client);
  }
  const faults = [...missing, ...lapsed];
  return faults.length === 0 ? good('ends') : bad('ends', faults.join(', '));
}

/** Whether it would be known at once whose data was opened, and which law holds today. */
async function fromBreachToNotice(client: pg.Client): Promise<Finding> {
  const day = await ask.today(client);
  const faults = [...(await ask.missing(client, 5)), ...(await ask.topicsWithoutRule(client, neededOn(day), day))];
  if (faults.length > 0) return bad('notice', faults.join(', '));
  const { waiting, oldestSeconds } = await ask.unindexed(client);
  return oldestSeconds <= 60 ? good('notice') : warn('notice', `${waiting}, ${Math.round(oldestSeconds)} s`);
}

async function lawInForce(client: pg.Client): Promise<Finding> {
  const { unconfirmed, tooLax } = await ask.doubtfulRules(client, await ask.today(client));
  if (tooLax.length > 0) return bad('law', tooLax.join(', '));
  return unconfirmed === 0 ? good('law') : warn('unconfirmed', String(unconfirmed));
}

/** Every database that was adopted, each with its name, by the gateway's own road to it. */
async function membershipDatabases(config: Config): Promise<Finding[]> {
  const own = superuserUri(config, 'jikimi');
  if (own === null) return [];
  let registered: ask.Registered[] = [];
  let known: string[] = [];
  const unread = await withDatabase(own, 'members', async (client) => {
    registered = await ask.registeredDatabases(client);
    known = await ask.knownLogins(client);
    return [];
  });
  if (unread.length === 0 && registered.length === 0) return [bad('noMembers', '')];
  const findings = await Promise.all(
    registered.map(async (database) => {
      const found = await withDatabase(gatewayUri(config, database), 'members', (client) =>
        membersDatabase(client, database.name, known),
      );
      return found.map((one) => ({ ...one, detail: [database.name, one.detail].filter(Boolean).join(': ') }));
    }),
  );
  return [...unread, ...findings.flat()];
}

async function membersDatabase(client: pg.Client, name: string, known: readonly string[]): Promise<Finding[]> {
  await refuseOtherSchema(client, name);
  const drift = await ask.driftedColumns(client);
  const casts = await ask.openCasts(client);
  const excess = [...(await ask.readerExcess(client, client.database ?? '')), ...(await ask.unwalled(client))];
  const unguarded = await ask.unguarded(client);
  const strays = await ask.strayLogins(client, known);
  return [
    good('members'),
    drift.length === 0 && casts === 0
      ? good('sealed')
      : bad('sealed', [...drift, casts === 0 ? '' : `${casts} casts`].filter(Boolean).join(', ')),
    excess.length === 0 ? good('wall') : bad('wall', excess.join(', ')),
    unguarded.length === 0 ? good('guard') : bad('guard', unguarded.join(', ')),
    ...(strays.length === 0 ? [] : [warn('strays', strays.join(', '))]),
  ];
}

/** The gateway's own role; null where this home has no password of it. Asking for a secret that is not there would make it. */
function gatewayUri(config: Config, { name, host, port, dbname }: ask.Registered): string | null {
  const file = join(config.home, 'secrets', `database-${name}.password`);
  if (!existsSync(file)) return null;
  const uri = new URL(`postgresql://${host}:${port}/${dbname}`);
  uri.username = gatewayRole;
  uri.password = readFileSync(file, 'utf8').trim();
  return uri.href;
}

async function separation(config: Config): Promise<Finding[]> {
  const ids: string[] = [];
  for (const which of ['jikimi', 'members'] as const)
    await withDatabase(superuserUri(config, which), which === 'jikimi' ? 'database' : 'members', async (client) => {
      ids.push(await ask.clusterId(client));
      return [];
    });
  if (ids.length < 2) return [];
  return [ids[0] === ids[1] ? warn('apart', '') : good('apart')];
}

async function withDatabase(
  uri: string | null,
  check: CheckName,
  work: (client: pg.Client) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (uri === null) return [bad('noWay', check === 'database' ? 'jikimi' : '')];
  const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: 5000, statement_timeout: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    return [bad(check, messageOf(error))];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The superuser of an embedded cluster, or of the database that was brought; null where this home has no such cluster. */
function superuserUri(config: Config, which: 'jikimi' | 'members'): string | null {
  if (which === 'jikimi' && config.databaseUrl !== undefined) return config.databaseUrl;
  const file = join(config.home, 'postgres', `${which}.password`);
  if (!existsSync(file)) return null;
  const password = readFileSync(file, 'utf8').trim();
  const port = which === 'jikimi' ? config.databasePort : config.membersPort;
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${which === 'jikimi' ? 'jikimi' : 'example'}`;
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal) return `${error.code} ${error.say('en')[0]}`;
  return error instanceof Error ? error.message.split('\n')[0] || error.name : String(error);
}

const good = (check: CheckName, detail = ''): Finding => ({ check, state: 'good', detail });
const warn = (check: CheckName, detail: string): Finding => ({ check, state: 'warn', detail });
const bad = (check: CheckName, detail: string): Finding => ({ check, state: 'bad', detail });
