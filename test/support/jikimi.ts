/**
 * A whole installation of the test's own: home, ports and processes, started as a user starts it. Its office's database is at hand so that a
 * test can ask for what it needs by the product's own verbs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accounts, purpose, service } from '../../example/haneul/organisation.ts';
import { approveGrant, issueCredential, requestGrant, type Request } from '../../src/access/mod.ts';
import { clientUri } from '../../src/cli/client-uri.ts';
import { makeVerifier } from '../../src/gateway/mod.ts';
import { actorByAccount, personByAccount } from '../../src/people/mod.ts';
import { type Config, type Db, databaseUri, loadConfig, openDatabase } from '../../src/platform/mod.ts';
import { layClusters } from './cluster-copy.ts';
import { freePort } from './free-port.ts';
import { runFolder } from './run-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type Jikimi = {
  readonly config: Config;
  readonly environment: NodeJS.ProcessEnv;
  /** Jikimi's database as the office. */
  readonly office: Db;
  /** Superuser of Jikimi's own database and of the members', to look behind the product. */
  readonly jikimiUri: string;
  readonly membersUri: string;
  /** What the supervisor printed so far. */
  output(): string;
  /** A connection string for a grant, newly issued to the example's handler. */
  connect(grant?: string): Promise<string>;
  /** Requests and approves a grant for the example's handler. */
  grant(terms: Partial<Request> & { readonly name: string; readonly fields: Request['fields'] }): Promise<void>;
  /** Process ids by name, as the supervisor knows them now. */
  pid(name: 'custodian' | 'gateway' | 'office' | 'start'): number;
  /** Runs `jikimi …` as a child. */
  run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  stop(): Promise<void>;
};

/** What `jikimi grant request NAME` says of a grant of the example beside its people and fields. */
export const exampleTerms =
  '--service haneul-talk --database example --purpose member-service --source 127.0.0.0/8'.split(' ');

/** The environment of an installation on ports of its own, with a small example; `settings` come last. */
export async function environmentOf(home: string, settings: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    JIKIMI_HOME: home,
    JIKIMI_HTTP_PORT: String(await freePort()),
    JIKIMI_GATEWAY_PORT: String(await freePort()),
    JIKIMI_DATABASE_PORT: String(await freePort()),
    JIKIMI_MEMBERS_PORT: String(await freePort()),
    JIKIMI_EXAMPLE_MEMBERS: '200',
    JIKIMI_LANG: 'en',
  };
  delete environment['DATABASE_URL'];
  return Object.assign(environment, settings);
}

/** On a home of its own, whose clusters are copies; on the home of `settings`, as it stands there. Where the first start is the point: `spawnStart`. */
export async function startJikimi(settings: NodeJS.ProcessEnv = {}): Promise<Jikimi> {
  const home = settings['JIKIMI_HOME'] ?? mkdtempSync(join(runFolder(), 'jikimi-home-'));
  if (settings['JIKIMI_HOME'] === undefined) await layClusters(home, settings['DATABASE_URL'] !== undefined);
  const environment = await environmentOf(home, settings);
  const { child, output } = await spawnStart(environment);
  const config = loadConfig(environment);
  const office = openDatabase(databaseUri(config, 'office'), 4);
  const superuser = (cluster: string, port: number, database: string) =>
    `postgresql://postgres:${readFileSync(join(home, 'postgres', `${cluster}.password`), 'utf8').trim()}@127.0.0.1:${port}/${database}`;
  return {
    config,
    environment,
    office,
    output,
    jikimiUri: config.databaseUrl ?? superuser('jikimi', config.databasePort, 'jikimi'),
    membersUri: superuser('members', config.membersPort, 'example'),
    connect: (grant = 'example') => connect(office, config, grant),
    grant: (terms) => grantToHandler(office, terms),
    pid: (name) => (name === 'start' ? (child.pid ?? 0) : lastPid(home, name)),
    run: (...words) => runCommand(environment, words),
    stop: async () => {
      try {
        await office.destroy();
      } finally {
        await endProcess(child);
        rmSync(home, { recursive: true, force: true });
      }
    },
  };
}

/** Starts `jikimi start` on a home and waits until it is ready. */
export async function spawnStart(
  environment: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; output: () => string }> {
  const child = spawn(process.execPath, ['bin/jikimi.cjs', 'start'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const read = (chunk: Buffer) => {
    text += chunk.toString('utf8');
    if (/ready in [\d.]+ s/.test(text)) resolve();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${text}`)));
  await promise;
  return { child, output: () => text };
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await gone;
}

async function connect(office: Db, config: Config, grant: string): Promise<string> {
  const credential = await issueCredential(office, await actorByAccount(office, accounts.handler), grant, makeVerifier);
  const { username, password } = credential;
  return clientUri(
    config,
    { username, password, host: '127.0.0.1', port: config.gatewayPort, database: 'example' },
    { password: true },
  );
}

async function grantToHandler(
  office: Db,
  terms: Partial<Request> & { readonly name: string; readonly fields: Request['fields'] },
): Promise<void> {
  const { holder = accounts.handler } = terms;
  const isService = (await personByAccount(office, holder))?.kind === 'service';
  await requestGrant(office, await actorByAccount(office, accounts.handler), {
    service,
    database: 'example',
    holder,
    purpose,
    ticket: 'TEST-1',
    work: 'a test',
    days: 30,
    sources: ['127.0.0.0/8', '::1/128'],
    window: null,
    export: false,
    writes: false,
    subjects: 'all',
    maxSubjects: isService ? null : 5000,
    daySubjects: 5000,
    minuteSubjects: isService ? 5000 : null,
    replaces: null,
    ...terms,
  });
  const { state } = await approveGrant(
    office,
    await actorByAccount(office, accounts.responsible),
    terms.name,
    'for a test',
  );
  if (state !== 'ACTIVE')
    await approveGrant(office, await actorByAccount(office, accounts.cpo), terms.name, 'for a test');
}

/** Pid of the process that was ready last under that name, by its log. */
function lastPid(home: string, name: string): number {
  const lines = readFileSync(join(home, 'log', `${name}.log`), 'utf8').split('\n');
  const ready = lines.findLast((line) => line.includes('"event":"ready"'));
  return ready === undefined ? 0 : Number((JSON.parse(ready) as { pid: number }).pid);
}

/** Runs the command line to its end. */
export function runCommand(
  environment: NodeJS.ProcessEnv,
  words: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['bin/jikimi.cjs', ...words], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? 1, stdout, stderr })));
}
