/**
 * From an accepted socket to a known client: CONNECTED → (SSLRequest) TLS → (StartupMessage) NAMED → (SCRAM) PROVEN.
 *
 * A CancelRequest takes the side door. GSS encryption is declined, a second request for TLS or bytes before it end the connection. Whoever
 * is not proven within the time limit is gone. All refusals before PROVEN look alike where they could tell whether a user exists.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Refusal, type TlsMaterial } from '../platform/mod.ts';
import { readSaslInitialResponse, readSaslResponse } from './authentication-message.ts';
import {
  authenticationOk,
  authenticationSasl,
  authenticationSaslContinue,
  authenticationSaslFinal,
  negotiateProtocolVersion,
} from './backend-builders.ts';
import { FrameReader } from './frame.ts';
import { frontend } from './message.ts';
import { scramChallenge, scramMechanisms, scramProof } from './scram-server.ts';
import { makeNonce, type ScramVerifier } from './scram-verifier.ts';
import { type Startup, StartupReader } from './startup.ts';
import { serverParameters } from './startup-parameters.ts';

export type SignInOptions = {
  readonly tls: () => TlsMaterial;
  /** Whether this address may go without TLS. */
  readonly plainAllowed: (address: string) => boolean;
  /** The verifier of a user, a mock one where there is none. */
  readonly verifierOf: (user: string) => Promise<ScramVerifier>;
  /** Resolves when the server has the request: only then is the connection closed, as the client waits for. */
  readonly onCancel: (processId: number, key: Buffer) => Promise<void>;
};

export type SignedIn = {
  readonly socket: Socket;
  readonly startup: Startup;
  readonly parameters: ReadonlyMap<string, string>;
};

/** A client that has proven its password; null for a connection that only came to cancel. Throws the refusal that it is to be told. */
export async function signIn(
  raw: Socket,
  options: SignInOptions,
  reach: (socket: Socket) => void,
): Promise<SignedIn | null> {
  let socket = raw;
  let secured = false;
  for (;;) {
    const packet = await readStartup(socket);
    switch (packet.packet.kind) {
      case 'ssl':
        if (secured) throw new Refusal('JK400', { message: 'SSLRequest', fault: 'comes twice' });
        if (packet.rest.length > 0) throw new Refusal('JK411');
        raw.write('S');
        socket = new TLSSocket(raw, { isServer: true, secureContext: options.tls().secureContext });
        socket.on('error', () => undefined);
        reach(socket);
        secured = true;
        continue;
      case 'gssenc':
        if (packet.rest.length > 0) throw new Refusal('JK411');
        socket.write('N');
        continue;
      case 'cancel':
        await options.onCancel(packet.packet.processId, packet.packet.key);
        socket.end();
        return null;
      case 'startup': {
        if (!secured && !options.plainAllowed(raw.remoteAddress ?? '')) throw new Refusal('JK404');
        const startup = packet.packet;
        const { parameters, protocolOptions } = serverParameters(startup.parameters);
        if (startup.minor > 0 || protocolOptions.length > 0) socket.write(negotiateProtocolVersion(0, protocolOptions));
        await prove(socket, startup.user, packet.rest, options, secured);
        return { socket, startup, parameters };
      }
    }
  }
}

type Packet = NonNullable<ReturnType<StartupReader['read']>>;

function readStartup(socket: Socket): Promise<Packet> {
  const reader = new StartupReader();
  return untilRead(socket, (chunk) => reader.read(chunk));
}

async function prove(
  socket: Socket,
  user: string,
  rest: Buffer,
  options: SignInOptions,
  secured: boolean,
): Promise<void> {
  const verifier = await options.verifierOf(user);
  const binding = secured ? options.tls().endPoint : undefined;
  const frames = new FrameReader({ maxLength: 10_000 });
  let pending: Buffer | null = rest.length > 0 ? rest : null;
  const next = async (): Promise<{ bytes: Buffer; start: number; end: number }> => {
    const take = (chunk: Buffer) => {
      const got: { bytes: Buffer; start: number; end: number }[] = [];
      frames.read(chunk, (type, bytes, start, end) => {
        if (type !== frontend.response)
          throw new Refusal('JK400', { message: 'A message', fault: 'comes before the sign-in' });
        got.push({ bytes, start, end });
      });
      if (got.length > 1) throw new Refusal('JK400', { message: 'A message', fault: 'comes before the sign-in' });
      return got[0];
    };
    if (pending !== null) {
      const got = take(pending);
      pending = null;
      if (got !== undefined) return got;
    }
    return untilRead(socket, take);
  };

  socket.write(authenticationSasl(scramMechanisms(binding)));
  const first = await next();
  const initial = readSaslInitialResponse(first.bytes, first.start, first.end);
  const challenge = scramChallenge(initial.mechanism, initial.data ?? '', {
    verifier,
    binding,
    serverNonce: makeNonce(),
  });
  socket.write(authenticationSaslContinue(challenge.message));
  const last = await next();
  const proof = scramProof(challenge.exchange, readSaslResponse(last.bytes, last.start, last.end));
  socket.write(Buffer.concat([authenticationSaslFinal(proof), authenticationOk()]));
}

/** Feeds chunks to `read` until it returns something. Rejects when the socket ends first, or has ended while nobody listened. */
function untilRead<T>(socket: Socket, read: (chunk: Buffer) => T | undefined): Promise<T> {
  if (socket.destroyed) return Promise.reject(new ClientGone());
  return new Promise<T>((done, failed) => {
    const stop = () => {
      socket.pause();
      socket.off('data', onData);
      socket.off('close', onClose);
      socket.off('error', onClose);
    };
    const onClose = () => {
      stop();
      failed(new ClientGone());
    };
    const onData = (chunk: Buffer) => {
      try {
        const got = read(chunk);
        if (got === undefined) return;
        stop();
        done(got);
      } catch (error) {
        stop();
        failed(error);
      }
    };
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.on('error', onClose);
    socket.resume();
  });
}

/** The client went away before it was known: nothing to tell, nobody to tell it to. */
export class ClientGone extends Error {}
