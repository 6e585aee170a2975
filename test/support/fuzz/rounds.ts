/** Sequences of statements that fast-check makes, on a running installation: counts, and the least sequence that shows a fault. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Jikimi } from '../jikimi.ts';
import { Records } from '../recorded.ts';
import { type Counts, Fault, Unfollowed, runSequence } from './sequence.ts';
import { steps } from './steps.ts';
import { Traces } from './traces.ts';
import { type Twins, type Who, makeTwins } from './twins.ts';
import { within } from './wire.ts';

export type FuzzReport = {
  readonly sequences: number;
  readonly statements: number;
  /** Answered alike, without an error and with the same one. */
  readonly equal: number;
  readonly errors: number;
  /** Refusals by code and the id of docs/differences.md. */
  readonly declared: Readonly<Record<string, number>>;
  /** Values that came out of the gateway, each on record before. */
  readonly opened: number;
  readonly megabytes: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
};

export type FuzzOptions = {
  readonly sequences: number;
  /** Each for as many sequences. */
  readonly seeds: readonly number[];
  /** Faults after which it stops. */
  readonly most?: number;
  readonly say?: (line: string) => void;
};

/** Milliseconds that a fault is made smaller for. */
const shrinking = 15_000;
const mostMegabytes = 700;

export async function fuzz(jikimi: Jikimi, { sequences, seeds, most = 1, say }: FuzzOptions): Promise<FuzzReport> {
  const twins = await makeTwins(jikimi);
  const records = new Records(jikimi);
  const traces = new Traces(twins, records, jikimi.config.home);
  const counts: Counts = { statements: 0, equal: 0, errors: 0, declared: new Map() };
  const pids = processesOf(jikimi);
  const faults: string[] = [];
  let done = 0;
  try {
    for (const { who, share, seed } of seeds.flatMap((one) => plan(sequences, one))) {
      for (let left = share; left > 0 && faults.length < most; ) {
        const from = seed + share - left;
        const draft = fc.array(steps({ writes: who === 'service' ? 8 : 1 }), { minLength: 1, maxLength: 8 });
        let failed = 0;
        const result = await fc.check(
          fc.asyncProperty(draft, async (drafts) => {
            if (failed > 0 && performance.now() - failed > shrinking) return; // the least that was found so far will do
            try {
              await sequence(twins, traces, who, drafts, counts);
            } catch (error) {
              failed ||= performance.now();
              throw error;
            }
          }),
          { numRuns: left, seed: from },
        );
        done += result.numRuns;
        left -= Math.max(1, result.numRuns);
        if (!result.failed) break;
        const what =
          result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
        faults.push(`seed ${from}, path ${result.counterexamplePath}: ${what}`);
        say?.(faults.at(-1) ?? '');
      }
    }
    faults.push(...(await traces.leaks()));
    if (processesOf(jikimi) !== pids) faults.push(`processes ended: ${pids} are now ${processesOf(jikimi)}`);
    const megabytes = memoryOf(jikimi);
    for (const [name, used] of Object.entries(megabytes))
      if (used > mostMegabytes) faults.push(`the ${name} holds ${used} MB`);
    const { statements, equal, errors } = counts;
    const declared = Object.fromEntries([...counts.declared].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return { sequences: done, statements, equal, errors, declared, opened: traces.opened, megabytes, faults };
  } finally {
    await records.stop();
    await twins.stop();
  }
}

/** Three in four under a grant that writes. */
function plan(sequences: number, seed: number): readonly { who: Who; share: number; seed: number }[] {
  const person = Math.floor(sequences / 4);
  return [
    { who: 'service' as const, share: sequences - person, seed },
    { who: 'person' as const, share: person, seed },
  ].filter(({ share }) => share > 0);
}

async function sequence(
  twins: Twins,
  traces: Traces,
  who: Who,
  drafts: Parameters<typeof runSequence>[2],
  counts: Counts,
): Promise<void> {
  await twins.restore();
  await traces.begin(who);
  try {
    await runSequence(twins, who, drafts, counts, (cells, at, named) => traces.seen(cells, at, named));
    await traces.sameAtTheEnd(drafts, who);
  } catch (error) {
    if (!(error instanceof Unfollowed)) throw error;
  }
  const probe = await twins.connect(who);
  const answer = await within(probe.ask('select 1'), 2000);
  probe.close();
  if (answer === undefined) throw new Fault('a plain `select 1` waits longer than 2 s afterwards');
}

function processesOf(jikimi: Jikimi): string {
  return (['gateway', 'custodian', 'office'] as const).map((name) => `${name} ${jikimi.pid(name)}`).join(', ');
}

function memoryOf(jikimi: Jikimi): Record<string, number> {
  return Object.fromEntries(
    (['gateway', 'custodian'] as const).map((name) => {
      const status = readFileSync(`/proc/${jikimi.pid(name)}/status`, 'utf8');
      return [name, Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)];
    }),
  );
}
