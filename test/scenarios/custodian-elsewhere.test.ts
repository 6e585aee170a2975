/** docs/operations.md, "A custodian on a host of its own": its steps with two homes of this machine, over mutual TLS. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { endProcess, environmentOf, runCommand, spawnStart } from '../support/jikimi.ts';
import { makeAuthority, makePeer, peerSettings } from '../support/peer-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'jikimi-two-hosts-'));
const [home, elsewhere] = [join(folder, 'home'), join(folder, 'elsewhere')];
let environment: NodeJS.ProcessEnv;
let there: NodeJS.ProcessEnv;
let started: Awaited<ReturnType<typeof spawnStart>> | undefined;
let custodian: ReturnType<typeof spawnCustodian> | undefined;

before(async () => {
  makeAuthority(folder, 'authority');
  makePeer(folder, { name: 'custodian', authority: 'authority', subject: 'DNS:localhost' });
  makePeer(folder, { name: 'gateway-peer', authority: 'authority' });
  environment = await environmentOf(home);
  started = await spawnStart(environment);
  await endProcess(started.child);
  mkdirSync(join(elsewhere, 'secrets'), { recursive: true, mode: 0o700 });
  for (const name of ['keys', 'keys.passphrase']) renameSync(join(home, name), join(elsewhere, name));
  for (const name of ['custodian.password', 'custodian-gateway.token', 'custodian-adopter.token'])
    copyFileSync(join(home, 'secrets', name), join(elsewhere, 'secrets', name));
  const port = await freePort();
  there = {
    ...process.env,
    JIKIMI_HOME: elsewhere,
    DATABASE_URL: `postgresql://127.0.0.1:${environment['JIKIMI_DATABASE_PORT']}/jikimi`,
    JIKIMI_CUSTODIAN_LISTEN: `127.0.0.1:${port}`,
    ...peerSettings(folder, 'custodian', 'authority'),
  };
  environment = {
    ...environment,
    JIKIMI_CUSTODIAN_ADDRESS: `localhost:${port}`,
    JIKIMI_CUSTODIAN_TIMEOUT_MS: '1000',
    ...peerSettings(folder, 'gateway-peer', 'authority'),
  };
  started = await spawnStart(environment);
});
after(async () => {
  if (custodian !== undefined) await endProcess(custodian.child);
  if (started !== undefined) await endProcess(started.child);
  rmSync(folder, { recursive: true, force: true });
});

/** `bin/custodian.ts` alone, as its unit starts it. */
function spawnCustodian(env: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const entry = fileURLToPath(new URL('../../bin/custodian.ts', import.meta.url));
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return { child, output: () => text };
}

const read = () => runCommand(environment, ['sql', 'example', '-c', 'select email from members order by id limit 1']);
const readiness = async () => {
  const response = await fetch(`http://127.0.0.1:${environment['JIKIMI_HTTP_PORT']}/readyz`);
  return { status: response.status, text: await response.text() };
};

test('a custodian with a setting too few does not start', async () => {
  const half = { ...there };
  delete half['JIKIMI_CUSTODIAN_TLS_KEY'];
  const { child, output } = spawnCustodian(half);
  assert.equal(await new Promise((done) => child.once('close', done)), 1);
  assert.match(output(), /"refusal":"JK004"/);
});

test('without it nothing opens; with it the gateway opens over mutual TLS, and no key lies on its host', async () => {
  const refused = await read();
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /JK313/);
  assert.equal((await readiness()).status, 503);
  const alone = spawnCustodian(there);
  custodian = alone;
  await eventually('it is ready', () => alone.output().includes('"event":"ready"'));
  const opened = await read();
  assert.equal(opened.code, 0, opened.stderr);
  assert.match(opened.stdout, /@/);
  const { status, text } = await readiness();
  assert.equal(status, 200, text);
  assert.equal(existsSync(join(home, 'keys')), false);
  assert.doesNotMatch(alone.output(), /"event":"fault"/);
});
