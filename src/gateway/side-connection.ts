/**
 * A second connection as a grant's role, on which statements are only described, never run: a failure in the session itself would abort its
 * transaction. One a grant, shared by its sessions; questions wait for one another.
 *
 * CLOSED → (first question) CONNECTING → READY ⇄ ASKING → (fault or quiet for a minute) CLOSED.
 */
import type { Socket } from 'node:net';
import type { Backend } from './backend.ts';
import { readParameterDescription, readReport } from './backend-parsers.ts';
import { FrameReader } from './frame.ts';
import { describe, parse, query, sync, terminate } from './frontend-builders.ts';
import type { Describe, DescribeError, Described } from './inference.ts';
import { backend as from } from './message.ts';
import { setSearchPath } from './own-statements.sql.ts';
import { Refusal } from '../platform/mod.ts';

const quietMs = 60_000;
/** Milliseconds for an answer, beyond the server's own limits: one that is frozen or out of reach gives none. */
const answerMs = 10_000;

/** The question under way. */
type Asked = {
  readonly socket: Socket;
  /** The search path that is being set before it is asked. */
  path: string | null;
  described: Described;
  readonly done: (described: Described) => void;
  readonly failed: (error: unknown) => void;
};

export class SideConnection {
  readonly #dial: () => Promise<Backend>;
  #backend: Promise<Backend> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** As the server has it; empty where that is not known. */
  #searchPath = '';
  #asked: Asked | null = null;
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
    this.#stopQuiet();
  }

  async #ask(searchPath: string, text: string, oids: readonly number[]): Promise<Described> {
    this.#stopQuiet();
    const { socket } = await this.#connect();
    const { promise, resolve, reject } = Promise.withResolvers<Described>();
    const frames = [parse({ name: '', text, oids }), describe('statement', ''), sync()];
    const moves = searchPath !== '' && searchPath !== this.#searchPath;
    if (moves) {
      frames.unshift(query(setSearchPath(searchPath, false)));
      this.#searchPath = '';
    }
    const path = moves ? searchPath : null;
    this.#asked = { socket, path, described: { parameters: [] }, done: resolve, failed: reject };
    socket.write(Buffer.concat(frames));
    const limit = setTimeout(() => socket.destroy(), answerMs);
    try {
      return await promise;
    } finally {
      clearTimeout(limit);
      this.#asked = null;
      this.#restartQuiet();
    }
  }

  #connect(): Promise<Backend> {
    if (this.#backend !== null) return this.#backend;
    const forget = () => {
      if (this.#backend === opened) this.#backend = null; // not the one that was opened since
    };
    const opened = this.#open(forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    this.#backend = opened;
    return opened;
  }

  async #open(lost: () => void): Promise<Backend> {
    const backend = await this.#dial();
    const { socket } = backend;
    const reader = new FrameReader({ maxLength: 16 * 1024 * 1024 });
    const asked = () => (this.#asked?.socket === socket ? this.#asked : null);
    socket.on('close', () => {
      lost();
      asked()?.failed(new Refusal('JK431'));
    });
    backend.readBy((chunk) => {
      try {
        reader.read(chunk, (type, bytes, start, end) => this.#frame(asked(), type, bytes, start, end));
      } catch {
        socket.destroy();
      }
      return false;
    });
    this.#searchPath = '';
    socket.resume();
    return backend;
  }

  #frame(asked: Asked | null, type: number, bytes: Buffer, start: number, end: number): void {
    if (asked === null) return;
    const failed = 'error' in asked.described; // what follows a search path that was refused counts for nothing
    if (type === from.parameterDescription && !failed)
      asked.described = { parameters: readParameterDescription(bytes, start, end).oids };
    if (type === from.errorResponse && !failed) asked.described = { error: errorOf(bytes, start, end) };
    if (type !== from.readyForQuery) return;
    if (asked.path === null) asked.done(asked.described);
    else if (!failed) this.#searchPath = asked.path;
    asked.path = null;
  }

  #stopQuiet(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = null;
  }

  #restartQuiet(): void {
    this.#stopQuiet();
    this.#quiet = setTimeout(() => this.close(), quietMs).unref();
  }
}

function errorOf(bytes: Buffer, start: number, end: number): DescribeError {
  const report = readReport(bytes, start, end);
  const hint = report.get('H');
  const position = report.get('P');
  return {
    code: report.get('C') ?? '',
    message: report.get('M') ?? '',
    ...(hint === undefined ? {} : { hint }),
    ...(position === undefined ? {} : { position: Number(position) }),
  };
}
