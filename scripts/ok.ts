/**
 * The one gate: `npm run ok`; `npm run check` is all of it but the tests. Prints a line for each step with its time, a failing step's output whole, and a summary. All steps run, so
 * that one look shows everything; exit 1 where one failed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Step = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly mend?: string;
};

const root = join(import.meta.dirname, '..');
const script = (name: string, path: string, args: readonly string[] = [], mend?: string): Step => {
  return {
    name,
    command: process.execPath,
    args: [join(root, path), ...args],
    ...(mend === undefined ? {} : { mend }),
  };
};
const tool = (name: string, command: string, args: readonly string[], mend?: string): Step => {
  return { name, command: join(root, 'node_modules', '.bin', command), args, ...(mend === undefined ? {} : { mend }) };
};

const steps: readonly Step[] = [
  tool('types', 'tsc', ['--noEmit']),
  tool('lint', 'oxlint', ['--deny-warnings']),
  script('rooms', 'scripts/lint-rooms.ts'),
  tool('format', 'biome', ['format', '.'], 'npm run format'),
  script('promises', 'scripts/promises-check.ts'),
  script('errors', 'scripts/errors-doc.ts', ['--check'], 'npm run docs'),
  script('map', 'scripts/map.ts', ['--check'], 'npm run docs'),
  script('sbom', 'scripts/sbom.ts', ['--check'], 'npm run docs'),
  script('notices', 'scripts/notices.ts', ['--check'], 'npm run docs'),
  script('migrations', 'scripts/migrations-check.ts'),
  script('tests', 'scripts/test.ts'),
];

/** [exit status, everything printed]. */
async function run(step: Step): Promise<[number, string]> {
  return new Promise((done) => {
    const child = spawn(step.command, step.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
    child.once('error', (error) => done([1, String(error)]));
    child.once('close', (status) => done([status ?? 1, output]));
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(8);
}

const began = performance.now();
const failed: Step[] = [];
for (const step of steps.filter(({ name }) => name !== 'tests' || !process.argv.includes('--no-tests'))) {
  const path = step.args[0] ?? '';
  if (step.command === process.execPath && !existsSync(path)) {
    process.stdout.write(`✖ ${step.name.padEnd(12)}           ${path} is missing\n`);
    failed.push(step);
    continue;
  }
  const start = performance.now();
  const [status, output] = await run(step);
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  process.stdout.write(
    `${status === 0 ? '✔' : '✖'} ${step.name.padEnd(12)} ${seconds(start)}  ${status === 0 ? last.slice(0, 90) : ''}\n`,
  );
  if (status === 0) continue;
  failed.push(step);
  process.stdout.write(`${output.trimEnd().replaceAll(/^/gm, '    ')}\n`);
}

const verdict = failed.length === 0 ? 'ok' : `not ok: ${failed.map((step) => step.name).join(', ')}`;
process.stdout.write(`${verdict} ${seconds(began).trim()}\n`);
for (const step of failed) if (step.mend !== undefined) process.stdout.write(`  ${step.name}: run \`${step.mend}\`\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
