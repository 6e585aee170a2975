/**
 * `npm run bench:open`: 1,000,000 fields in one query through the gateway, against pgcrypto over the same plaintext: `pgp_sym_decrypt` (a
 * sample, scaled) and raw AES `decrypt` (all of it). Twice: 100,000 people × 10 fields, each key met for the first time, and 1,000,000 × 1.
 * Memory of gateway and custodian is read while it streams.
 */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { type Mode, approvePurpose, registerDatabase } from '../src/catalog/mod.ts';
import { adopterClient } from '../src/cli/installation.ts';
import { insertSubjects, protectTable, grantRead } from '../src/custody/mod.ts';
import { actorByAccount } from '../src/people/mod.ts';
import { accounts, purpose, service } from '../example/haneul/organisation.ts';
import { type Jikimi, startJikimi } from '../test/support/jikimi.ts';
import { remark, report, rounds, seconds } from './support.ts';

const scale = Number(process.env['BENCH_OPEN_FIELDS'] ?? 1_000_000);
const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
try {
  await prepare('wide', scale / 10, 10);
  await prepare('narrow', scale, 1);
  await grantAll();
  for (const [table, columns] of [
    ['wide', 10],
    ['narrow', 1],
  ] as const)
    await compare(table, columns);
} finally {
  await jikimi.stop();
}

async function prepare(table: string, people: number, columns: number): Promise<void> {
  const names = Array.from({ length: columns }, (_, n) => `c${n}`);
  const office = jikimi.office;
  const { fields } = await registerDatabase(
    office,
    await actorByAccount(office, 'owner'),
    {
      name: 'example',
      service,
      host: '127.0.0.1',
      port: jikimi.config.membersPort,
      dbname: 'example',
      subjectTable: 'members',
      subjectKey: 'id',
    },
    names.map((column) => ({ table, column, category: 'text', findable: false, statute: null })),
  );
  const own = fields.filter((field) => field.table === table);
  const custodian = adopterClient(jikimi.config);
  const client = new pg.Client({ connectionString: jikimi.membersUri });
  await client.connect();
  await client.query(
    `create table ${table} (id bigint primary key, ${names.map((name) => `${name} pii.sealed`).join(', ')})`,
  );
  await client.query(
    `create unlogged table plain_${table} (id bigint, ${names.map((name) => `${name} bytea, p${name} bytea`).join(', ')})`,
  );
  const portion = Math.max(1, Math.floor(10_000 / columns));
  for (let from = 0; from < people; from += portion) {
    const count = Math.min(portion, people - from);
    const ids = Array.from({ length: count }, (_, n) => from + n);
    const subjects = await custodian.newSubjects(count, 'person');
    await insertSubjects(
      client,
      table,
      subjects.map((subject, n) => ({ subject, key: String(ids[n]) })),
    );
    const envelopes = await custodian.seal(
      ids.flatMap((id, n) =>
        own.map((field) => ({ subject: subjects[n] ?? '', field: field.id, text: `member-${id}@example.kr` })),
      ),
    );
    const sealed = names.map((_, c) =>
      ids.map((__, n) => `\\x${(envelopes[n * columns + c] ?? Buffer.alloc(0)).toString('hex')}`),
    );
    const casts = names.map((_, c) => `$${c + 2}::pii.sealed[]`).join(', ');
    await client.query(`insert into ${table} select * from unnest($1::bigint[], ${casts})`, [ids, ...sealed]);
  }
  custodian.close();
  await protectTable(
    client,
    table,
    own.map((field) => ({ field: field.id, column: field.column, termGroup: null, find: null })),
    'pii.subject_of(c0)',
    { people: table, way: { kind: 'person', column: 'id' }, key: ['id'] },
  );
  await grantRead(client, table, null);
  await client.query('create extension if not exists pgcrypto');
  const key = `'0123456789abcdef0123456789abcdef'::bytea`;
  const crypt = names.map(
    () =>
      `encrypt_iv(convert_to('member-' || g || '@example.kr', 'UTF8'), ${key}, '0123456789abcdef'::bytea, 'aes-cbc'), null`,
  );
  await client.query(
    `insert into plain_${table} select g, ${crypt.join(', ')} from generate_series(0, ${people - 1}) g`,
  );
  const sample = Math.max(1, Math.floor(2000 / columns));
  const pgp = names.map(
    (name) => `p${name} = pgp_sym_encrypt('member-' || id || '@example.kr', 'a passphrase')::bytea`,
  );
  await client.query(`update plain_${table} set ${pgp.join(', ')} where id < ${sample}`);
  await client.query(`vacuum analyze plain_${table}`);
  await client.query(`vacuum analyze ${table}`);
  await client.end();
  remark(`${table}: ${people} people × ${columns} fields ready`);
}

