/** `jikimi start`: everything but the witness on one machine, until Ctrl-C. */
import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Config, Refusal, ensureLocalCa, machineNow } from '../platform/mod.ts';
import type { Context } from './context.ts';
import { claimHome, prepareHome } from './home.ts';
import {
  type Clusters,
  lookAtOwnDatabase,
  prepareDatabase,
  prepareExample,
  prepareRules,
  startClusters,
  updateExample,
} from './installation.ts';
import { readable } from './moment.ts';
import { startEvents } from './start-events.ts';
import { type StartTexts, startTexts } from './start-texts.ts';
import type { Told } from './restarts.ts';
import { Supervisor } from './supervisor.ts';
import { out, whenUnread } from './terminal.ts';

export function register(program: Command, context: Context): void {
  context.verb(program, 'start', 'start').action(async () => {
    const { config, json } = context;
    await start(config, json ? startEvents : startTexts(config.language), json);
  });
}

/** Runs until a signal, also one that comes before it is ready. Throws the refusal of whatever did not start, with everything else stopped again. */
async function start(config: Config, say: StartTexts, json: boolean): Promise<void> {
  const began = performance.now();
  prepareHome(config);
  const release = claimHome(config);
  const stopping = new AbortController();
  stopping.signal.addEventListener('abort', () => out(say.stopping()), { once: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  whenUnread(() => stopping.abort()); // a closed terminal; `| tee`, which heard Ctrl-C first: PostgreSQL is not left behind
  const untilStopped = new Promise<void>((done) =>
    stopping.signal.addEventListener('abort', () => done(), { once: true }),
  );

  let clusters: Clusters | null = null;
  let underway: readonly Promise<unknown>[] = [];
  const told: Told = (event) => out(event.what === 'ended' ? say.ended(event) : say.again(event.name));
  const supervisor = new Supervisor(config, told);
  const ending = new AbortController();
  const stop = async () => {
    ending.abort();
    await supervisor.stop();
    await Promise.all([clusters?.jikimi?.stop(), clusters?.members.stop()]);
    await Promise.allSettled(underway); // with nothing left to talk to each of it ends too
    release();
  };
  try {
    await lookAtOwnDatabase(config);
    clusters = await startClusters(config, told);
    stopping.signal.throwIfAborted();
    out(
      say.clusters(config.databaseUrl === undefined ? [config.databasePort, config.membersPort] : [config.membersPort]),
    );
    const migrations = await prepareDatabase(config, clusters.jikimi);
    if (migrations.length > 0) out(say.migrated(migrations.length));
    await prepareRules(config);
    await updateExample(config, clusters.members);
    stopping.signal.throwIfAborted();
    ensureLocalCa(join(config.home, 'tls'), machineNow());
    const progress = progressLine(json);
    const example = prepareExample(
      config,
      clusters.members,
      (done, of) => progress(say.sealing(done, of), done === of),
      ending.signal,
    );
    const names = config.custodianAddress === undefined ? ['custodian', 'gateway', 'office'] : ['gateway', 'office'];
    underway = [...names.map((name) => supervisor.start(name)), example];
    await Promise.race([Promise.all(underway), untilStopped]);
    stopping.signal.throwIfAborted();
    if ((await example).made) out(say.exampleMade(config.exampleMembers));
    out(say.processes([...supervisor.pids()]));
    const { connectUri } = await import('./connect-locally.ts');
    const { isSignedInTo } = await import('./owner-link.ts');
    const closed = await isSignedInTo(config); // then nobody acts here without signing in, this command neither
    if (!closed) await tellOwnerLink(config, say);
    const uri = kept() || closed ? null : await connectUri(config, 'example');
    const { accounts } = await import('../../example/haneul/organisation.ts');
    const reading = { uri, grant: grantOf(uri) ?? 'example', holder: closed ? accounts.handler : null };
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    out(say.ready(config, reading, seconds));
    await untilStopped;
    await stop();
    out(say.stopped());
  } catch (error) {
    await stop();
    await setImmediate(); // Ctrl-C at a terminal ends what was being run too, and that is heard of first
    if (!stopping.signal.aborted) throw Refusal.from(error);
    out(say.stopped());
  }
}

/** A credential is called GRANT.SUFFIX. */
function grantOf(uri: string | null): string | undefined {
  return uri === null ? undefined : new URL(uri).username.split('.')[0];
}

/** Prints the owner's link at the first start. Where it would be kept for others to read, none is made, and it says how to get one. */
async function tellOwnerLink(config: Config, say: StartTexts): Promise<void> {
  if (kept()) return out(say.ownerLinkElsewhere(config));
  const { firstLink } = await import('./owner-link.ts');
  const made = await firstLink(config);
  if (made !== undefined) out(say.ownerLink(config, made.link, readable(String(made.expiresAt))));
}

/**
 * Whether what is printed goes into systemd's journal, where a credential would lie for others to read: JOURNAL_STREAM names the device and inode
 * of its stream, and is inherited by much that prints elsewhere (systemd.exec(5)).
 */
function kept(): boolean {
  const { dev, ino } = fstatSync(process.stdout.fd, { bigint: true });
  return process.env['JOURNAL_STREAM'] === `${dev}:${ino}`;
}

function progressLine(json: boolean): (text: string, last: boolean) => void {
  return (text, last) => {
    if (process.stdout.isTTY && !json) process.stdout.write(`\r${text}${last ? '\n' : ''}`);
    else if (last) out(text);
  };
}
