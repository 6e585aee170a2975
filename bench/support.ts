/** What every benchmark does the same way: peers side by side in one run, medians of pairs, one line a comparison. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

export type Comparison = {
  readonly name: string;
  /** Ours against the peer's, pair by pair; the median is the figure. */
  readonly ratios: readonly number[];
  readonly goal: number;
  readonly direction: '>=' | '<=';
  readonly unit: string;
};

export const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' } },
  strict: false,
});

export const asJson = options.json === true;

export function rounds(usual: number): number {
  return Number(options.rounds ?? usual);
}

/** A remark for people; nothing with --json. */
export function remark(text: string): void {
  if (!asJson) process.stdout.write(`${text}\n`);
}

export function report(comparison: Comparison): void {
  const ratio = median(comparison.ratios);
  const { name, goal, direction, unit, ratios } = comparison;
  if (asJson) process.stdout.write(`${JSON.stringify({ name, ratio, goal, direction, unit, samples: ratios })}\n`);
  else process.stdout.write(`${name}: ratio ${ratio.toFixed(3)} (goal ${direction} ${goal})\n`);
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs a program to its end and returns what it printed; throws with what it complained of. */
export function run(
  command: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  let text = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) =>
      code === 0 ? done(text) : failed(new Error(`${command} ended with ${code}: ${complaint}`)),
    );
  });
}

/** Seconds that `work` took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
