/** Where a custodian is asked: on this machine by its local socket, from another by mutual TLS and never otherwise. */
import { type Socket, connect } from 'node:net';
import { type Server, type TlsOptions, connect as connectTls, createServer } from 'node:tls';
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
  const server = createServer(options, serve);
  server.on('tlsClientError', onFault);
  return server;
}
