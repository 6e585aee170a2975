/**
 * The example organisation in a database of the test's own, and `bin/office.ts` as a process on it: what the routes and the command line are
 * tried on. No gateway, no custodian, no membership database: disclosures are recorded by the custodian's own function.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accounts,
  approveMemberService,
  installPeople,
  openLocalSessions,
  renew,
  service,
} from '../../example/haneul/organisation.ts';
import { fieldsOf, registerDatabase } from '../../src/catalog/mod.ts';
import { createDatabase } from '../../src/cli/create-database.sql.ts';
import { loadRules } from '../../src/law/mod.ts';
import { type Body, openingContent } from '../../src/ledger/mod.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import {
  type Config,
  type Db,
  asOwner,
  databaseUri,
  ensureRoles,
  loadConfig,
  migrate,
  openDatabase,
  secret,
} from '../../src/platform/mod.ts';
import { freePort, testCluster, withClient } from './cluster.ts';

const columns = [
  ['name_ko', 'name'],
  ['name_en', 'name'],
  ['email', 'email'],
  ['mobile', 'phone'],
  ['address', 'address'],
  ['birth_date', 'birth_date'],
  ['card_number', 'card'],
  ['bank_account', 'account'],
] as const;

export type TestInstallation = {
  readonly config: Config;
  readonly environment: NodeJS.ProcessEnv;
  /** As the office. */
  readonly db: Db;
  readonly superuser: string;
  readonly tokens: ReadonlyMap<string, string>;
  /** Starts `bin/office.ts` and resolves when it is ready. */
  office(...args: readonly string[]): Promise<ChildProcess>;
  /** Ends the database server, or starts it again where it was. */
  readonly cluster: Awaited<ReturnType<typeof testCluster>>;
  stop(): Promise<void>;
};

export async function testInstallation(): Promise<TestInstallation> {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-office-'));
  const cluster = await testCluster([], { prepared: 'jikimi' });
  await withClient(cluster.uri('postgres'), (client) => createDatabase(client, 'jikimi'));
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    JIKIMI_TEST_RUN: process.env['JIKIMI_TEST_RUN'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    JIKIMI_HOME: home,
    JIKIMI_HTTP_PORT: String(await freePort()),
    JIKIMI_GATEWAY_PORT: String(await freePort()),
    JIKIMI_DATABASE_PORT: String(cluster.port),
    LANG: 'C',
  };
  const config = loadConfig(environment);
  await prepare(config, cluster.uri('jikimi'));
  const db = openDatabase(databaseUri(config, 'office'), 4);
  await loadRules(db);
  const tokens = await organise(db);
  mkdirSync(join(home, 'sessions'), { mode: 0o700 });
  for (const [name, token] of tokens) writeFileSync(join(home, 'sessions', name), `${token}\n`, { mode: 0o600 });
  const children: ChildProcess[] = [];
  return {
    config,
    environment,
    db,
    superuser: cluster.uri('jikimi'),
    tokens,
    cluster,
    office: async (...args) => {
      const child = await startOffice(environment, args);
      children.push(child);
      return child;
    },
    stop: async () => {
      for (const child of children) await ended(child);
      await db.destroy();
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function prepare(config: Config, uri: string): Promise<void> {
  const superuser = openDatabase(uri, 1);
  const password = (role: string) => secret(config, `${role}.password`);
  await ensureRoles(superuser, {
    office: password('office'),
    gateway: password('gateway'),
    custodian: password('custodian'),
    sequencer: password('sequencer'),
  });
  await superuser.destroy();
  const owner = openDatabase(asOwner(uri), 1);
  await migrate(owner, 'jikimi');
  await owner.destroy();
}

async function organise(db: Db): Promise<ReadonlyMap<string, string>> {
  await installPeople(db);
  const { database, fields } = await registerDatabase(
    db,
    await actorByAccount(db, 'owner'),
    {
      name: 'example',
      service,
      host: '127.0.0.1',
      port: 1,
      dbname: 'example',
      subjectTable: 'members',
      subjectKey: 'id',
    },
    columns.map(([column, category]) => ({
      table: 'members',
      column,
      category,
      findable: category === 'email',
      statute: null,
    })),
  );
  await approveMemberService(db, database.id, fields);
  await renew(db, (id) => fieldsOf(db, id));
  return openLocalSessions(db, 12);
}

async function startOffice(environment: NodeJS.ProcessEnv, args: readonly string[]): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, '..', '..', 'bin', 'office.ts');
  const child = spawn(process.execPath, [entry, ...args], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((ready, failed) => {
    child.on('message', (message) => (message === 'ready' ? ready() : failed(new Error(JSON.stringify(message)))));
    child.once('exit', (code) => failed(new Error(`office ended: ${code}`)));
  });
  return child;
}

/** Ends a process in order and waits for it. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  child.kill('SIGTERM');
  return gone;
}

export type TestPart = {
  readonly field: number;
  readonly mode: string;
  readonly outcome: string;
  readonly subjects: readonly string[];
};

/** A connection on the grant `example`, opened as the gateway does. Returns the session's id. */
export async function openTestSession({ config, superuser }: TestInstallation, source = '127.0.0.1'): Promise<string> {
  return withClient(superuser, async (admin) => {
    await admin.query(`insert into access.credential (username, grant_id, salt, iterations, stored_key, server_key, issued_to, expires_at)
      select 'example.' || gen_random_uuid(), g.id, '\\x00', 4096, '\\x00', '\\x00', g.holder, platform.now() + interval '1 hour'
      from access.grant g where g.name = 'example'`);
    return withClient(databaseUri(config, 'gateway'), async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `insert into custody.session (grant_id, credential_id, holder, source, application)
         select c.grant_id, c.id, f.holder, $1, 'psql' from access.credential c join access.facts f on f.grant_id = c.grant_id
         where f.name = 'example' order by c.id desc limit 1 returning id`,
        [source],
      );
      return rows[0]?.id ?? '';
    });
  });
}

