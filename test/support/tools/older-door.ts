/**
 * A door in front of a PostgreSQL 18 that calls itself 15: Debian's pg_dump refuses a server newer than itself, and a dump's statements are the same.
 * Without TLS on both sides. Everything else passes as it is.
 */
import { createServer, connect } from 'node:net';
import type { Socket } from 'node:net';
import { readParameterStatus } from '../../../src/gateway/backend-parsers.ts';
import { FrameReader } from '../../../src/gateway/frame.ts';
import { FrameWriter } from '../../../src/gateway/frame-writer.ts';
import { backend } from '../../../src/gateway/message.ts';
import { freePort } from '../free-port.ts';

export type Door = { readonly port: number; close(): void };

export async function olderDoor(port: number): Promise<Door> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroySoon());
    }
    client.on('data', (chunk: Buffer) => behind.write(chunk));
    const reader = new FrameReader({ maxLength: 64 * 1024 * 1024 });
    behind.on('data', (chunk: Buffer) =>
      reader.read(chunk, (type, bytes, start, end) => {
        const version =
          type === backend.parameterStatus && readParameterStatus(bytes, start, end).name === 'server_version';
        client.write(version ? olderVersion() : Buffer.from(bytes.subarray(start, end)));
      }),
    );
  });
  const own = await freePort();
  await new Promise<void>((listening) => server.listen(own, '127.0.0.1', listening));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: own, close };
}

function olderVersion(): Buffer {
  return new FrameWriter().begin(backend.parameterStatus).cString('server_version').cString('15.0').end().take();
}
