/**
 * The office: HTTP API and jobs. It holds no key and reads no plaintext. Wiring only.
 *
 * `--only http` serves without jobs, `--only jobs` does the jobs without serving: several may serve, and of several that number the history
 * one does at a time. While its database is away it stays up and answers JK011.
 */
import { parseArgs } from 'node:util';
import { accountRoutes, countGrants, grantRoutes, licenceChannel, tellLapses } from '../src/access/mod.ts';
import { catalogRoutes, serviceNames } from '../src/catalog/mod.ts';
import {
  custodianKnock,
  forgetSpans,
  historyRoutes,
  indexDisclosed,
  leavesBehind,
  partsOf,
  storeRoutes,
  strays,
} from '../src/custody/mod.ts';
import { Targets, gatewayKnock, makeVerifier, sweepLogins } from '../src/gateway/mod.ts';
import { lawRoutes } from '../src/law/mod.ts';
import { historySize, ledgerRoutes, pendingState, runSequencer } from '../src/ledger/mod.ts';
import {
  dutyRoutes,
  holdingOf,
  peopleRoutes,
  personRoutes,
  recordRefusal,
  sentBy,
  signInRoutes,
  signedIn,
} from '../src/people/mod.ts';
import { type HttpRequest, type ProcessState, buildHttp, healthRoutes } from '../src/platform/http/mod.ts';
import {
  type Config,
  type Db,
  type Log,
  Refusal,
  custodianDoor,
  databaseUri,
  entryOf,
  faultFields,
  isReachable,
  listenTo,
  loadConfig,
  localHost,
  now,
  openDatabase,
  refuseTakenPort,
  routeOf,
  runProcess,
  secret,
  version,
} from '../src/platform/mod.ts';

/** Seconds that an entry may wait for its number before the sequencer counts as slow; after 60 it counts as down. */
const slowAfter = 5;
const downAfter = 60;
/** Milliseconds between two looks for grants that have lapsed. */
const sweepMs = 500;
/** Milliseconds between two looks for grants that ended by themselves and are to be told of. */
const tellMs = 5000;
/** Milliseconds between two looks at the entries that wait for a number. */
const tailMs = 5000;
/** Milliseconds between two looks for spans of caps that are over. */
const forgetMs = 60_000;

await runProcess('office', async (log) => {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const config = loadConfig();
  const jobs = only === 'http' ? undefined : startJobs(config, log);
  const http = only === 'jobs' ? undefined : await startHttp(config, log);
  return {
    stop: async () => {
      await Promise.all([jobs?.stop(), http?.stop()]);
    },
  };
});

function startJobs(config: Config, log: Log): { stop(): Promise<void> } {
  const db = openDatabase(databaseUri(config, 'sequencer'), 2);
  const ending = new AbortController();
  const sequencer = runSequencer(db, {
    signal: ending.signal,
    afterNumbering: () => indexDisclosed(db),
    onFault: (error) => log('fault', { job: 'sequencer', ...faultFields(error) }),
  });
  const sweeping = startSweeping(config, log);
  const forget = () =>
    void forgetSpans(db).catch((error: unknown) => log('fault', { job: 'forget spans', ...faultFields(error) }));
  const forgetting = setInterval(forget, forgetMs);
  const telling = startTelling(config, log);
  return {
    stop: async () => {
      ending.abort();
      clearInterval(forgetting);
      await Promise.all([sequencer, sweeping.stop(), telling.stop()]);
      await db.destroy();
    },
  };
}

/** Ends what a lapsed grant still has open in a membership database, whatever the gateways do meanwhile. */
function startSweeping(config: Config, log: Log): { stop(): Promise<void> } {
  const db = openDatabase(databaseUri(config, 'gateway'), 1);
  const targets = new Targets(db, config);
  const sweeping = repeating(log, 'sweep', sweepMs, () => sweepLogins(db, targets));
  const listener = listenTo(databaseUri(config, 'gateway'), licenceChannel, () => sweeping.now());
  return {
    stop: async () => {
      await listener.stop();
      await sweeping.stop();
      await targets.close();
      await db.destroy();
    },
  };
}

/** Puts on record which grants ended by themselves, those of the time in which no office ran at once. */
function startTelling(config: Config, log: Log): { stop(): Promise<void> } {
  const db = openDatabase(databaseUri(config, 'office'), 1);
  const telling = repeating(log, 'lapses', tellMs, () => tellLapses(db));
  telling.now();
  return {
    stop: async () => {
      await telling.stop();
      await db.destroy();
    },
  };
}

/**
 * Tells the log once when entries wait too long for a number, and once when they no longer do. Apart from the jobs and their
 * connections: a sequencer that hangs tells nothing.
 */
