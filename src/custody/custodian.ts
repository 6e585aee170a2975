/**
 * custody's second door, for `bin/custodian.ts` alone: everything behind it can reach keys.
 *
 * The custodian listens on a local socket in a private directory, and by mutual TLS where other hosts ask it. A client says who it is (`hello`: role and token) and may then use the verbs of
 * its role: a gateway opens, compares and has values sealed for storing, an adopter makes subjects, seals, and has what it sealed verified. Nothing exports a key.
 */
import { timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { type ListenOptions, type Server, type Socket, createServer } from 'node:net';
import { dirname } from 'node:path';
import type pg from 'pg';
import { type PeerTls, Refusal, entryOf, errno, isConnectionFault } from '../platform/mod.ts';
import { peerServer } from './peer-socket.ts';
import { sendFrame } from './channel-socket.ts';
import { ChannelReader, type Frame, encodeFrame, largestFrame, largestHello, statuses, verbs } from './channel.ts';
import { compareValue } from './compare.ts';
import { type CustodianParts, custodianParts } from './custodian-parts.ts';
import { durability, isNewEnough } from './custody.sql.ts';
import type { KeyStore } from './keystore.ts';
import { openBatch } from './open-batch.ts';
import { decodeCompareRequest, decodeOpenRequest, decodeSealRequest, encodeOpened } from './open-message.ts';
import { sealValues } from './seal-values.ts';
import { decodeVerifyRequest, encodeVerdicts } from './verify-message.ts';
import { verifyValues } from './verify-values.ts';
import { decodeWriteRequest } from './write-message.ts';
import { writeValues } from './write-values.ts';

export { keptKeyStore } from './kept-keystore.ts';
export { createFileKeyStore, openFileKeyStore, passphraseBeside } from './open-file-keystore.ts';
export type { KeyStore } from './keystore.ts';

export type ChannelRole = 'gateway' | 'adopter';
export type Address = { readonly host: string; readonly port: number };

/** Whoever connects says who it is within this time (ms). */
const helloMs = 10_000;

export type CustodianOptions = {
  readonly pool: pg.Pool;
  readonly store: KeyStore;
  readonly socketPath: string;
  /** Where other hosts ask, by mutual TLS; null where none does. */
  readonly remote: (Address & { readonly tls: PeerTls }) | null;
  readonly tokens: Readonly<Record<ChannelRole, string>>;
  /** Told of faults, never with a value. */
  readonly onFault: (error: unknown) => void;
};

/** Starts to listen. Throws JK321 where the record store would not be durable, JK326 where it is of an older Jikimi. */
export async function startCustodian(options: CustodianOptions): Promise<{ stop(): Promise<void> }> {
  const { pool, store } = options;
  const durable = await durability(pool);
  if (durable.fsync !== 'on') throw new Refusal('JK321', { setting: 'fsync' });
  if (durable.fullPageWrites !== 'on') throw new Refusal('JK321', { setting: 'full_page_writes' });
  if (!(await isNewEnough(pool))) throw new Refusal('JK326');
  const parts = custodianParts(pool, store);
  await parts.fields.load();
  const sockets = new Set<Socket>();
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, parts, options);
  };
  const local = createServer(accept);
  const servers: Server[] = [local];
  await listenLocally(local, options.socketPath);
  if (options.remote !== null) {
    const { host, port, tls } = options.remote;
    const server = peerServer(tls, accept, options.onFault);
    servers.push(server);
    await listen(server, { host, port }).catch((cause: unknown) => {
      throw errno(cause) === 'EADDRINUSE'
        ? new Refusal('JK005', { port, setting: 'JIKIMI_CUSTODIAN_LISTEN' }, cause)
        : cause;
    });
  }
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
      store.close();
    },
  };
}

async function listenLocally(server: Server, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  await listen(server, { path });
  chmodSync(path, 0o600);
}

async function listen(server: Server, where: ListenOptions): Promise<void> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(where, done);
  });
}

function serve(socket: Socket, parts: CustodianParts, options: CustodianOptions): void {
  const reader = new ChannelReader(largestHello);
  let role: ChannelRole | null = null;
  const unproven = setTimeout(() => socket.destroy(), helloMs);
  socket.once('close', () => clearTimeout(unproven));
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of reader.push(chunk)) {
        if (role === null) {
          role = roleOf(frame, options.tokens);
          if (role === null) {
            socket.end(refusalFrame(frame.id, new Refusal('JK325')));
            return;
          }
          clearTimeout(unproven);
          reader.largest = largestFrame;
          socket.write(encodeFrame(frame.id, statuses.ok, Buffer.alloc(0)));
        } else {
          void answer(socket, role, frame, parts, options);
        }
      }
    } catch (error) {
      options.onFault(error);
      socket.destroy();
    }
  });
}

function roleOf(frame: Frame, tokens: CustodianOptions['tokens']): ChannelRole | null {
  if (frame.kind !== verbs.hello) return null;
  const [role = '', token = ''] = frame.payload.toString('utf8').split(' ');
  if (role !== 'gateway' && role !== 'adopter') return null;
  const expected = Buffer.from(tokens[role]);
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given) ? role : null;
}

async function answer(
  socket: Socket,
  role: ChannelRole,
  frame: Frame,
  parts: CustodianParts,
  options: CustodianOptions,
): Promise<void> {
  try {
    const payload = await carryOut(role, frame, parts);
    if (!socket.destroyed) sendFrame(socket, encodeFrame(frame.id, statuses.ok, payload));
  } catch (error) {
    const refusal = asRefusal(error);
    if (isFault(refusal)) options.onFault(refusal.cause ?? error);
    if (!socket.destroyed) sendFrame(socket, refusalFrame(frame.id, refusal));
  }
}

/** What a cap, a window or an address refuses may be asked again too, and is no fault of this process. */
function isFault({ code, retryable }: Refusal): boolean {
  return code === 'JK001' || (retryable && entryOf(code).http >= 500);
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isConnectionFault(error)) return new Refusal('JK312', {}, error);
  return error instanceof Error && 'code' in error ? new Refusal('JK312', {}, error) : new Refusal('JK001', {}, error);
}

async function carryOut(role: ChannelRole, frame: Frame, parts: CustodianParts): Promise<Buffer> {
  if (role === 'gateway' && frame.kind === verbs.open)
    return encodeOpened(await openBatch(parts, decodeOpenRequest(frame.payload)));
  if (role === 'gateway' && frame.kind === verbs.compare)
    return compareValue(parts, decodeCompareRequest(frame.payload));
  if (role === 'gateway' && frame.kind === verbs.write)
    return encodeOpened(await writeValues(parts, decodeWriteRequest(frame.payload)));
  if (role === 'adopter' && frame.kind === verbs.seal)
    return encodeOpened(await sealValues(parts, decodeSealRequest(frame.payload)));
  if (role === 'adopter' && frame.kind === verbs.verify)
    return encodeVerdicts(await verifyValues(parts, decodeVerifyRequest(frame.payload)));
  if (role === 'adopter' && frame.kind === verbs.newSubjects) {
    const kind = frame.payload.readUInt8(4) === 1 ? 'unowned' : 'person';
    const subjects = await parts.keys.make(frame.payload.readUInt32BE(0), kind);
    return Buffer.from(subjects.join('\n'), 'utf8');
  }
  throw new Refusal('JK325');
}

function refusalFrame(id: number, refusal: Refusal): Buffer {
  return encodeFrame(
    id,
    statuses.refused,
    Buffer.from(JSON.stringify({ code: refusal.code, params: refusal.params }), 'utf8'),
  );
}
