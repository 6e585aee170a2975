/** `jikimi start`: everything but the witness on one machine, until Ctrl-C. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Config, Refusal, ensureLocalCa, loadConfig, machineNow } from '../platform/mod.ts';
import { claimHome, prepareHome } from './home.ts';
import { type Clusters, prepareDatabase, prepareExample, prepareRules, startClusters } from './installation.ts';
import { startTexts } from './start-texts.ts';
import type { Told } from './restarts.ts';
import { Supervisor } from './supervisor.ts';

export function register(program: Command): void {
  program
    .command('start')
    .summary('start Jikimi on this machine, until Ctrl-C')
    .description(
      'Starts PostgreSQL, the custodian, the gateway and the office, makes the example organisation on the first start,\nand prints what to paste next. Ctrl-C stops all of it in order.',
    )
    .action(async () => start(loadConfig()));
}

/** Runs until a signal. Throws the refusal of whatever did not start, with everything else stopped again. */
export async function start(config: Config): Promise<void> {
  const say = startTexts(config.language);
  const began = performance.now();
  prepareHome(config);
  const release = claimHome(config);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

  let clusters: Clusters | null = null;
  const told: Told = (event) => print(event.what === 'ended' ? say.ended(event) : say.again(event.name));
  const supervisor = new Supervisor(config, told);
  const stop = async () => {
    await supervisor.stop();
    await Promise.all([clusters?.jikimi?.stop(), clusters?.members.stop()]);
    release();
  };
  try {
    clusters = await startClusters(config, told);
    print(
      say.clusters(config.databaseUrl === undefined ? [config.databasePort, config.membersPort] : [config.membersPort]),
    );
    const migrations = await prepareDatabase(config, clusters.jikimi);
    if (migrations.length > 0) print(say.migrated(migrations.length));
    await prepareRules(config);
    ensureLocalCa(join(config.home, 'tls'), machineNow());
    const progress = progressLine();
    const example = prepareExample(config, clusters.members, (done, of) =>
      progress(say.sealing(done, of), done === of),
    );
    await Promise.all([...['custodian', 'gateway', 'office'].map((name) => supervisor.start(name)), example]);
    if ((await example).made) print(say.exampleMade(config.exampleMembers));
    print(say.processes([...supervisor.pids()]));
    const { connectUri } = await import('./connect-locally.ts');
    print(say.ready(config, await connectUri(config, 'example'), Math.round((performance.now() - began) / 100) / 10));
    await untilAborted(stopping.signal);
    print(say.stopping());
    await stop();
    print(say.stopped());
  } catch (error) {
    await stop();
    throw Refusal.from(error);
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
    const alive = setInterval(() => undefined, 1 << 30);
    signal.addEventListener('abort', () => clearInterval(alive), { once: true });
  });
}

function progressLine(): (text: string, last: boolean) => void {
  return (text, last) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${text}${last ? '\n' : ''}`);
    else if (last) print(text);
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
