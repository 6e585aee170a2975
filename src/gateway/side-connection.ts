/**
 * A second connection as a grant's role, on which statements are only described, never run: a failure in the session itself would abort its
 * transaction. One a grant, shared by its sessions; questions wait for one another.
 *
 * CLOSED → (first question) CONNECTING → READY ⇄ ASKING → (fault or quiet for a minute) CLOSED.
 */
import type { Backend } from './backend.ts';
import { readParameterDescription, readReport } from './backend-parsers.ts';
import { FrameReader } from './frame.ts';
import { describe, parse, query, sync, terminate } from './frontend-builders.ts';
import type { Describe, Described } from './inference.ts';
import { backend as from } from './message.ts';
import { setSearchPath } from './own-statements.sql.ts';
import { Refusal } from '../platform/mod.ts';

const quietMs = 60_000;

export class SideConnection {
  readonly #dial: () => Promise<Backend>;
  #backend: Promise<Backend> | null = null;
  #reader = new FrameReader({ maxLength: 16 * 1024 * 1024 });
  #turn: Promise<unknown> = Promise.resolve();
  #searchPath = '';
  #answer: {
    described: Described;
    readies: number;
    done: (described: Described) => void;
    failed: (error: unknown) => void;
  } | null = null;
  #quiet: NodeJS.Timeout | null = null;

  /** `dial` opens a backend as the grant's role, with time limits of its own. */
  constructor(dial: () => Promise<Backend>) {
    this.#dial = dial;
  }

  /** Describes under a search path. Questions of several sessions are asked one after the other. */
  describeUnder(searchPath: string): Describe {
    return (text, oids) => {
      const turn = this.#turn.then(() => this.#ask(searchPath, text, oids));
      this.#turn = turn.catch(() => undefined);
      return turn;
    };
  }

  close(): void {
    void this.#backend?.then(
      ({ socket }) => {
        if (socket.writable) socket.write(terminate());
        socket.destroySoon();
      },
      () => undefined,
    );
    this.#backend = null;
    if (this.#quiet !== null) clearTimeout(this.#quiet);
  }

  async #ask(searchPath: string, text: string, oids: readonly number[]): Promise<Described> {
    const { socket } = await this.#connect();
    const { promise, resolve, reject } = Promise.withResolvers<Described>();
    const frames = [parse({ name: '', text, oids }), describe('statement', ''), sync()];
    const moves = searchPath !== '' && searchPath !== this.#searchPath;
    if (moves) frames.unshift(query(setSearchPath(searchPath, false)));
    this.#searchPath = searchPath;
    this.#answer = { described: { parameters: [] }, readies: moves ? 2 : 1, done: resolve, failed: reject };
    socket.write(Buffer.concat(frames));
    try {
      return await promise;
    } finally {
      this.#answer = null;
      this.#restartQuiet();
    }
  }

  async #connect(): Promise<Backend> {
    this.#backend ??= this.#open();
    try {
      return await this.#backend;
    } catch (error) {
      this.#backend = null;
      throw error;
    }
  }

  async #open(): Promise<Backend> {
    const backend = await this.#dial();
    this.#searchPath = '';
    this.#reader = new FrameReader({ maxLength: 16 * 1024 * 1024 });
    const lost = () => {
      this.#backend = null;
      this.#answer?.failed(new Refusal('JK431'));
    };
    backend.socket.on('close', lost);
    backend.readBy((chunk) => {
      try {
        this.#reader.read(chunk, (type, bytes, start, end) => this.#frame(type, bytes, start, end));
      } catch {
        backend.socket.destroy();
      }
      return false;
    });
    backend.socket.resume();
    return backend;
  }

  #frame(type: number, bytes: Buffer, start: number, end: number): void {
    const answer = this.#answer;
    if (answer === null) return;
    if (type === from.parameterDescription)
      answer.described = { parameters: readParameterDescription(bytes, start, end).oids };
    if (type === from.errorResponse) {
      const report = readReport(bytes, start, end);
      const hint = report.get('H');
      const position = report.get('P');
      answer.described = {
        error: {
          code: report.get('C') ?? '',
          message: report.get('M') ?? '',
          ...(hint === undefined ? {} : { hint }),
          ...(position === undefined ? {} : { position: Number(position) }),
        },
      };
    }
    if (type !== from.readyForQuery) return;
    answer.readies -= 1;
    if (answer.readies === 0) answer.done(answer.described);
  }

  #restartQuiet(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.close(), quietMs);
    this.#quiet.unref();
  }
}
