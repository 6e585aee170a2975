/**
 * Keeps Jikimi's processes running: STARTING → READY → (dies) WAITING (0.2 s, doubled to 10 s, reset after 5 s of life) → STARTING.
 * Deaths and returns are told. Stopping ends them in the reverse order of their start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, Refusal, environmentNames, errno, withoutLogin } from '../platform/mod.ts';
import { Restarts, type Told } from './restarts.ts';

const readyMs = 30_000;

export class Supervisor {
  readonly #config: Config;
  readonly #told: Told;
  readonly #children: Supervised[] = [];

  constructor(config: Config, told: Told) {
    this.#config = config;
    this.#told = told;
  }

  /** Starts a process and resolves when it is ready. A first start that fails throws what the process said. */
  async start(name: string): Promise<void> {
    const child = new Supervised(name, this.#config, this.#told);
    this.#children.push(child);
    await child.start();
  }

  /** Ends all, last started first. */
  async stop(): Promise<void> {
    for (const child of this.#children.toReversed()) await child.stop();
  }

  pids(): ReadonlyMap<string, number> {
    return new Map(
      this.#children.flatMap((child) => (child.pid === undefined ? [] : [[child.name, child.pid] as const])),
    );
  }
}

class Supervised {
  readonly name: string;
  readonly #config: Config;
  readonly #restarts: Restarts;
  #process: ChildProcess | null = null;

  constructor(name: string, config: Config, told: Told) {
    this.name = name;
    this.#config = config;
    this.#restarts = new Restarts(name, told, () => this.start());
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    const log = openSync(join(this.#config.home, 'log', `${this.name}.log`), 'a', 0o600);
    const entry = fileURLToPath(new URL(`../../bin/${this.name}.ts`, import.meta.url));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
      stdio: ['ignore', log, log, 'ipc'],
      env: environmentFor(this.#config),
      detached: true, // Ctrl-C at the terminal is for the supervisor alone, which ends the others in order
    });
    closeSync(log);
    this.#process = child;
    const started = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Refusal('JK030', { name: this.name, why: 'it took too long' })), readyMs);
    child.on('message', (message) => {
      if (message === 'ready') resolve();
      else if (typeof message === 'object' && 'failed' in message)
        reject(new Refusal('JK030', { name: this.name, why: String(message.failed) }));
    });
    let ready = false;
    child.on('error', (error) =>
      reject(
        new Refusal(
          'JK030',
          { name: this.name, why: 'it could not be started ({{errno}})', errno: errno(error) ?? '' },
          error,
        ),
      ),
    );
    child.once('exit', (code, signal) => {
      reject(new Refusal('JK030', { name: this.name, why: 'it ended ({{how}})', how: signal ?? code ?? 0 }));
      if (!ready || this.#restarts.stopped) return;
      void this.#restarts.afterEnd(signal ?? `exit ${code ?? 0}`, performance.now() - started);
    });
    try {
      await promise;
      ready = true;
    } catch (error) {
      child.kill('SIGKILL'); // one that hangs is not left beside its successor
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    this.#restarts.stop();
    const child = this.#process;
    if (child === null || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 8000);
    await gone;
    clearTimeout(patience);
  }
}

/**
 * The environment of a process: the configuration as it was resolved, and nothing else that could change it. Each signs in to the database
 * as its own role: the login that makes the roles stays here.
 */
function environmentFor(config: Config): NodeJS.ProcessEnv {
  const compiled = fileURLToPath(new URL('../../node_modules/.cache/jikimi', import.meta.url));
  const environment: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: compiled, ...process.env };
  for (const [key, name] of Object.entries(environmentNames)) {
    const value = config[key as keyof Config];
    if (value === undefined) delete environment[name];
    else environment[name] = key === 'databaseUrl' ? withoutLogin(String(value)) : String(value);
  }
  for (const name of ['PGUSER', 'PGPASSWORD', 'PGPASSFILE']) delete environment[name];
  return environment;
}