/** Records batches of one session as the custodian does. Returns what `custody.record` says of each. */
export async function recordBatches(
  installation: TestInstallation,
  session: string,
  batches: readonly {
    readonly batch: number;
    readonly kind?: 'opening' | 'question';
    readonly parts: readonly TestPart[];
    readonly refused?: string;
  }[],
): Promise<{ outcome: string; entry_id: string }[]> {
  return withClient(databaseUri(installation.config, 'custodian'), async (client) => {
    const { rows } = await client.query<{ grant: string; holder: string; purpose: string; source: string }>(
      `select s.grant_id as grant, s.holder, f.purpose_id as purpose, host(s.source) as source
       from custody.session s join access.facts f on f.grant_id = s.grant_id where s.id = $1`,
      [session],
    );
    const known = rows[0];
    if (known === undefined) throw new Error('no such session');
    const records = batches.map(({ batch, kind = 'opening', parts, refused }) => {
      const salt = randomBytes(32);
      const body: Body = {
        session,
        batch,
        ...known,
        statement: 'ab'.repeat(32),
        ...(refused === undefined
          ? { parts: parts.map((part) => ({ ...part, subjects: part.subjects.length })) }
          : { code: refused, reason: refused }),
      };
      const plain = parts.map((part) => ({ subjects: part.subjects.map((subject) => subject.replaceAll('-', '')) }));
      const content = openingContent(salt, body, refused === undefined ? plain : []);
      return {
        session,
        batch,
        grant: known.grant,
        digest: randomBytes(32).toString('hex'),
        salt: salt.toString('hex'),
        content: content.toString('hex'),
        kind: refused === undefined ? kind : 'refusal',
        body,
        parts: parts.map((part) => ({ ...part, subjects: `{${part.subjects.join(',')}}` })),
        generation: 0,
        stops: [],
      };
    });
    const recorded = await client.query<{ outcome: string; entry_id: string }>(
      'select * from custody.record($1::jsonb)',
      [JSON.stringify(records)],
    );
    return recorded.rows;
  });
}

/** Numbers of the example's fields by column. */
export async function fieldNumbers({ superuser }: TestInstallation): Promise<ReadonlyMap<string, number>> {
  return withClient(superuser, async (client) => {
    const { rows } = await client.query<{ id: number; col: string }>('select id, col from catalog.field');
    return new Map(rows.map((row) => [row.col, row.id]));
  });
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** Asks the office as one of the example's people, or as nobody. */
export async function ask(
  { config, tokens }: TestInstallation,
  method: string,
  path: string,
  options: { readonly as?: string; readonly body?: unknown; readonly language?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { 'accept-language': options.language ?? 'en' };
  if (options.as !== undefined) headers['authorization'] = `Bearer ${tokens.get(options.as) ?? options.as}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(`http://127.0.0.1:${config.httpPort}${path}`, {
    method,
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

/** Accounts of the example by the name of `--as`. */
export const people = accounts;
export const someSubject = (): string => randomUUID();
