/**
 * A connection to the membership database as a grant's role: DIALLING → SIGNING IN (SCRAM, the server proven) → READY, then the session takes
 * the socket over.
 */
import { type Socket, connect } from 'node:net';
import { Refusal } from '../platform/mod.ts';
import { readAuthentication } from './authentication-message.ts';
import { readBackendKeyData, readReport } from './backend-parsers.ts';
import { FrameReader } from './frame.ts';
import { cancelRequest, saslInitialResponse, saslResponse, startupMessage } from './frontend-builders.ts';
import { backend as from } from './message.ts';
import { type ScramAnswer, type ScramHello, scramAnswer, scramHello, scramVerify } from './scram-client.ts';
import { SCRAM } from './scram-server.ts';
import { type ChunkReader, ReadBuffer } from './read-buffer.ts';
import { makeNonce } from './scram-verifier.ts';

export type BackendOptions = {
  readonly host: string;
  readonly port: number;
  readonly role: string;
  readonly secret: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly timeoutMs: number;
  /** Whether the socket reads into one buffer that it lends (ReadBuffer), instead of giving each chunk away in an event `data`. */
  readonly lends?: boolean;
};

export type Backend = {
  readonly socket: Socket;
  readonly processId: number;
  readonly key: Buffer;
  /** ParameterStatus and notices as the server sent them, for the client. */
  readonly greeting: readonly Buffer[];
  /** Who reads what it says from now on, as a ReadBuffer's reader. The socket is paused until its `resume`. */
  readonly readBy: (read: ChunkReader) => void;
};

/** Milliseconds of silence after which TCP asks whether the database's host is still there. */
const keepAliveMs = 60_000;

/** Throws JK432 where the database does not answer or does not let the role in. */
export async function connectBackend(options: BackendOptions): Promise<Backend> {
  const { host, port } = options;
  const reads = options.lends === true ? new ReadBuffer((chunk) => signIn.read(chunk)) : null;
  const socket = connect({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveMs,
    onread: reads?.onread,
  });
  const { promise, resolve, reject } = Promise.withResolvers<SignedIn>();
  const fail = (cause: unknown) => reject(cause instanceof Refusal ? cause : new Refusal('JK432', {}, cause));
  const timer = setTimeout(() => fail(new Error('sign-in timed out')), options.timeoutMs);
  const signIn = new SignIn(options, socket, resolve, fail);
  socket.on('connect', () => socket.write(startupMessage(new Map([['user', options.role], ...options.parameters]))));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the database closed the connection')));
  socket.on('data', (chunk: Buffer) => signIn.read(chunk));
  try {
    const signedIn = await promise;
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    const readBy = (read: ChunkReader) => (reads === null ? void socket.on('data', read) : reads.handTo(read));
    return { socket, readBy, ...signedIn };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type SignedIn = Pick<Backend, 'processId' | 'key' | 'greeting'>;

class SignIn {
  readonly #options: BackendOptions;
  readonly #socket: Socket;
  readonly #done: (signedIn: SignedIn) => void;
  readonly #fail: (cause: unknown) => void;
  readonly #reader = new FrameReader({ maxLength: 1024 * 1024 });
  readonly #greeting: Buffer[] = [];
  #hello: ScramHello | null = null;
  #answer: ScramAnswer | null = null;
  #proven = false;
  #key: { processId: number; key: Buffer } | null = null;

  constructor(
    options: BackendOptions,
    socket: Socket,
    done: (signedIn: SignedIn) => void,
    fail: (cause: unknown) => void,
  ) {
    this.#options = options;
    this.#socket = socket;
    this.#done = done;
    this.#fail = fail;
  }

  read(chunk: Buffer): false {
    try {
      this.#reader.read(chunk, (type, bytes, start, end) => this.#frame(type, bytes, start, end));
    } catch (error) {
      this.#fail(error);
    }
    return false;
  }

  #frame(type: number, bytes: Buffer, start: number, end: number): void {
    switch (type) {
      case from.authentication:
        return this.#authenticate(bytes, start, end);
      case from.parameterStatus:
      case from.noticeResponse:
        this.#greeting.push(Buffer.from(bytes.subarray(start, end)));
        return;
      case from.backendKeyData: {
        const { processId, key } = readBackendKeyData(bytes, start, end);
        this.#key = { processId, key: Buffer.from(key) };
        return;
      }
      case from.readyForQuery:
        if (!this.#proven || this.#key === null) throw new Refusal('JK409');
        this.#socket.pause();
        this.#done({ greeting: this.#greeting, ...this.#key });
        return;
      case from.errorResponse:
        throw new Refusal('JK432', {}, new Error(`SQLSTATE ${readReport(bytes, start, end).get('C') ?? ''}`));
      default:
        return;
    }
  }

  #authenticate(bytes: Buffer, start: number, end: number): void {
    const message = readAuthentication(bytes, start, end);
    switch (message.kind) {
      case 'sasl':
        if (!message.mechanisms.includes(SCRAM)) throw new Refusal('JK410');
        this.#hello = scramHello(makeNonce());
        this.#socket.write(saslInitialResponse(SCRAM, this.#hello.message));
        return;
      case 'sasl_continue':
        if (this.#hello === null) throw new Refusal('JK409');
        this.#answer = scramAnswer(this.#hello, this.#options.secret, message.data);
        this.#socket.write(saslResponse(this.#answer.message));
        return;
      case 'sasl_final':
        if (this.#answer === null) throw new Refusal('JK409');
        scramVerify(this.#answer, message.data);
        this.#proven = true;
        return;
      case 'ok':
        if (!this.#proven) throw new Refusal('JK409');
        return;
      case 'other':
        throw new Refusal('JK410');
    }
  }
}

/** Asks the server to cancel what the backend runs now; resolves when the server has taken the request, or after 5 s without it. */
export async function cancelBackend(host: string, port: number, processId: number, key: Buffer): Promise<void> {
  const socket = connect({ host, port, timeout: 5000 });
  socket.on('error', () => undefined);
  socket.on('timeout', () => socket.destroy());
  socket.on('connect', () => socket.write(cancelRequest(processId, key)));
  socket.resume();
  await new Promise((done) => socket.once('close', done));
}
