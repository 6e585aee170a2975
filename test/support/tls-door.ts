import { createServer, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { ensureLocalCa, loadTls, machineNow } from '../../src/platform/mod.ts';
import { freePort } from './cluster.ts';

/**
 * A door with TLS in front of a plain PostgreSQL, as a gateway has one: answers the SSLRequest, then passes everything on. Its certificate
 * is one of `home`'s local CA.
 */
export async function tlsDoor(home: string, port: number): Promise<{ readonly port: number; close(): void }> {
  const directory = join(home, 'tls');
  ensureLocalCa(directory, machineNow());
  const { secureContext } = loadTls({ dir: directory }, machineNow());
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write('S');
      const inside = new TLSSocket(socket, { isServer: true, secureContext });
      const behind = connect(port, '127.0.0.1');
      for (const [one, other] of [
        [inside, behind],
        [behind, inside],
      ] as const) {
        one.on('error', () => other.destroy());
        one.pipe(other);
      }
    });
  });
  const own = await freePort();
  await new Promise<void>((listening) => server.listen(own, '127.0.0.1', listening));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: own, close };
}
