import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, withClient } from '../../test/support/cluster.ts';
import { isAlive, startCluster } from './cluster.ts';

async function place(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'jikimi-cluster-'));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const options = { directory: join(root, 'pg'), port: await freePort(), portSetting: 'test' };
  const start = async () => {
    const cluster = await startCluster(options);
    t.after(() => cluster.stop());
    return cluster;
  };
  return { root, options, start };
}

/** Starts the cluster in a process of its own and kills that process with SIGKILL once `seen` is true. */
async function startAndKill(options: object, seen: () => boolean): Promise<void> {
  const script = `
    import { startCluster } from ${JSON.stringify(new URL('cluster.ts', import.meta.url).href)};
    await startCluster(${JSON.stringify(options)});
    console.log('ready');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const gone = new Promise((done) => child.once('exit', done));
  while (!seen() && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  await gone;
  assert.equal(child.signalCode, 'SIGKILL', 'the process ended by itself');
}

const answers = async (uri: string) =>
  withClient(uri, async (client) => (await client.query<{ one: number }>('select 1 as one')).rows[0]?.one);

test('startCluster makes a cluster anew where a kill -9 cut its initdb short', async (t) => {
  const { root, options, start } = await place(t);
  const drafts = () => readdirSync(root).filter((name) => name.startsWith('pg.new-'));
  await startAndKill(options, () => drafts().some((name) => existsSync(join(root, name, 'PG_VERSION'))));
  assert.equal(existsSync(options.directory), false);
  const cluster = await start();
  assert.equal(await answers(cluster.uri('postgres')), 1);
});

test('startCluster takes a directory without a version for none, and removes what an initdb left', async (t) => {
  const { root, options, start } = await place(t);
  mkdirSync(join(options.directory, 'base'), { recursive: true });
  mkdirSync(join(root, 'pg.new-abc123', 'base'), { recursive: true });
  writeFileSync(join(root, 'pg.new-abc123.password'), 'x');
  const cluster = await start();
  assert.equal(await answers(cluster.uri('postgres')), 1);
  assert.deepEqual(readdirSync(root).sort(), ['pg', 'pg.log', 'pg.password']);
  assert.equal(statSync(join(root, 'pg.password')).mode & 0o777, 0o600);
});

test('startCluster ends the server that a kill -9 left running, and keeps no descriptor of its log', async (t) => {
  const { options, start } = await place(t);
  const pidFile = join(options.directory, 'postmaster.pid');
  const ready = () => existsSync(pidFile) && /ready/.test(readFileSync(pidFile, 'utf8'));
  await startAndKill(options, ready);
  const left = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  assert.ok(isAlive(left), 'no server was left running');
  const cluster = await start();
  assert.equal(isAlive(left), false);
  assert.equal(await answers(cluster.uri('postgres')), 1);
  if (process.platform !== 'linux') return;
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // the descriptor of this very listing
    }
  });
  assert.deepEqual(
    open.filter((path) => path.endsWith('pg.log')),
    [],
  );
});
