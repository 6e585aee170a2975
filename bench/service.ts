/**
 * `npm run bench:service`: 64 clients of a pool read one protected member each by id, on a service grant, against 64 that read the same rows
 * direct from a plain table, side by side: reads a second, and the 99th percentile of the time that one takes. For people also the processor
 * time of a read by process. With `--two`, once more with a second gateway and a second custodian.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startJikimi } from '../test/support/jikimi.ts';
import { makePlainMembers } from '../test/support/plain-members.ts';
import { startSecondSite } from '../test/support/second-site.ts';
import { serviceGrant } from '../test/support/service-account.ts';
import { processorSeconds } from './processor-time.ts';
import { median, options, remark, report, rounds } from './support.ts';

const clients = 64;
const clientsASite = 40; // twice as many still fit into the server's connections
const members = 2000;
const readsARound = 6400;

const sealed = 'name_ko name_en email mobile address birth_date card_number bank_account last_location'.split(' ');

type Load = { readonly rate: number; readonly p99: number };

const jikimi = await startJikimi({
  JIKIMI_GATEWAY_TLS: 'off-on-loopback',
  JIKIMI_EXAMPLE_MEMBERS: String(members),
});
const pids = {
  gateway: jikimi.pid('gateway'),
  custodian: jikimi.pid('custodian'),
  office: jikimi.pid('office'),
  'PostgreSQL of the members': postmaster('members'),
  'PostgreSQL of Jikimi': postmaster('jikimi'),
} as const;
try {
  const uri = await serviceGrant(jikimi, {
    name: 'bench',
    fields: [
      { table: 'members', column: 'email', mode: 'full' },
      { table: 'members', column: 'name_ko', mode: 'full' },
    ],
    writes: false,
    minuteSubjects: 1_000_000,
    daySubjects: 1_000_000,
  });
  const through = uri.replace(/\?.*/, '?sslmode=disable');
  await jikimi.grant({
    name: 'copy',
    fields: sealed.map((column) => ({ table: 'members', column, mode: 'full' as const })),
  });
  const direct = await makePlainMembers(jikimi, await jikimi.connect('copy'));
  await compare('service', direct, [through]);
  if (options['two'] === true) await compareTwo(through);
} finally {
  await jikimi.stop();
}

async function compare(name: string, directUri: string, throughUris: readonly string[]): Promise<void> {
  const direct = pools([directUri]);
  const through = pools(throughUris);
  await load(direct, clients * 10);
  await load(through, clients * 10);
  const rates: number[] = [];
  const tails: number[] = [];
  for (let round = 0; round < rounds(5); round++) {
    const peer = await load(direct, readsARound * 2);
    const before = usage();
    const ours = await load(through, readsARound);
    const spent = Object.entries(usage()).map(([process, seconds]) => {
      const each = ((seconds - (before[process] ?? 0)) / readsARound) * 1e6;
      return `${process} ${Math.round(each)}`;
    });
    rates.push(ours.rate / peer.rate);
    tails.push(ours.p99 / peer.p99);
    remark(
      `direct ${Math.round(peer.rate)}/s, p99 ${peer.p99.toFixed(1)} ms  service ${Math.round(ours.rate)}/s, p99 ${ours.p99.toFixed(1)} ms`,
    );
    remark(`  ${(await recordsACommit()).toFixed(1)} records a commit`);
    remark(`  processor time of a read, µs: ${spent.join(', ')}`);
  }
  for (const pool of [...direct, ...through]) await pool.end();
  report({ name: `${name}-throughput`, ratios: rates, goal: 0.4, direction: '>=', unit: 'reads/s' });
  report({ name: `${name}-p99`, ratios: tails, goal: 2.5, direction: '<=', unit: 'ms a read, 99th percentile' });
}

/**
 * One of each against two of each. Throughput tells where the cores are there; what a read costs in all processes tells everywhere: where a
 * second pair adds nothing to it, a read takes a share of whatever cores there are.
 */
