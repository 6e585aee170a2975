/** The one road from the command line to an installation's data: the office's HTTP API, with a session's token. */
import type { z } from 'zod';
import { type Language, type Problem, Refusal, problemSchema } from '../platform/light.ts';

/** What the office refused, in the words that it chose. */
export class OfficeRefusal extends Error {
  override readonly name = 'OfficeRefusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export type OfficeOptions = {
  readonly base: string;
  readonly home: string;
  /** Null for who is not signed in yet. */
  readonly token: string | null;
  readonly language: Language;
  /** Milliseconds after which an answer is waited for no more; by default longer than the office itself waits for its database. */
  readonly patienceMs?: number;
};

const timeoutMs = 40_000;

export class OfficeClient {
  readonly #options: OfficeOptions;

  constructor(options: OfficeOptions) {
    this.#options = options;
  }

  /** The same office, for what takes longer. */
  patient(patienceMs: number): OfficeClient {
    return new OfficeClient({ ...this.#options, patienceMs });
  }

  /** Parameters that are undefined are left out. */
  async get<T>(
    path: string,
    shape: z.ZodType<T>,
    parameters: Readonly<Record<string, string | undefined>> = {},
  ): Promise<T> {
    const asked = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const query = new URLSearchParams(asked).toString();
    return this.#read(await this.#ask('GET', query === '' ? path : `${path}?${query}`), shape);
  }

  async post<T>(path: string, shape: z.ZodType<T>, body?: object): Promise<T> {
    return this.#read(await this.#ask('POST', path, body), shape);
  }

  /** An answer that comes line by line, each as JSON; it may take as long as it takes. */
  async *lines<T>(path: string, shape: z.ZodType<T>): AsyncGenerator<T> {
    const answer = await this.#ask('GET', path, undefined, 'application/x-ndjson');
    let rest = '';
    for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield this.#understand(JSON.parse(line), shape);
    }
  }

  async #ask(method: string, path: string, body?: object, accept = 'application/json'): Promise<Response> {
    const { base, token, language, home, patienceMs = timeoutMs } = this.#options;
    const headers: Record<string, string> = { 'accept-language': language, accept };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, redirect: 'error' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (accept === 'application/json') init.signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`${base}${path}`, init).catch((cause: unknown) => {
      throw isTimeout(cause) ? this.#slow(cause) : new Refusal('JK012', { home }, cause);
    });
    if (answer.ok) return answer;
    const problem = problemSchema.safeParse(await this.#json(answer));
    throw problem.success ? new OfficeRefusal(problem.data) : new Refusal('JK017', { address: base });
  }

  async #read<T>(answer: Response, shape: z.ZodType<T>): Promise<T> {
    return this.#understand(await this.#json(answer), shape);
  }

  /** Undefined where it is none. */
  async #json(answer: Response): Promise<unknown> {
    return answer.json().catch((cause: unknown) => {
      if (isTimeout(cause)) throw this.#slow(cause);
      return undefined;
    });
  }

  #slow(cause: unknown): Refusal {
    const { base, patienceMs = timeoutMs } = this.#options;
    return new Refusal('JK013', { address: base, seconds: patienceMs / 1000 }, cause);
  }

  #understand<T>(value: unknown, shape: z.ZodType<T>): T {
    const parsed = shape.safeParse(value);
    if (!parsed.success) throw new Refusal('JK017', { address: this.#options.base }, parsed.error);
    return parsed.data;
  }
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}
