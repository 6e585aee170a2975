/**
 * A client of the PostgreSQL protocol without a driver's manners: it says any frame in any order, and hears every frame that comes back. Built
 * on the gateway's own framing, so that a test can say what a driver never would.
 */
import { readFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { type TLSSocket, connect as secure } from 'node:tls';
import { readAuthentication } from '../../src/gateway/authentication-message.ts';
import { readCommandComplete, readReadyForQuery, readReport, visitDataRow } from '../../src/gateway/backend-parsers.ts';
import { FrameReader } from '../../src/gateway/frame.ts';
import {
  query,
  saslInitialResponse,
  saslResponse,
  sslRequest,
  startupMessage,
} from '../../src/gateway/frontend-builders.ts';
import { backend } from '../../src/gateway/message.ts';
import { scramAnswer, scramHello, scramVerify } from '../../src/gateway/scram-client.ts';

/** `type` is the letter of the frame. */
export type Heard = { readonly type: string; readonly bytes: Buffer };

export class WireClient {
  readonly socket: Socket;
  /** Resolves when the other side has closed. */
  readonly closed: Promise<void>;
  readonly #reader = new FrameReader({ maxLength: 64 * 1024 * 1024 });
  readonly #heard: Heard[] = [];
  #over = false;
  #wake = Promise.withResolvers<void>();

  constructor(socket: Socket) {
    this.socket = socket;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#reader.read(chunk, (type, bytes, start, end) =>
        this.#heard.push({ type: String.fromCharCode(type), bytes: Buffer.from(bytes.subarray(start, end)) }),
      );
      this.#ring();
    });
    socket.on('close', () => {
      this.#over = true;
      this.#ring();
      resolve();
    });
  }

  send(...frames: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** The next frame; undefined when the connection is over. */
  async hear(): Promise<Heard | undefined> {
    for (;;) {
      const frame = this.#heard.shift();
      if (frame !== undefined || this.#over) return frame;
      await this.#wake.promise;
    }
  }

  /** All frames up to and with the next ReadyForQuery, or up to the end of the connection. */
  async hearReady(): Promise<Heard[]> {
    const frames: Heard[] = [];
    for (let frame = await this.hear(); frame !== undefined; frame = await this.hear()) {
      frames.push(frame);
      if (frame.type === 'Z') break;
    }
    return frames;
  }

  /** One simple query. */
  ask(text: string): Promise<Heard[]> {
    this.send(query(text));
    return this.hearReady();
  }

  close(): void {
    this.socket.destroy();
  }

  #ring(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

/** A TCP connection to the host of a connection string, nothing said yet; `from` is an address of this machine. */
export async function dial(uri: string, from?: string): Promise<Socket> {
  const { hostname, port } = new URL(uri);
  const socket = connect({ host: hostname, port: Number(port), ...(from !== undefined && { localAddress: from }) });
  await new Promise<void>((done, failed) => {
    socket.once('connect', done);
    socket.once('error', failed);
  });
  return socket;
}

/** The same under TLS, its certificate checked as the connection string says; the start-up message is still to come. */
export async function dialSecurely(uri: string, from?: string): Promise<TLSSocket> {
  const raw = await dial(uri, from);
  raw.write(sslRequest());
  const answer = await new Promise<Buffer>((done) => raw.once('data', done));
  if (answer.toString('latin1') !== 'S') throw new Error(`no TLS: ${answer.toString('latin1')}`);
  const ca = readFileSync(new URL(uri).searchParams.get('sslrootcert') ?? '');
  const socket = secure({ socket: raw, ca, host: new URL(uri).hostname });
  await new Promise<void>((done, failed) => {
    socket.once('secureConnect', done);
    socket.once('error', failed);
  });
  return socket;
}

/** What came of a sign-in: `refused` is the SQLSTATE that ended it; `salt` and `iterations` are what SCRAM told of the user. */
export type SignedIn = {
  readonly client: WireClient;
  readonly greeting: readonly Heard[];
  readonly refused: string | null;
  readonly salt: string;
  readonly iterations: number;
};

/** Says who it is and proves it by SCRAM-SHA-256, with further start-up parameters. Password and user may be others than the string's. */
export async function signIn(
  uri: string,
  parameters: Readonly<Record<string, string>> = {},
  login: { readonly user?: string; readonly password?: string; readonly from?: string } = {},
): Promise<SignedIn> {
  const { username, password, pathname } = new URL(uri);
  const client = new WireClient(await dialSecurely(uri, login.from));
  const user = login.user ?? decodeURIComponent(username);
  client.send(startupMessage(new Map(Object.entries({ user, database: pathname.slice(1), ...parameters }))));
  const hello = scramHello('a-nonce-of-a-test');
  let answer: ReturnType<typeof scramAnswer> | null = null;
  let offer = '';
  const greeting: Heard[] = [];
  const over = (refused: string | null): SignedIn => ({
    client,
    greeting,
    refused,
    salt: /s=([^,]+)/.exec(offer)?.[1] ?? '',
    iterations: Number(/i=(\d+)/.exec(offer)?.[1] ?? 0),
  });
  for (let frame = await client.hear(); frame !== undefined; frame = await client.hear()) {
    greeting.push(frame);
    const { bytes } = frame;
    if (frame.type === 'E') return over(readReport(bytes, 0, bytes.length).get('C') ?? '');
    if (frame.type === 'Z') return over(null);
    if (bytes[0] !== backend.authentication) continue;
    const message = readAuthentication(bytes, 0, bytes.length);
    if (message.kind === 'sasl') client.send(saslInitialResponse('SCRAM-SHA-256', hello.message));
    if (message.kind === 'sasl_continue') {
      offer = message.data;
      answer = scramAnswer(hello, login.password ?? decodeURIComponent(password), offer);
      client.send(saslResponse(answer.message));
    }
    if (message.kind === 'sasl_final' && answer !== null) scramVerify(answer, message.data);
  }
  return over('');
}

/** Rows in the order in which they came, each cell as text. */
export function rowsIn(frames: readonly Heard[]): (string | null)[][] {
  return frames
    .filter((frame) => frame.type === 'D')
    .map(({ bytes }) => {
      const row: (string | null)[] = [];
      visitDataRow(bytes, 0, bytes.length, (_, from, to) =>
        row.push(from === -1 ? null : bytes.toString('utf8', from, to)),
      );
      return row;
    });
}

/** Fields of each ErrorResponse (`E`) or NoticeResponse (`N`) by letter: C the code, M the message, D detail, H hint. */
export function reportsIn(frames: readonly Heard[], type: 'E' | 'N' = 'E'): ReadonlyMap<string, string>[] {
  return frames.filter((frame) => frame.type === type).map(({ bytes }) => readReport(bytes, 0, bytes.length));
}

/** SQLSTATEs of the errors. */
export function codesIn(frames: readonly Heard[]): string[] {
  return reportsIn(frames).map((report) => report.get('C') ?? '');
}

/** Command tags, such as `SELECT 3`. */
export function tagsIn(frames: readonly Heard[]): string[] {
  return frames.filter((frame) => frame.type === 'C').map(({ bytes }) => readCommandComplete(bytes, 0, bytes.length));
}

/** The transaction's state as the last ReadyForQuery told it. */
export function statusIn(frames: readonly Heard[]): string | undefined {
  const ready = frames.findLast((frame) => frame.type === 'Z');
  return ready && readReadyForQuery(ready.bytes, 0, ready.bytes.length);
}

/** Everything that was heard, as one text, to look for what must not be in it. */
export function wholeOf(frames: readonly Heard[]): string {
  return Buffer.concat(frames.map((frame) => frame.bytes)).toString('latin1');
}