async function grantAll(): Promise<void> {
  const office = jikimi.office;
  const { rows } = await jikimiQuery<{ id: string }>('select id from catalog.database');
  const fields = await jikimiQuery<{ tbl: string; col: string }>(
    `select tbl, col from catalog.field where tbl in ('wide', 'narrow')`,
  );
  const before = await jikimiQuery<{ table: string; column: string; highest: Mode }>(
    `select f.tbl as "table", f.col as "column", c.highest from catalog.purpose_field c join catalog.field f on f.id = c.field_id
     join catalog.purpose p on p.id = c.purpose_id where p.name = '${purpose}'`,
  );
  const all = fields.rows.map(({ tbl, col }) => ({ table: tbl, column: col }));
  await approvePurpose(
    office,
    await actorByAccount(office, accounts.cpo),
    {
      service,
      name: purpose,
      display: 'bench',
      headcount: 12,
      database: rows[0]?.id ?? '',
      fields: [...before.rows, ...all.map((one) => ({ ...one, highest: 'full' as const }))],
    },
    'bench',
    Temporal.Now.instant().add({ hours: 24 }),
  );
  await jikimi.grant({
    name: 'bench-open',
    fields: all.map((one) => ({ ...one, mode: 'full' })),
    maxSubjects: 100_000_000,
    daySubjects: 100_000_000,
  });
}

async function jikimiQuery<T extends pg.QueryResultRow>(text: string): Promise<pg.QueryResult<T>> {
  const client = new pg.Client({ connectionString: jikimi.jikimiUri });
  await client.connect();
  try {
    return await client.query<T>(text);
  } finally {
    await client.end();
  }
}

async function compare(table: string, columns: number): Promise<void> {
  const names = Array.from({ length: columns }, (_, n) => `c${n}`);
  const key = `'0123456789abcdef0123456789abcdef'::bytea`;
  const raw = `select ${names.map((name) => `convert_from(decrypt_iv(${name}, ${key}, '0123456789abcdef'::bytea, 'aes-cbc'), 'UTF8')`).join(', ')} from plain_${table}`;
  const sample = Math.max(1, Math.floor(2000 / columns));
  const pgp = `select ${names.map((name) => `pgp_sym_decrypt(p${name}, 'a passphrase')`).join(', ')} from plain_${table} where id < ${sample}`;
  const through = (await jikimi.connect('bench-open')).replace(/\?.*/, '?sslmode=disable');
  const againstPgp: number[] = [];
  const againstRaw: number[] = [];
  let peak = { gateway: 0, custodian: 0 };
  for (let round = 0; round < rounds(2); round++) {
    if (round > 0) await restartCustodian(jikimi); // cold keys again
    const watch = setInterval(() => (peak = peaks(peak)), 200);
    const ours = await seconds(() =>
      streamAll(through, `select ${names.join(', ')} from ${table}`, scale / columns),
    ).finally(() => clearInterval(watch));
    const rawSeconds = await seconds(() => streamAll(jikimi.membersUri, raw, scale / columns));
    const pgpSeconds = (await seconds(() => streamAll(jikimi.membersUri, pgp, sample))) * (scale / columns / sample);
    againstPgp.push(pgpSeconds / ours);
    againstRaw.push(ours / rawSeconds);
    remark(
      `${table}: jikimi ${ours.toFixed(1)} s  decrypt ${rawSeconds.toFixed(1)} s  pgp_sym_decrypt ${pgpSeconds.toFixed(0)} s (scaled)  peak gateway ${peak.gateway} MB, custodian ${peak.custodian} MB`,
    );
  }
  report({
    name: `open-${table}-pgp`,
    ratios: againstPgp,
    goal: 25,
    direction: '>=',
    unit: 'times faster than pgp_sym_decrypt',
  });
  report({
    name: `open-${table}-decrypt`,
    ratios: againstRaw,
    goal: 6,
    direction: '<=',
    unit: 'times the time of decrypt',
  });
}

/** Reads a whole result without keeping it; throws where rows are missing. */
async function streamAll(uri: string, text: string, expected: number): Promise<void> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  let rows = 0;
  const query = new pg.Query(text);
  query.on('row', () => (rows += 1));
  const done = new Promise<void>((ended, failed) => {
    query.on('end', () => ended());
    query.on('error', failed);
  });
  client.query(query);
  await done;
  await client.end();
  if (rows !== expected) throw new Error(`${rows} rows of ${expected}`);
}

function peaks(before: { gateway: number; custodian: number }): { gateway: number; custodian: number } {
  return {
    gateway: Math.max(before.gateway, megabytes(jikimi.pid('gateway'))),
    custodian: Math.max(before.custodian, megabytes(jikimi.pid('custodian'))),
  };
}

function megabytes(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb ?? 0) / 1024);
}

async function restartCustodian(home: Jikimi): Promise<void> {
  const before = home.pid('custodian');
  process.kill(before, 'SIGTERM');
  while (home.pid('custodian') === before) await new Promise((done) => setTimeout(done, 100));
}