async function compareTwo(through: string): Promise<void> {
  const site = await startSecondSite(jikimi);
  const processes = { ...pids, 'second gateway': site.pids.gateway, 'second custodian': site.pids.custodian };
  try {
    const other = new URL(through);
    other.port = String(site.gatewayPort);
    const rates: number[] = [];
    const costs: number[] = [];
    for (let round = 0; round < rounds(5); round++) {
      const one = await costed(processes, [through]);
      const two = await costed(processes, [through, other.href]);
      rates.push(two.rate / one.rate);
      costs.push(two.cost / one.cost);
      remark(`one of each ${told(one)}  two of each ${told(two)}`);
    }
    const unit = 'processor time a read, all processes';
    report({ name: 'service-two-cost', ratios: costs, goal: 1.1, direction: '<=', unit });
    if (availableParallelism() > 2)
      report({ name: 'service-two', ratios: rates, goal: 1.7, direction: '>=', unit: 'reads/s' });
    else remark(`${availableParallelism()} cores: two of each share them, so that their throughput says nothing`);
  } finally {
    await site.stop();
  }
}

type Costed = { readonly rate: number; readonly cost: number };

function told({ rate, cost }: Costed): string {
  return `${Math.round(rate)}/s, ${Math.round(cost)} µs a read`;
}

/** Reads a second, and microseconds of processor time that one costs these processes and the clients. */
async function costed(processes: Record<string, number>, uris: readonly string[]): Promise<Costed> {
  const sum = () => Object.values(usage(processes)).reduce((total, each) => total + each, 0);
  const through = pools(uris, clientsASite);
  try {
    await load(through, clients * 10);
    const before = sum();
    const { rate } = await load(through, readsARound);
    return { rate, cost: ((sum() - before) / readsARound) * 1e6 };
  } finally {
    for (const pool of through) await pool.end(); // more of them would not fit into the server's connections
  }
}

/** One pool for each of the addresses. */
function pools(uris: readonly string[], max = clients): pg.Pool[] {
  return uris.map((connectionString) => new pg.Pool({ connectionString, max }));
}

/** So many reads by all clients of the pools at once. */
async function load(all: readonly pg.Pool[], reads: number): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  const readers = all.flatMap((pool) => Array.from({ length: pool.options.max }, () => pool));
  const work = readers.map(async (pool) => {
    for (let k = 0; k < reads / readers.length; k++) {
      const start = performance.now();
      const id = 100_001 + Math.floor(Math.random() * members);
      await pool.query({ name: 'read', text: 'select id, name_ko, email from members where id = $1', values: [id] });
      times.push(performance.now() - start);
    }
  });
  await Promise.all(work);
  const rate = times.length / ((performance.now() - began) / 1000);
  times.sort((a, b) => a - b);
  return { rate, p99: times[Math.floor(times.length * 0.99)] ?? median(times) };
}

/** Seconds of processor time so far. */
function usage(processes: Record<string, number> = pids): Record<string, number> {
  const of = Object.entries(processes).map(([name, pid]) => [
    name,
    processorSeconds(pid, name.startsWith('Postgre')) ?? 0,
  ]);
  const { user, system } = process.cpuUsage();
  return { ...Object.fromEntries(of), clients: (user + system) / 1e6 };
}

/** The records of one commit have one time. */
async function recordsACommit(): Promise<number> {
  const client = new pg.Client({ connectionString: jikimi.jikimiUri });
  await client.connect();
  const { rows } = await client.query<{ each: number }>(`
    select count(*)::float8 / count(distinct d.at) as each from custody.disclosure d join access.grant g on g.id = d.grant_id
    where g.name = 'bench'`);
  await client.end();
  return rows[0]?.each ?? 0;
}

function postmaster(name: string): number {
  return Number.parseInt(readFileSync(join(jikimi.config.home, 'postgres', name, 'postmaster.pid'), 'utf8'), 10);
}
