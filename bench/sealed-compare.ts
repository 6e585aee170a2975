/**
 * What a point search costs on a sealed column against a plain text one: the same 200,000 rows, unique indexes, row security, a prepared
 * statement with a generic plan, one connection. Rounds alternate; each ratio is of medians.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { testCluster } from '../test/support/cluster.ts';
import { emailOf, finderFor, groups, installPii, makeMembers } from '../test/support/sealed-members.ts';

const rows = 200_000;
const rounds = 20;
const searches = 200;
const goal = 2;

const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values;
const cluster = await testCluster();
try {
  const owner = new pg.Client({ connectionString: cluster.uri('postgres') });
  await owner.connect();
  await installPii(owner, 'postgres');
  await makeMembers(owner, rows);
  await owner.end();
  const reader = new pg.Client({ connectionString: cluster.uri('postgres').replace(/\/\/[^@]*@/, '//g_all:x@') });
  await reader.connect();
  await reader.query('set plan_cache_mode = force_generic_plan');

  const plain = async (row: number) => search('plain', emailOf(row));
  const sealed = async (row: number) => search('email', finderFor(emailOf(row), groups.email));
  const several = async (row: number) => search('email', finderFor(emailOf(row), groups.phone, groups.email));
  const search = async (column: 'plain' | 'email', value: string) => {
    const result = await reader.query({
      name: column,
      text: `select id from members where ${column} = $1`,
      values: [value],
    });
    if (result.rowCount !== 1) throw new Error('a search found nothing');
  };

  const times = { plain: [] as number[], sealed: [] as number[], several: [] as number[] };
  for (let round = 0; round < rounds; round++)
    for (const [kind, one] of Object.entries({ plain, sealed, several }) as [keyof typeof times, typeof plain][]) {
      const start = performance.now();
      for (let n = 0; n < searches; n++) await one(1 + (((round * searches + n) * 7919) % rows));
      times[kind].push((performance.now() - start) / searches);
    }
  await reader.end();
  report('sealed-compare', times.sealed, times.plain);
  report('sealed-compare-groups', times.several, times.plain);
} finally {
  await cluster.stop();
}

function report(name: string, subject: readonly number[], base: readonly number[]): void {
  const ratio = median(subject) / median(base);
  const line = json
    ? JSON.stringify({
        name,
        ratio,
        goal,
        direction: '<=',
        unit: 'ms a search',
        samples: { sealed: subject, plain: base },
      })
    : `${name}: ratio ${ratio.toFixed(2)} (goal ${goal}) — ${median(subject).toFixed(3)} ms against ${median(base).toFixed(3)} ms`;
  process.stdout.write(`${line}\n`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
