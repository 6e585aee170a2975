/** What many clients, slow ones, silent ones and restarts may not do: take memory without bound, shut out others, or lose what was committed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { serviceGrant } from '../support/service-account.ts';

const connections = 2000;
const mebibyte = 1024 * 1024;

const columns = [
  'name_ko',
  'name_en',
  'email',
  'mobile',
  'address',
  'birth_date',
  'card_number',
  'bank_account',
  'last_location',
];
const fields = columns.map((column) => ({ table: 'members', column, mode: 'full' as const }));

let jikimi: Jikimi;
let owner: pg.Client;
const uris: string[] = [];

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback', JIKIMI_IDLE_SECONDS: '0' });
  for (const name of ['one', 'two', 'three']) {
    const uri = await serviceGrant(jikimi, { name, fields });
    uris.push(uri.replace(/\?.*/, '?sslmode=disable'));
  }
  owner = new pg.Client({ connectionString: jikimi.membersUri });
  await owner.connect();
});
after(async () => {
  await owner?.end();
  await jikimi?.stop();
});

async function client(uri = uris[0]): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: uri ?? '' });
  one.on('error', () => undefined);
  await one.connect();
  return one;
}

/** Resident memory of the gateway (bytes). */
function resident(): number {
  const status = readFileSync(`/proc/${jikimi.pid('gateway')}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

async function works(): Promise<void> {
  const one = await client();
  const { rows } = await one.query('select email from members order by id limit 1');
  assert.match(rows[0]?.email, /@/);
  await one.end();
}

async function backends(): Promise<number> {
  const { rows } = await owner.query(`select count(*)::int as n from pg_stat_activity where usename like 'jk\\_%'`);
  return rows[0].n;
}

test(`${connections} connections are opened and closed, and nothing of them stays`, async () => {
  await works();
  const before = resident();
  let left = connections;
  const worker = async () => {
    while (left-- > 0) {
      const one = await client();
      await one.query('select 1');
      if (left % 3 === 0) (one as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      else await one.end();
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  await eventually('their backends are gone', async () => (await backends()) <= 2); // side connections stay a minute
  assert.ok(resident() - before < 96 * mebibyte, `${(resident() - before) / mebibyte} MiB more`);
  await works();
});

test('200 idle sessions hold little, and others go on working', async () => {
  const before = resident();
  const idle: pg.Client[] = [];
  // A grant has at most a hundred.
  for (let n = 0; n < 200; n += 5)
    idle.push(...(await Promise.all(Array.from({ length: 5 }, () => client(uris[n % uris.length])))));
  assert.equal(idle.length, 200);
  assert.ok((resident() - before) / idle.length < mebibyte, `${(resident() - before) / idle.length} bytes each`);
  await works();
  assert.equal((await idle[0]?.query('select 1 as one'))?.rows[0].one, 1);
  await Promise.all(idle.map((one) => one.end()));
});

test('a client that does not read holds up itself alone', async () => {
  const slow = await client();
  const before = resident();
  const { stream } = (slow as unknown as { connection: { stream: Socket } }).connection;
  stream.pause();
  let failed: unknown = null;
  void slow
    .query(`select repeat('x', 100000) from generate_series(1, 20000)`)
    .catch((error: unknown) => (failed = error)); // 2 GB
  await eventually('the server waits for the gateway', async () => {
    assert.equal(failed, null);
    const { rows } = await owner.query(
      `select wait_event from pg_stat_activity where query like 'select repeat%' and usename like 'jk\\_%'`,
    );
    return rows.some((row) => row.wait_event === 'ClientWrite'); // the probe's side connection has that text too
  });
  await works();
  assert.ok(resident() - before < 64 * mebibyte, `${(resident() - before) / mebibyte} MiB more`);
  stream.destroy();
});

test('a socket that is half closed ends its session', async () => {
  const one = await client();
  const { stream } = (one as unknown as { connection: { stream: Socket } }).connection;
  const running = one.query('select pg_sleep(60)').catch(() => undefined);
  const asleep = async () =>
    (await owner.query(`select from pg_stat_activity where query like 'select pg_sleep%' and usename like 'jk\\_%'`))
      .rowCount ?? 0;
  await eventually('it sleeps', async () => (await asleep()) === 1);
  stream.end();
  await eventually('its backend is gone', async () => (await asleep()) === 0);
  await running;
});

test('a flood of connections that say nothing shuts out nobody else, also from the same address', async () => {
  for (const localAddress of ['127.0.0.2', '127.0.0.1']) {
    const flood = await Promise.all(Array.from({ length: 400 }, () => silent(localAddress)));
    await eventually('those over the bound are turned away', () => flood.filter((one) => !one.closed).length <= 200);
    await works();
    await eventually('who was turned away is on record', async () => (await turnedAway(localAddress, 'JK436')) >= 200);
    for (const { socket } of flood) socket.destroy();
  }
  await works();
});

test('whoever says nothing for ten seconds is turned away, on record', async () => {
  await silent('127.0.0.3');
  await eventually('it is on record', async () => (await turnedAway('127.0.0.3', 'JK441')) === 1);
});

/** How many sign-ins from there the history says were refused with this code; alike ones stand together, with their number. */
async function turnedAway(source: string, code: string): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    select coalesce(sum(coalesce((body ->> 'times')::int, 1)), 0)::int as times from ledger.act
    where kind = 'refusal' and body ->> 'where' = 'sign-in' and body ->> 'source' = ${source} and body ->> 'code' = ${code}
  `.execute(jikimi.office);
  return rows[0]?.times ?? 0;
}

async function silent(localAddress: string): Promise<{ socket: Socket; closed: boolean }> {
  const socket = connect({ host: '127.0.0.1', port: jikimi.config.gatewayPort, localAddress });
  const one = { socket, closed: false };
  socket.on('error', () => undefined);
  socket.on('close', () => (one.closed = true));
  socket.resume();
  await new Promise((done) => socket.once('connect', done).once('close', done));
  return one;
}

test('a gateway that stops tells whoever is signing in, and those whose session is open', async () => {
  const open = await client();
  const told: unknown[] = [];
  open.on('error', (error) => told.push((error as pg.DatabaseError).code));
  const waiting = connect(Number(new URL(uris[0] ?? '').port), '127.0.0.1');
  waiting.on('error', () => undefined);
  let heard = '';
  waiting.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  await new Promise((done) => waiting.once('connect', done));
  await works(); // the gateway has taken what came before
  const pid = jikimi.pid('gateway');
  process.kill(pid, 'SIGTERM');
  await eventually('both are told', () => told.includes('JK439') && heard.includes('JK439'));
  await eventually('another gateway is ready', () => jikimi.pid('gateway') !== pid);
  waiting.destroy();
});

test('a rolling restart of gateway and custodian loses no committed write', async () => {
  const acknowledged: string[] = [];
  let writing = true;
  const writer = async (nth: number) => {
    let one: pg.Client | null = null;
    for (let n = 0; writing; n++) {
      const values = memberOf(nth, n);
      try {
        one ??= await client();
        await one.query(insert, values);
        acknowledged.push(values[2] ?? '');
      } catch {
        await one?.end().catch(() => undefined);
        one = null;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    await one?.end().catch(() => undefined);
  };
  const writers = [0, 1, 2, 3].map(writer);
  for (const [name, signal] of [
    ['gateway', 'SIGTERM'],
    ['custodian', 'SIGTERM'],
    ['gateway', 'SIGKILL'],
    ['custodian', 'SIGKILL'],
  ] as const) {
    const written = acknowledged.length;
    await eventually('writes go on', () => acknowledged.length >= written + 20);
    const pid = jikimi.pid(name);
    process.kill(pid, signal);
    await eventually(`another ${name} is ready`, () => jikimi.pid(name) !== pid);
  }
  const written = acknowledged.length;
  await eventually('writes go on after the last', () => acknowledged.length >= written + 20);
  writing = false;
  await Promise.all(writers);
  assert.equal(new Set(acknowledged).size, acknowledged.length);
  const one = await client();
  const { rows } = await one.query<{ email: string }>('select email from members where email = any ($1)', [
    acknowledged,
  ]);
  assert.equal(rows.length, acknowledged.length, 'an acknowledged write is not there');
  assert.deepEqual(new Set(rows.map((row) => row.email)), new Set(acknowledged));
  await one.end();
});

const insert = `insert into members (${columns.join(', ')}, postal_code, bank_name) values (${columns
  .map((_, n) => `$${n + 1}`)
  .join(', ')}, '04524', '하늘은행')`;

function memberOf(writer: number, n: number): string[] {
  const number = `${writer}${String(n).padStart(5, '0')}`;
  return [
    '김회원',
    'Kim Member',
    `rolling.${number}@example.kr`,
    `010-7${number.slice(0, 3)}-${number.slice(2)}`,
    '서울',
    '1990-01-02',
    '4111111111111111',
    `110-${number}`,
    '37.5,126.9',
  ];
}
