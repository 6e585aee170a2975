/**
 * `npm run bench:start`: from the clone to the first protected row, downloads included, against two minutes; then each further start of the same home,
 * until it is ready, against five seconds. A fresh clone of HEAD, the machine's own node and npm, an empty cache of npm, and what a newcomer types:
 * `npm start`, and the line that it prints to paste. Goals are for 2 cores; a figure tells as much about the network and the machine as about Jikimi.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../test/support/free-port.ts';
import { runFolder } from '../test/support/run-folder.ts';
import { remark, report, rounds, run, seconds } from './support.ts';

const budget = { firstRow: 120, again: 5 };
const longest = 600_000; // ms; nothing here may hang
const folder = runFolder();
const clone = join(folder, 'clone');
const environment = await ofNewcomer();

const installing = { began: Number.NaN, took: Number.NaN };
const running: Started[] = [];
try {
  await fromTheClone();
  await startedAgain(rounds(5));
} finally {
  for (const one of running) await stop(one);
}

async function fromTheClone(): Promise<void> {
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  await run('git', ['clone', '-q', join(import.meta.dirname, '..'), clone], environment);
  const { output } = await start();
  const ready = since();
  await readOneRow(output());
  const row = since();
  const versions = [];
  for (const program of ['node', 'npm'])
    versions.push(`${program} ${(await run(program, ['--version'], environment)).trim()}`);
  remark(
    `clone to first protected row ${row.toFixed(1)} s of ${budget.firstRow}: npm ci ${installing.took.toFixed(1)}, ready after ${ready.toFixed(1)} (${versions.join(', ')})`,
  );
  report({
    name: 'start-first-row',
    ratios: [row / budget.firstRow],
    goal: 1,
    direction: '<=',
    unit: 'of two minutes',
  });
}

async function startedAgain(times: number): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < times; round++) {
    for (const one of running.splice(0)) await stop(one);
    const took = await seconds(start);
    remark(`started again: ready in ${took.toFixed(1)} s of ${budget.again}`);
    ratios.push(took / budget.again);
  }
  report({ name: 'start-again', ratios, goal: 1, direction: '<=', unit: 'of five seconds' });
}

type Started = { readonly child: ChildProcess; readonly output: () => string };

/** `npm start` in the clone, until it is ready. Throws with all that it said where it ends before, or hangs. */
async function start(): Promise<Started> {
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const started = { child, output: () => text };
  running.push(started);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const hear = (piece: string) => {
    text += piece;
    watchInstalling(text);
    if (/ready in [\d.]+ s/.test(text) && text.includes('Ctrl-C')) resolve();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  child.once('error', reject);
  child.once('close', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)));
  const late = setTimeout(() => reject(new Error(`npm start is not ready: ${text}`)), longest);
  try {
    await promise;
  } finally {
    clearTimeout(late);
  }
  return started;
}

/** Ctrl-C, which a terminal sends to the whole group. */
async function stop({ child, output }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await closed;
  if (!output().includes('✓ stopped')) throw new Error(`it did not stop in order: ${output()}`);
}

/** The line that `start` prints for those without psql, as it is pasted into another terminal. */
async function readOneRow(output: string): Promise<void> {
  const line = /^ {2}(.*npx jikimi sql example .*)$/m.exec(output)?.[1];
  if (line === undefined) throw new Error(`npm start printed no line to paste: ${output}`);
  const { HOME, PATH, LANG } = environment;
  const table = await run('sh', ['-c', `cd "$0" && ${line}`, clone], { HOME, PATH, LANG });
  if (!/010-\*{4}-\d{4}/.test(table)) throw new Error(`no protected row came: ${table}`);
}

function watchInstalling(text: string): void {
  if (Number.isNaN(installing.began) && text.includes('running `npm ci`')) installing.began = performance.now();
  if (Number.isNaN(installing.took) && /installed in \d+ s/.test(text))
    installing.took = (performance.now() - installing.began) / 1000;
}

/** This environment without what npm adds to it for its own children, and without the settings of another installation. */
async function ofNewcomer(): Promise<NodeJS.ProcessEnv> {
  const own =
    /^(npm_(lifecycle|package|command|execpath|node_execpath|config_local_prefix)|NODE$|NODE_COMPILE_CACHE$|INIT_CWD$|JIKIMI_(?!OWN_RUN)|DATABASE_URL$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const path = (process.env['PATH'] ?? '').split(':').filter((one) => !/node_modules|node-gyp-bin/.test(one));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(':'),
    npm_config_cache: join(folder, 'npm'),
    JIKIMI_LANG: 'en',
    JIKIMI_HTTP_PORT: String(await freePort()),
    JIKIMI_GATEWAY_PORT: String(await freePort()),
    JIKIMI_DATABASE_PORT: String(await freePort()),
    JIKIMI_MEMBERS_PORT: String(await freePort()),
  };
}
