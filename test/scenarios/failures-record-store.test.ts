/** docs/design.md, section 8: the rows of the record store, Jikimi's own PostgreSQL. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createFileKeyStore, startCustodian } from '../../src/custody/custodian.ts';
import { Refusal, openPool } from '../../src/platform/mod.ts';
import { testCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { serverProcesses, signalAll } from '../support/postmaster.ts';
import { Records } from '../support/recorded.ts';

/** PostgreSQL's files of the whole installation lie on a file system of this size, so that it can be full. */
const diskMegabytes = 600;
let disk: string;
let noDisk: string | false;
let jikimi: Jikimi;
let records: Records;

before(async () => {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-home-'));
  disk = mkdtempSync(join(tmpdir(), 'jikimi-disk-'));
  noDisk =
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=0711`, 'tmpfs', disk]).status === 0
      ? false
      : 'this user may not mount a small file system';
  if (noDisk === false) {
    chmodSync(home, 0o711);
    mkdirSync(join(disk, 'postgres'), { mode: 0o711 });
    symlinkSync(join(disk, 'postgres'), join(home, 'postgres'));
  }
  jikimi = await startJikimi({ JIKIMI_HOME: home, JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  records = new Records(jikimi);
});
after(async () => {
  await records.stop();
  await jikimi.stop();
  if (noDisk === false) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

const oneEmail = 'select email from members order by id limit 1';

async function connected(uri: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: uri });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const plainUri = async () => (await jikimi.connect()).replace(/\?.*/, '?sslmode=disable');

/** The refusal's code of what was asked, and how many milliseconds it took. */
async function refused(asked: Promise<unknown>): Promise<{ code: string; ms: number }> {
  const began = performance.now();
  const error = await asked.then(
    () => assert.fail('it was opened'),
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof pg.DatabaseError, String(error));
  return { code: error.code ?? '', ms: performance.now() - began };
}

/** Asks until it is opened, on whatever connection. */
async function opensAgain(uri: string): Promise<void> {
  await eventually('it opens again', async () => {
    const client = await connected(uri);
    try {
      return (await client.query(oneEmail)).rowCount === 1;
    } finally {
      await client.end();
    }
  });
}

test('record store frozen: a clear error within the time limit, at sign-in too; work goes on when it thaws', async () => {
  const uri = await plainUri();
  const client = await connected(uri);
  await client.query(oneEmail);
  const before = await records.disclosures();
  const frozen = serverProcesses(jikimi.config.home, 'jikimi');
  signalAll(frozen, 'SIGSTOP');
  try {
    const [opening, signIn] = await Promise.all([refused(client.query(oneEmail)), refused(connected(uri))]);
    assert.equal(opening.code, 'JK313');
    assert.ok(opening.ms < 15_000, `${opening.ms} ms`); // 5 s by its setting
    assert.ok(['JK441', 'JK011'].includes(signIn.code), signIn.code);
    assert.ok(signIn.ms < 25_000, `${signIn.ms} ms`); // 10 s
  } finally {
    signalAll(frozen, 'SIGCONT');
  }
  await eventually('the same session opens again', async () => (await client.query(oneEmail)).rowCount === 1);
  assert.ok((await records.disclosures()) > before);
  await client.end();
});

test('record store frozen, then killed: started again by the supervisor, no record lost, work goes on without a restart of Jikimi', async () => {
  const uri = await plainUri();
  const client = await connected(uri);
  await client.query(oneEmail);
  const before = await records.disclosures();
  const told = jikimi.output().length;
  const frozen = serverProcesses(jikimi.config.home, 'jikimi');
  signalAll(frozen, 'SIGSTOP');
  const { code } = await refused(client.query(oneEmail));
  assert.equal(code, 'JK313');
  signalAll(frozen, 'SIGKILL');
  await eventually('it was told', () =>
    /PostgreSQL \(jikimi\) ended[\s\S]*PostgreSQL \(jikimi\) is ready again/.test(jikimi.output().slice(told)),
  );
  await eventually('the same session opens again', async () => (await client.query(oneEmail)).rowCount === 1);
  assert.ok((await records.disclosures()) > before);
  await client.end();
  await opensAgain(uri);
});

test('record store, its postmaster alone killed in the middle of openings: what came was recorded, and work goes on', async () => {
  const uri = await plainUri();
  const client = await connected(uri);
  const session = await records.lastSession('example');
  const [postmaster = 0] = serverProcesses(jikimi.config.home, 'jikimi');
  let opened = 0;
  const codes = new Set<string>();
  for (let tries = 0; tries < 40; tries++) {
    if (tries === 10) process.kill(postmaster, 'SIGKILL');
    await client.query(oneEmail).then(
      () => (opened += 1),
      (error: unknown) => codes.add(error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
    );
  }
  assert.ok(
    [...codes].every((code) => ['JK312', 'JK313'].includes(code)),
    [...codes].join(' '),
  );
  await opensAgain(uri);
  assert.ok((await records.disclosures(session)) >= opened);
  await client.end();
});

test('disk full: PostgreSQL stops, all refuse, nothing that was acknowledged is lost, and work goes on when there is room', async (t) => {
  if (noDisk !== false) return t.skip(noDisk);
  const uri = await plainUri();
  const client = await connected(uri);
  await client.query(oneEmail);
  const session = await records.lastSession('example');
  const filler = join(disk, 'filler');
  fill(filler);
  let opened = 1;
  const codes = new Set<string>();
  // each of its log files is full sooner than by our few records
  const switching = new Records(jikimi);
  await eventually('an opening is refused', async () => {
    await switching.pool.query('select pg_switch_wal()').catch(() => undefined);
    await client.query(oneEmail).then(
      () => (opened += 1),
      (error: unknown) => codes.add(error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
    );
    return codes.size > 0;
  });
  for (let tries = 0; tries < 5; tries++) {
    const { code, ms } = await refused(client.query(oneEmail));
    codes.add(code);
    assert.ok(ms < 15_000, `${ms} ms`);
  }
  await switching.stop();
  assert.ok(
    [...codes].every((code) => ['JK312', 'JK313'].includes(code)),
    [...codes].join(' '),
  );
  rmSync(filler);
  await opensAgain(uri);
  assert.ok((await records.disclosures(session)) >= opened, 'an opening is not on record');
  const verified = await jikimi.run('verify', '--as', 'responsible');
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  await client.end();
});

/** Writes until no byte more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (let size = 1 << 20; size >= 1; size >>= 4) {
    const bytes = Buffer.alloc(size);
    try {
      while (writeSync(file, bytes) === size);
    } catch {
      // less fits, or nothing
    }
  }
  closeSync(file);
}

test('`fsync = off`: the custodian does not start', async () => {
  for (const setting of ['fsync', 'full_page_writes']) {
    const cluster = await testCluster([`${setting}=off`]);
    const folder = mkdtempSync(join(tmpdir(), 'jikimi-keys-'));
    const pool = openPool(cluster.uri('postgres'), 1);
    try {
      const started = startCustodian({
        pool,
        store: await createFileKeyStore(join(folder, 'keys'), 'a passphrase'),
        socketPath: join(folder, 'custodian.sock'),
        remote: null,
        tokens: { gateway: 'a', adopter: 'b' },
        onFault: () => undefined,
      });
      await assert.rejects(
        started,
        (error) => error instanceof Refusal && error.code === 'JK321' && error.params['setting'] === setting,
      );
    } finally {
      await pool.end();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
});
