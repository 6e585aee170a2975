/** The custodian asked from another host: by mutual TLS, and by nothing else. Real certificates (openssl), a real custodian, real sockets. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { createFileKeyStore, startCustodian } from '../../src/custody/custodian.ts';
import { CustodianClient } from '../../src/custody/mod.ts';
import { encodeFrame, verbs } from '../../src/custody/channel.ts';
import { type PeerTls, custodianPlace, custodianRemote, loadConfig, openPool } from '../../src/platform/mod.ts';
import { freePort, withClient } from '../support/cluster.ts';
import { type Installation, testInstallation } from '../support/installation.ts';
import { makeAuthority, makePeer } from '../support/peer-files.ts';

const host = '127.0.0.1';
const tokens = { gateway: 'gateway-token', adopter: 'adopter-token' };
let folder: string;
let installation: Installation;
let port: number;
let stop: () => Promise<void>;
const faults: unknown[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jikimi-peers-'));
  for (const authority of ['ours', 'other']) makeAuthority(folder, authority);
  makePeer(folder, { name: 'custodian', authority: 'ours' });
  makePeer(folder, { name: 'gateway', authority: 'ours' });
  makePeer(folder, { name: 'stranger', authority: 'other' });
  makePeer(folder, { name: 'elsewhere', authority: 'ours', subject: 'IP:192.0.2.7' });
  makePeer(folder, { name: 'late', authority: 'ours', days: -1 });
  installation = await testInstallation();
  port = await freePort();
  const pool = openPool(installation.uri('custodian'), 2);
  const custodian = await startCustodian({
    pool,
    store: await createFileKeyStore(join(folder, 'keys'), 'a passphrase'),
    socketPath: join(folder, 'custodian.sock'),
    remote: { host, port, tls: peer('custodian') },
    tokens,
    onFault: (fault) => faults.push(fault),
  });
  stop = async () => {
    await custodian.stop();
    await pool.end();
  };
});
after(async () => {
  await stop?.();
  await installation?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

function at(name: string): string {
  return join(folder, name);
}
function read(name: string): string {
  return readFileSync(at(name), 'utf8');
}

function peer(name: string, authority = 'ours'): PeerTls {
  return { cert: read(`${name}.pem`), key: read(`${name}.key`), ca: read(`${authority}.pem`) };
}

function client(t: TestContext, tls: PeerTls, to = port): CustodianClient {
  const asked = new CustodianClient({
    place: { host, port: to, tls },
    role: 'adopter',
    token: tokens.adopter,
    timeoutMs: 700,
  });
  t.after(() => asked.close());
  return asked;
}

test('a peer of our authority is answered', async (t) => {
  const subjects = await client(t, peer('gateway')).newSubjects(3, 'person');
  assert.equal(subjects.length, 3);
  const { rows } = await withClient(installation.uri('superuser'), (superuser) =>
    superuser.query<{ count: number }>('select count(*)::int as count from custody.subject_key'),
  );
  assert.equal(rows[0]?.count, 3);
});

test('whoever shows a certificate of another authority, one that has expired, or none, is not answered', async (t) => {
  for (const tls of [{ ...peer('stranger', 'ours') }, peer('late')])
    await assert.rejects(client(t, tls).newSubjects(1, 'person'), { code: 'JK313' });
  const bare = connectTls({ host, port, ca: read('ours.pem') });
  assert.equal(await heard(bare, encodeFrame(0, verbs.hello, Buffer.from(`adopter ${tokens.adopter}`))), 0);
  const plain = connect({ host, port });
  assert.equal(await heard(plain, encodeFrame(0, verbs.hello, Buffer.from(`adopter ${tokens.adopter}`))), 0);
  assert.ok(faults.length >= 4, 'the refused are told to the log');
});

test('a custodian of another authority, or of another name, is not asked', async (t) => {
  await assert.rejects(client(t, peer('gateway', 'other')).newSubjects(1, 'person'), { code: 'JK313' });
  const misnamed = await freePort();
  const { peerServer } = await import('../../src/custody/peer-socket.ts');
  let asked = 0;
  const server = peerServer(
    peer('elsewhere'),
    (socket) => socket.on('data', () => (asked += 1)),
    () => undefined,
  );
  await new Promise<void>((done) => server.listen(misnamed, host, done));
  await assert.rejects(client(t, peer('gateway'), misnamed).newSubjects(1, 'person'), { code: 'JK313' });
  assert.equal(asked, 0, 'a token was sent to a custodian of another name');
  await new Promise((done) => server.close(done));
});

test('one who only looks whether somebody listens is no fault', async (t) => {
  const before = faults.length;
  for (let n = 0; n < 5; n++) {
    const socket = connect({ host, port });
    await new Promise((done) => socket.once('connect', done));
    if (n % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
    await new Promise((done) => socket.once('close', done));
  }
  await client(t, peer('gateway')).newSubjects(1, 'person');
  assert.equal(faults.length, before);
});

test('before the hello nobody may say more than a hello, on either kind of socket', async () => {
  const tooMuch = Buffer.alloc(2000);
  tooMuch.writeUInt32BE(1996, 0);
  for (const socket of [connectTls({ host, port, ...peer('gateway') }), connect(at('custodian.sock'))])
    assert.equal(await heard(socket, tooMuch), 0);
});

test('the settings need each other', () => {
  const files = { JIKIMI_CUSTODIAN_TLS_CERT: at('gateway.pem'), JIKIMI_CUSTODIAN_TLS_KEY: at('gateway.key') };
  const settings = { JIKIMI_HOME: folder, JIKIMI_CUSTODIAN_ADDRESS: `${host}:${port}`, ...files };
  assert.throws(
    () => loadConfig(settings),
    /^Refusal: The setting JIKIMI_CUSTODIAN_TLS_CA is not valid: is needed for/,
  );
  const whole = { ...settings, JIKIMI_CUSTODIAN_TLS_CA: at('ours.pem') };
  const now = Temporal.Now.instant();
  assert.deepEqual(custodianPlace(loadConfig(whole), now), { host, port, tls: peer('gateway') });
  assert.equal(custodianRemote(loadConfig(whole), now), null);
  const listening = loadConfig({ ...whole, JIKIMI_CUSTODIAN_LISTEN: '[::1]:7000' });
  assert.deepEqual([custodianRemote(listening, now)?.host, custodianRemote(listening, now)?.port], ['::1', 7000]);
  assert.throws(() => loadConfig({ ...whole, JIKIMI_CUSTODIAN_LISTEN: 'nowhere' }), { code: 'JK004' });
  assert.throws(() => custodianPlace(loadConfig({ ...whole, JIKIMI_CUSTODIAN_TLS_CA: at('gateway.key') }), now), {
    code: 'JK021',
  });
});

/** Bytes that are heard of the other side until it closes, or within a second. */
async function heard(socket: Socket, said: Buffer): Promise<number> {
  let count = 0;
  socket.on('data', (chunk: Buffer) => (count += chunk.length));
  socket.on('error', () => undefined);
  const closed = new Promise((done) => socket.once('close', done));
  socket.write(said);
  const late = setTimeout(() => socket.destroy(new Error('it was not closed')), 5000);
  await closed;
  clearTimeout(late);
  return count;
}
