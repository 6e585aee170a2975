/**
 * What the office (bin/office.ts) does again and again, whoever asks for anything. Wiring only. No ending waits for it: each is a condition that is read at the moment of
 * decision. It numbers, writes down what has ended, and clears up behind it.
 */
import { licenceChannel, tellLapses } from '../src/access/mod.ts';
import { forgetSpans, indexDisclosed } from '../src/custody/mod.ts';
import { Targets, sweepLogins } from '../src/gateway/mod.ts';
import { pendingState, runSequencer } from '../src/ledger/mod.ts';
import {
  type Config,
  type Db,
  type Log,
  databaseUri,
  faultFields,
  listenTo,
  openDatabase,
  repeating,
} from '../src/platform/mod.ts';

/** Milliseconds between two looks for grants that have lapsed. */
const sweepMs = 500;
/** Milliseconds between two looks for grants that ended by themselves and are to be told of. */
const tellMs = 5000;
/** Milliseconds between two looks at the entries that wait for a number. */
const tailMs = 5000;
/** Milliseconds between two looks for spans of caps that are over. */
const forgetMs = 60_000;

type Stoppable = { stop(): Promise<void> };

export function startJobs(config: Config, log: Log): Stoppable {
  const jobs = [startNumbering(config, log), startSweeping(config, log), startTelling(config, log)];
  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/** Numbers the history, and forgets the spans of caps that are over. */
function startNumbering(config: Config, log: Log): Stoppable {
  const db = openDatabase(databaseUri(config, 'sequencer'), 2);
  const ending = new AbortController();
  const sequencer = runSequencer(db, {
    signal: ending.signal,
    afterNumbering: () => indexDisclosed(db),
    onFault: (error) => log('fault', { job: 'sequencer', ...faultFields(error) }),
  });
  const forgetting = repeating(log, 'forget spans', forgetMs, () => forgetSpans(db));
  return {
    stop: async () => {
      ending.abort();
      await Promise.all([sequencer, forgetting.stop()]);
      await db.destroy();
    },
  };
}

/** Ends what a lapsed grant still has open in a membership database, whatever the gateways do meanwhile. */
function startSweeping(config: Config, log: Log): Stoppable {
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
function startTelling(config: Config, log: Log): Stoppable {
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
 * Tells the log once when an entry waits longer than `mostSeconds` for its number, and once when none does any more. Apart from the jobs and their
 * connections: a sequencer that hangs tells nothing.
 */
export function startTailWatch(db: Db, log: Log, mostSeconds: number): Stoppable {
  let late = false;
  return repeating(log, 'tail', tailMs, async () => {
    const { waiting, oldestSeconds } = await pendingState(db);
    if (oldestSeconds > mostSeconds === late) return;
    late = !late;
    log(late ? 'sequencer.late' : 'sequencer.caught-up', { waiting, oldestSeconds: Math.round(oldestSeconds) });
  });
}
