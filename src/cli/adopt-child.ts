import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Refusal, isCode } from '../platform/mod.ts';
import type { FromChild, ToChild } from './adopt-messages.ts';

/** A running `bin/adopt.ts`. */
export class AdoptChild {
  readonly #process: ChildProcess;
  readonly #waiting: FromChild[] = [];
  #wake: (() => void) | null = null;
  #ended: string | null = null;

  /** The connection string goes by environment: a command line is for every user of the machine to read. */
  constructor(uri: string) {
    const entry = fileURLToPath(new URL('../../bin/adopt.ts', import.meta.url));
    this.#process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Password hashes are made on Node's own threads, of which it has four unless told.
      env: {
        UV_THREADPOOL_SIZE: String(Math.max(4, availableParallelism())),
        ...process.env,
        JIKIMI_ADOPT_URI: uri,
      },
    });
    const wake = () => this.#wake?.();
    this.#process.on('message', (message) => {
      this.#waiting.push(message as FromChild);
      wake();
    });
    this.#process.once('close', (code, signal) => {
      this.#ended = signal ?? `exit ${code ?? 0}`;
      wake();
    });
  }

  tell(message: ToChild): void {
    this.#process.send(message);
  }

  /** What the child says next. Throws its refusal, or JK633 where it ended without one. */
  async hear(): Promise<Exclude<FromChild, { kind: 'refused' }>> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message?.kind === 'refused') {
        const { code, params, fault } = message;
        throw new Refusal(isCode(code) ? code : 'JK001', params, fault === '' ? undefined : new Error(fault));
      }
      if (message !== undefined) return message;
      if (this.#ended !== null) throw new Refusal('JK633', { how: this.#ended });
      await new Promise<void>((done) => (this.#wake = done));
    }
  }

  end(): void {
    if (this.#process.connected) this.#process.disconnect();
  }
}