function startTailWatch(db: Db, log: Log): { stop(): Promise<void> } {
  let late = false;
  return repeating(log, 'tail', tailMs, async () => {
    const { waiting, oldestSeconds } = await pendingState(db);
    if (oldestSeconds > downAfter === late) return;
    late = !late;
    log(late ? 'sequencer.late' : 'sequencer.caught-up', { waiting, oldestSeconds: Math.round(oldestSeconds) });
  });
}

/** A job that is done every so many milliseconds, never twice at once; `now`: at once, or once more where it is under way. A fault is told, and the next turn comes. */
function repeating(
  log: Log,
  job: string,
  everyMs: number,
  work: () => Promise<unknown>,
): { now(): void; stop(): Promise<void> } {
  let running: Promise<unknown> | null = null;
  let again = false;
  const look = () => {
    running ??= work()
      .catch((error: unknown) => log('fault', { job, ...faultFields(error) }))
      .finally(() => {
        running = null;
        if (again) now();
      });
  };
  const now = () => {
    again = running !== null;
    look();
  };
  const timer = setInterval(look, everyMs);
  return {
    now,
    stop: async () => {
      clearInterval(timer);
      again = false;
      await running;
    },
  };
}

async function startHttp(config: Config, log: Log): Promise<{ stop(): Promise<void> }> {
  await refuseTakenPort(config.httpPort, 'JIKIMI_HTTP_PORT', config.listen);
  const db = openDatabase(databaseUri(config, 'office'), 20);
  const { language } = config;
  const admit = (request: HttpRequest) => signedIn(db, request);
  const app = await buildHttp({
    version,
    language,
    log,
    trustedProxy: config.trustedProxy,
    onRefusal: (request, refusal) => putOnRecord(db, request, refusal),
  });
  healthRoutes(app, { version, checks: checksOf(config, db), counts: () => countAll(db), admit });
  const key = secret(config, 'sign-in.key');
  peopleRoutes(app, { db, key, serviceNames: () => serviceNames(db) });
  signInRoutes(app, { db, key });
  dutyRoutes(app, { db });
  personRoutes(app, { db, language });
  grantRoutes(app, {
    db,
    language,
    gateway: { host: localHost(config.listen), port: config.gatewayPort },
    makeVerifier,
  });
  accountRoutes(app, { db });
  catalogRoutes(app, { db });
  lawRoutes(app, { db, admit, mayLoad: (request) => loaderOfRules(db, request) });
  historyRoutes(app, { db, language });
  storeRoutes(app, { db });
  ledgerRoutes(app, { db, log, admit, disclosures: { partsOf: (ids) => partsOf(db, ids), strays: () => strays(db) } });
  await app.listen({ host: config.listen, port: config.httpPort });
  const tail = startTailWatch(db, log);
  return {
    stop: async () => {
      await app.close();
      await tail.stop();
      await db.destroy();
    },
  };
}

/** Who sends the request, where they hold the CPO's office or work in it. */
async function loaderOfRules(db: Db, request: HttpRequest): Promise<{ person: string; holding: string }> {
  const actor = await signedIn(db, request);
  return { person: actor.person, holding: holdingOf(actor, ['cpo', 'cpo_office']).id };
}

/** What is forbidden to somebody who is signed in is part of the history. Whoever is not signed in is nobody, and could fill it, or the log. */
async function putOnRecord(db: Db, request: HttpRequest, refusal: Refusal): Promise<void> {
  if (entryOf(refusal.code).http !== 403) return;
  const sender = await sentBy(db, request).catch((error: unknown) => {
    if (entryOf(Refusal.from(error).code).http === 401) return undefined;
    throw error;
  });
  if (sender !== undefined) await recordRefusal(db, sender.actor, refusal.code, routeOf(request));
}

function checksOf(config: Config, db: Db): Record<string, () => Promise<ProcessState>> {
  const up = (reached: boolean): ProcessState => ({ state: reached ? 'up' : 'down' });
  return {
    database: async () => {
      await now(db);
      return { state: 'up' };
    },
    sequencer: async () => {
      const { waiting, oldestSeconds } = await pendingState(db);
      const detail = { waiting, oldestSeconds: Math.round(oldestSeconds), indexBehind: await leavesBehind(db) };
      return { state: oldestSeconds > downAfter ? 'down' : oldestSeconds > slowAfter ? 'slow' : 'up', detail };
    },
    // one on another host is behind TLS: there a connection has to do
    custodian: async () =>
      up(
        await isReachable(
          custodianDoor(config),
          1000,
          config.custodianAddress === undefined ? custodianKnock : undefined,
        ),
      ),
    gateway: async () =>
      up(await isReachable({ host: localHost(config.listen), port: config.gatewayPort }, 1000, gatewayKnock)),
  };
}

async function countAll(db: Db): Promise<Record<string, number>> {
  const [{ live, waiting }, { headSize }] = await Promise.all([countGrants(db), historySize(db)]);
  return { grantsLive: live, grantsRequested: waiting, entriesNumbered: headSize };
}
