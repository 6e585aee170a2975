/** The pieces of the wire together, met by drivers that are not ours: over TLS, with and without channel binding. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { TLSSocket } from 'node:tls';
import pg from 'pg';
import postgres from 'postgres';
import { ensureLocalCa } from '../platform/local-ca.ts';
import { Refusal } from '../platform/mod.ts';
import { loadTls, type TlsMaterial } from '../platform/tls.ts';
import { readSaslInitialResponse, readSaslResponse } from './authentication-message.ts';
import * as say from './backend-builders.ts';
import { errorResponse } from './error-response.ts';
import { FrameReader } from './frame.ts';
import { startupMessage } from './frontend-builders.ts';
import { readQuery } from './frontend-parsers.ts';
import { frontend } from './message.ts';
import { type ScramExchange, scramChallenge, scramMechanisms, scramProof } from './scram-server.ts';
import { makeNonce, makeVerifier, verifierOrMock } from './scram-verifier.ts';
import { ClientGone, signIn } from './sign-in.ts';
import { StartupReader } from './startup.ts';

const now = Temporal.Now.instant();
const dir = mkdtempSync(join(tmpdir(), 'jikimi-sign-in-'));
const secret = Buffer.alloc(32, 1);
const verifiers = new Map([['handler', makeVerifier('token-of-ours')]]);
const mechanismsUsed: string[] = [];
const sockets = new Set<Socket>();
let tls: TlsMaterial;
let port = 0;

/** A server that knows SSLRequest, sign-in by SCRAM, and answers every query with one row that says how it was asked. */
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.once('data', (chunk: Buffer) => {
    const first = new StartupReader().read(chunk);
    assert.deepEqual(first, { packet: { kind: 'ssl' }, rest: Buffer.alloc(0) });
    socket.write('S');
    const secured = new TLSSocket(socket, { isServer: true, secureContext: tls.secureContext });
    secured.on('error', () => {});
    serve(secured);
  });
});

function serve(socket: TLSSocket): void {
  const startup = new StartupReader();
  const frames = new FrameReader({ maxLength: 1 << 20 });
  let user: string | undefined;
  let exchange: ScramExchange | undefined;
  let known = false;

  const visit = (type: number, bytes: Buffer, start: number, end: number): void => {
    if (type === frontend.terminate) return;
    if (known) {
      assert.equal(type, frontend.query);
      const column = { tableOid: 0, attribute: 0, typeOid: 25, typeLength: -1, typeModifier: -1, format: 0 };
      socket.write(say.rowDescription([{ ...column, name: 'asked' }]));
      socket.write(say.dataRow([Buffer.from(readQuery(bytes, start, end))]));
      socket.write(Buffer.concat([say.commandComplete('SELECT 1'), say.readyForQuery('I')]));
      return;
    }
    assert.equal(type, frontend.response);
    if (exchange === undefined) {
      const { mechanism, data } = readSaslInitialResponse(bytes, start, end);
      mechanismsUsed.push(mechanism);
      const verifier = verifierOrMock(verifiers.get(user ?? ''), user ?? '', secret);
      const challenge = scramChallenge(mechanism, data, { verifier, binding: tls.endPoint, serverNonce: makeNonce() });
      exchange = challenge.exchange;
      socket.write(say.authenticationSaslContinue(challenge.message));
      return;
    }
    const final = scramProof(exchange, readSaslResponse(bytes, start, end));
    known = true;
    socket.write(Buffer.concat([say.authenticationSaslFinal(final), say.authenticationOk()]));
    socket.write(
      Buffer.concat([say.parameterStatus('server_version', '18.4'), say.backendKeyData(1, Buffer.alloc(4))]),
    );
    socket.write(say.readyForQuery('I'));
  };

  socket.on('data', (chunk: Buffer) => {
    try {
      if (user !== undefined) return frames.read(chunk, visit);
      const found = startup.read(chunk);
      if (found === undefined) return;
      assert.ok(found.packet.kind === 'startup');
      user = found.packet.user;
      socket.write(say.authenticationSasl(scramMechanisms(tls.endPoint)));
      frames.read(found.rest, visit);
    } catch (error) {
      socket.end(errorResponse(Refusal.from(error), 'en', 'FATAL'));
    }
  });
}

before(async () => {
  ensureLocalCa(dir, now);
  tls = loadTls({ dir }, now);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

after(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
  rmSync(dir, { recursive: true });
});

async function ask(user: string, password: string, enableChannelBinding: boolean): Promise<unknown> {
  const ca = readFileSync(join(dir, 'ca.pem'), 'utf8');
  const client = new pg.Client({
    host: 'localhost',
    port,
    user,
    password,
    database: 'example',
    enableChannelBinding,
    ssl: { ca },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query('select 지수')).rows;
  } finally {
    await client.end();
  }
}

test('pg does sign in with channel binding, over TLS that the local authority vouches for', async () => {
  mechanismsUsed.length = 0;
  assert.deepEqual(await ask('handler', 'token-of-ours', true), [{ asked: 'select 지수' }]);
  assert.deepEqual(mechanismsUsed, ['SCRAM-SHA-256-PLUS']);
});

test('pg does sign in without channel binding', async () => {
  mechanismsUsed.length = 0;
  assert.deepEqual(await ask('handler', 'token-of-ours', false), [{ asked: 'select 지수' }]);
  assert.deepEqual(mechanismsUsed, ['SCRAM-SHA-256']);
});

test('pg does hear the same refusal for a wrong password and for an unknown user', async () => {
  for (const user of ['handler', 'nobody']) {
    await assert.rejects(ask(user, 'another-token', true), { code: 'JK403', severity: 'FATAL' });
  }
});

test('postgres.js does sign in', async () => {
  const sql = postgres({
    host: 'localhost',
    port,
    user: 'handler',
    password: 'token-of-ours',
    database: 'example',
    max: 1,
    fetch_types: false,
    ssl: { ca: readFileSync(join(dir, 'ca.pem'), 'utf8') },
  });
  assert.deepEqual([...(await sql.unsafe('select 1').simple())], [{ asked: 'select 1' }]);
  await sql.end();
});

test('signIn does end with a connection that went while its user was looked up', { timeout: 20_000 }, async () => {
  const door = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const client = connect((door.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => {});
  client.write(startupMessage(new Map([['user', 'handler']])));
  const [raw] = (await once(door, 'connection')) as [Socket];
  const goes = async () => {
    const closed = once(raw, 'close');
    raw.destroy(); // as the time limit and the door do it
    await closed;
    return makeVerifier('token-of-ours');
  };
  const options = { tls: () => tls, plainAllowed: () => true, verifierOf: goes, onCancel: async () => undefined };
  await assert.rejects(
    signIn(raw, options, () => undefined),
    ClientGone,
  );
  client.destroy();
  door.close();
});
