/** Where a custodian is asked: on this machine by its local socket, from another by mutual TLS and never otherwise. */
import { type Server, type Socket, connect, createServer } from 'node:net';
import {
  type Server as TlsServer,
  type TlsOptions,
  connect as connectTls,
  createServer as createTlsServer,
} from 'node:tls';
import type { CustodianPlace, PeerTls } from '../platform/mod.ts';

const handshakeMs = 10_000;

/** The socket and the name of the event by which it is ready to speak. */
export function dial(place: CustodianPlace): { readonly socket: Socket; readonly ready: 'connect' | 'secureConnect' } {
  if ('socketPath' in place) return { socket: connect(place.socketPath), ready: 'connect' };
  const { host, port, tls } = place;
  return { socket: connectTls({ host, port, ...tls, minVersion: 'TLSv1.3' }), ready: 'secureConnect' };
}

/** A server that hears of those alone who showed a certificate of the authority. `onFault` is told of the others. */
export function peerServer(tls: PeerTls, serve: (socket: Socket) => void, onFault: (error: unknown) => void): Server {
  const options: TlsOptions = {
    ...tls,
    minVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: true,
    handshakeTimeout: handshakeMs,
  };
  const secured = createTlsServer(options, serve);
  secured.on('tlsClientError', onFault);
  return createServer((socket) => tlsFromFirstByte(socket, secured));
}

/** A handshake begins with the first byte: whoever only looks whether somebody listens, as the office does, is no fault. */
function tlsFromFirstByte(socket: Socket, secured: TlsServer): void {
  const late = setTimeout(() => socket.destroy(), handshakeMs);
  socket.on('error', () => undefined);
  socket.once('close', () => clearTimeout(late));
  socket.once('readable', () => {
    clearTimeout(late);
    if (socket.readableLength > 0) secured.emit('connection', socket);
    else socket.destroy();
  });
}
