/** What must be true when `start` itself fails or is killed, is asked twice, finds a port taken, or is told to stop. */
import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { isAlive } from '../../src/platform/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, endProcess, runCommand, spawnStart, startJikimi } from '../support/jikimi.ts';
import { postmasterOf } from '../support/postmaster.ts';
import { Records } from '../support/recorded.ts';

let jikimi: Jikimi;
let running: ChildProcess | null = null;

before(async () => {
  jikimi = await startJikimi({ JIKIMI_EXAMPLE_MEMBERS: '50' });
});
after(async () => {
  if (running !== null) await endProcess(running);
  await jikimi.stop();
});

const query = ['sql', 'example', '-c', 'select email from members limit 1'];
const started = ['custodian', 'gateway', 'office'] as const;

/** Every process that Jikimi runs on this home now. */
function processes(): number[] {
  const { home } = jikimi.config;
  return [...started.map((name) => jikimi.pid(name)), postmasterOf(home, 'jikimi'), postmasterOf(home, 'members')];
}

async function nothingRuns(pids: readonly number[]): Promise<void> {
  await eventually('nothing runs', () => pids.every((pid) => pid === 0 || !isAlive(pid)));
}

test('a second start on the same home says that one is running, and leaves it alone', async () => {
  const pids = processes();
  const { code, stderr } = await runCommand(jikimi.environment, ['start']);
  assert.equal(code, 1);
  assert.match(stderr, /already running[\s\S]*JK006|JK006[\s\S]*already running/);
  assert.deepEqual(processes(), pids);
  assert.equal((await jikimi.run(...query)).code, 0);
});

test('kill -9 of the supervisor: its processes end, and the next start recovers the PostgreSQL that it left, with everything recorded', async () => {
  assert.equal((await jikimi.run(...query)).code, 0);
  const records = new Records(jikimi);
  const before = await records.disclosures();
  await records.stop();
  const pids = processes();
  const [custodian = 0, gateway = 0, office = 0, ...postmasters] = pids;
  process.kill(jikimi.pid('start'), 'SIGKILL');
  await nothingRuns([custodian, gateway, office]);
  assert.ok(postmasters.every(isAlive), 'PostgreSQL was not left over');
  ({ child: running } = await spawnStart(jikimi.environment));
  await nothingRuns(postmasters);
  const again = new Records(jikimi);
  assert.equal(await again.disclosures(), before);
  await again.stop();
  const read = await jikimi.run(...query);
  assert.equal(read.code, 0, read.stderr);
});

test('Ctrl-C leaves nothing running', async () => {
  assert.ok(running !== null);
  const pids = processes();
  assert.ok(pids.every((pid) => pid > 0 && isAlive(pid)));
  await endProcess(running);
  await nothingRuns(pids);
  assert.equal(running.exitCode, 0);
});

test('Ctrl-C while a PostgreSQL is just being started again leaves nothing running', async () => {
  const { child, output } = await spawnStart(jikimi.environment);
  running = child;
  const pids = processes();
  const told = output().length;
  process.kill(postmasterOf(jikimi.config.home, 'members'), 'SIGKILL');
  await eventually('its end was told', () => output().slice(told).includes('PostgreSQL (members) ended'));
  const again = await eventually('the next one is there', () => postmasterOf(jikimi.config.home, 'members'));
  await endProcess(child);
  await nothingRuns([...pids, again, ...processes()]);
});

for (const setting of ['JIKIMI_DATABASE_PORT', 'JIKIMI_MEMBERS_PORT', 'JIKIMI_GATEWAY_PORT', 'JIKIMI_HTTP_PORT']) {
  test(`port in use: ${setting} is named, and nothing is left running`, async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(Number(jikimi.environment[setting]), '127.0.0.1', done));
    const before = processes();
    const { code, stdout, stderr } = await runCommand(jikimi.environment, ['start']);
    other.close();
    assert.equal(code, 1);
    assert.match(stderr, /is in use by another program/);
    assert.ok(stderr.includes(setting), stderr + stdout);
    await nothingRuns([...before, ...processes()]);
  });
}

test('after all of that it starts as it was', async () => {
  ({ child: running } = await spawnStart(jikimi.environment));
  const read = await jikimi.run(...query);
  assert.equal(read.code, 0, read.stderr);
  const verified = await jikimi.run('verify', '--as', 'responsible');
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
});

test('Ctrl-C where whoever read what it prints is gone already (`| tee`, a closed terminal) leaves nothing running', async () => {
  assert.ok(running !== null);
  const pids = processes();
  assert.ok(pids.every((pid) => pid > 0 && isAlive(pid)));
  running.stdout?.destroy();
  await endProcess(running);
  await nothingRuns(pids);
  assert.equal(running.exitCode, 0);
});
