/**
 * Asks a custodian: one connection, many requests under way.
 *
 * DOWN → (first request) CONNECTING → READY → (socket ends) DOWN. A request that is under way when the socket ends, or that finds it down, is
 * sent again with the very same bytes until its time limit, since a batch number makes asking again harmless; then JK313.
 */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CustodianPlace, type Params, Refusal, isCode } from '../platform/mod.ts';
import { dial } from './peer-socket.ts';
import { sendFrameOfRound } from './channel-socket.ts';
import { ChannelReader, type Frame, encodeFrame, statuses, verbs } from './channel.ts';
import {
  type CompareRequest,
  type OpenRequest,
  type Opened,
  type SealItem,
  decodeOpened,
  encodeCompareRequest,
  encodeOpenRequest,
  encodeSealRequest,
} from './open-message.ts';
import { type WriteRequest, encodeWriteRequest } from './write-message.ts';
import { type VerifyItem, decodeVerdicts, encodeVerifyRequest } from './verify-message.ts';

export type ClientOptions = {
  readonly place: CustodianPlace;
  readonly role: 'gateway' | 'adopter';
  readonly token: string;
  /** Milliseconds after which a request is given up with JK313. */
  readonly timeoutMs: number;
};

type Pending = { readonly done: (frame: Frame) => void; readonly lost: () => void };

export class CustodianClient {
  readonly #options: ClientOptions;
  readonly #pending = new Map<number, Pending>();
  #socket: Promise<Socket> | null = null;
  #next = 1;
  #closed = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Text of each envelope, null where withheld. Throws the custodian's refusal, or JK313. */
  async open(request: OpenRequest): Promise<Opened> {
    return decodeOpened(await this.#ask(verbs.open, encodeOpenRequest(request)));
  }

  /** A finder for the value. Throws the custodian's refusal, or JK313. */
  async compare(request: CompareRequest): Promise<Buffer> {
    return this.#ask(verbs.compare, encodeCompareRequest(request));
  }

  /** One envelope a cell, in order, on record before it leaves. Throws the custodian's refusal, or JK313. */
  async write(request: WriteRequest): Promise<readonly Buffer[]> {
    return everyOne(decodeOpened(await this.#ask(verbs.write, encodeWriteRequest(request))));
  }

  /** Makes subjects with keys of their own; returns their ids. */
  async newSubjects(count: number, kind: 'person' | 'unowned'): Promise<string[]> {
    const payload = Buffer.alloc(5);
    payload.writeUInt32BE(count, 0);
    payload.writeUInt8(kind === 'unowned' ? 1 : 0, 4);
    const answer = await this.#ask(verbs.newSubjects, payload);
    return answer.length === 0 ? [] : answer.toString('utf8').split('\n');
  }

  /** One envelope an item, in order. */
  async seal(items: readonly SealItem[]): Promise<Buffer[]> {
    return everyOne(decodeOpened(await this.#ask(verbs.seal, encodeSealRequest(items))));
  }

  /**
   * Whether each envelope, opened by the custodian, is its text; on record before it answers. Throws JK634 for an envelope that this custodian
   * did not seal itself just now.
   */
  async verify(items: readonly VerifyItem[]): Promise<boolean[]> {
    return decodeVerdicts(await this.#ask(verbs.verify, encodeVerifyRequest(items)));
  }

  /** Whether a custodian answers now. */
  async ping(): Promise<boolean> {
    try {
      await this.#connect();
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#closed = true;
    void this.#socket?.then(
      (socket) => socket.destroy(),
      () => undefined,
    );
  }

  async #ask(verb: number, payload: Buffer): Promise<Buffer> {
    const deadline = performance.now() + this.#options.timeoutMs;
    while (performance.now() < deadline && !this.#closed) {
      const answer = await this.#askOnce(verb, payload, deadline);
      if (answer !== 'lost') return answer;
      await sleep(50);
    }
    throw new Refusal('JK313');
  }

  async #askOnce(verb: number, payload: Buffer, deadline: number): Promise<Buffer | 'lost'> {
    let socket: Socket;
    try {
      socket = await this.#connect();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return 'lost';
    }
    const id = this.#next;
    this.#next = (this.#next % 0xffffffff) + 1;
    const { promise, resolve: settle } = Promise.withResolvers<Frame | 'lost' | 'late'>();
    const late = setTimeout(settle, deadline - performance.now(), 'late');
    this.#pending.set(id, { done: settle, lost: () => settle('lost') });
    sendFrameOfRound(socket, encodeFrame(id, verb, payload));
    const frame = await promise;
    clearTimeout(late);
    this.#pending.delete(id);
    if (frame === 'lost') return 'lost';
    if (frame === 'late') throw new Refusal('JK313');
    if (frame.kind === statuses.ok) return frame.payload;
    throw readRefusal(frame.payload);
  }

  #connect(): Promise<Socket> {
    this.#socket ??= this.#dial().catch((error: unknown) => {
      this.#socket = null;
      throw error;
    });
    return this.#socket;
  }

  async #dial(): Promise<Socket> {
    const { socket, ready } = dial(this.#options.place);
    const reader = new ChannelReader();
    const { promise, resolve, reject } = Promise.withResolvers<Socket>();
    socket.setTimeout(this.#options.timeoutMs, () => reject(new Error('the custodian did not greet back')));
    socket.once(ready, () =>
      socket.write(encodeFrame(0, verbs.hello, Buffer.from(`${this.#options.role} ${this.#options.token}`))),
    );
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('the custodian closed the connection'));
      this.#socket = null;
      for (const pending of this.#pending.values()) pending.lost();
    });
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) {
          if (frame.id !== 0) this.#pending.get(frame.id)?.done(frame);
          else if (frame.kind === statuses.ok) {
            socket.setTimeout(0);
            resolve(socket);
          } else reject(readRefusal(frame.payload));
        }
      } catch {
        socket.destroy();
      }
    });
    try {
      return await promise;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }
}

function everyOne(sealed: Opened): Buffer[] {
  return sealed.map((envelope) => envelope ?? Buffer.alloc(0));
}

function readRefusal(payload: Buffer): Refusal {
  const { code, params } = JSON.parse(payload.toString('utf8')) as { code: string; params: Params };
  return new Refusal(isCode(code) ? code : 'JK001', params);
}
