/**
 * The office: HTTP API, and jobs (office-jobs.ts). It holds no key and reads no plaintext. Wiring only.
 *
 * `--only http` serves without jobs, `--only jobs` does the jobs without serving: several may serve, and of several that number the history
 * one does at a time. While its database is away it stays up and answers JK011.
 */
import { parseArgs } from 'node:util';
import { accountRoutes, countGrants, grantRoutes } from '../src/access/mod.ts';
import { catalogRoutes, serviceNames } from '../src/catalog/mod.ts';
import { custodianKnock, historyRoutes, leavesBehind, partsOf, storeRoutes, strays } from '../src/custody/mod.ts';
import { gatewayKnock, makeVerifier } from '../src/gateway/mod.ts';
import { lawRoutes } from '../src/law/mod.ts';
import { historySize, ledgerRoutes, pendingState } from '../src/ledger/mod.ts';
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
  isReachable,
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
import { startJobs, startTailWatch } from './office-jobs.ts';

/** Seconds that an entry may wait for its number before the sequencer counts as slow; after 60 it counts as down. */
const slowAfter = 5;
const downAfter = 60;

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
  const tail = startTailWatch(db, log, downAfter);
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
