/** Runs a driver's program twice, direct and through the gateway, and tells in which steps the two differ. */
import { spawn } from 'node:child_process';

/** By step; the value as JSON. */
export type Results = ReadonlyMap<string, string>;

export type Run = (uri: string) => Promise<Results>;

export type Compared = {
  readonly steps: number;
  readonly differing: ReadonlyMap<string, { readonly direct: string; readonly gateway: string }>;
};

/** Steps are named without the way in which a driver did them (`order.binary` is `order`). */
export async function compare(run: Run, direct: string, gateway: string): Promise<Compared> {
  const [expected, got] = await Promise.all([run(direct), run(gateway)]);
  const differing = new Map<string, { direct: string; gateway: string }>();
  for (const step of new Set([...expected.keys(), ...got.keys()])) {
    const pair = { direct: expected.get(step) ?? '(nothing)', gateway: got.get(step) ?? '(nothing)' };
    if (pair.direct !== pair.gateway) differing.set(step, pair);
  }
  return { steps: expected.size, differing };
}

export function plainName(step: string): string {
  return step.replace(/\.(binary|prepared|extended|simple)$/, '');
}

/** A program that prints a line of JSON for each step, `{"step":…,"got":…}`. */
export async function jsonLines(command: string, words: readonly string[]): Promise<Results> {
  const { code, stdout, stderr } = await runProgram(command, words);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.slice(-2000)}`);
  return new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { step, got } = JSON.parse(line) as { step: string; got: unknown };
        return [step, JSON.stringify(got)];
      }),
  );
}

/** What a shell command line prints, errors in their place, cut at the lines `== step`. */
export async function sections(script: string, environment: NodeJS.ProcessEnv): Promise<Results> {
  const { stdout } = await runProgram('sh', ['-c', `${script} 2>&1`], environment);
  const text = stdout.replace(/server process with PID \d+/g, 'server process');
  return new Map(
    text
      .split(/^== /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)];
      }),
  );
}

function runProgram(
  command: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done({ code, stdout: text(out), stderr: text(err) }));
  });
}
