/** Jikimi's own database on a PostgreSQL 18 that was there before: `DATABASE_URL`, by a role that is no superuser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAtOwnDatabase, prepareDatabase } from '../../src/cli/installation.ts';
import { type Cluster, Refusal } from '../../src/platform/mod.ts';
import { testCluster, withClient } from '../support/cluster.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';

let cluster: Cluster;
let jikimi: Jikimi;

before(async () => {
  cluster = await testCluster();
  await withClient(cluster.uri('postgres'), async (client) => {
    await client.query(`create role installer login createrole password 'for-this-test'`);
    await client.query('create database own owner installer');
  });
  const url = new URL(cluster.uri('own'));
  url.username = 'installer';
  url.password = 'for-this-test';
  jikimi = await startJikimi({ DATABASE_URL: url.href });
});

after(async () => {
  await jikimi?.stop();
  await cluster?.stop();
});

test('DATABASE_URL is where the history stands, and no embedded cluster is made for it', async () => {
  const [member] = await withClient(await jikimi.connect(), async (client) => {
    const { rows } = await client.query<{ name_ko: string }>(
      `select name_ko from members where email = 'kim@example.kr'`,
    );
    return rows;
  });
  assert.equal(member?.name_ko, '김하늘');
  const openings = await withClient(cluster.uri('own'), async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ledger.opening where kind = 'opening'`,
    );
    return rows[0]?.count;
  });
  assert.equal(openings, 1);
  assert.match(jikimi.output(), /PostgreSQL 18 on 127\.0\.0\.1:\d+\n/);
});

test('jikimi verify and status answer for a database that was brought', async () => {
  const verified = await jikimi.run('verify', '--json', '--as', 'responsible');
  assert.equal(verified.code, 0, verified.stderr);
  assert.deepEqual((JSON.parse(verified.stdout) as { faults: unknown[] }).faults, []);
  assert.equal((await jikimi.run('status')).code, 0);
});

test('a database that refuses what Jikimi needs there is told in words', async () => {
  await withClient(cluster.uri('postgres'), async (client) => {
    await client.query(`create role weak login password 'for-this-test'`);
    await client.query('create database weakly owner weak');
  });
  const { host } = new URL(cluster.uri('own'));
  for (const [url, code, sqlstate] of [
    [`postgresql://installer:wrong@${host}/own`, 'JK035', '28P01'],
    [`postgresql://installer:for-this-test@${host}/nothing`, 'JK035', '3D000'],
    [`postgresql://weak:for-this-test@${host}/weakly`, 'JK035', '42501'],
    [`postgresql://installer@${host}/own`, 'JK658', undefined],
    ['postgresql://installer:for-this-test@127.0.0.1:1/own', 'JK011', undefined],
  ] as const) {
    const config = { ...jikimi.config, databaseUrl: url };
    await assert.rejects(
      lookAtOwnDatabase(config).then(() => prepareDatabase(config, null)),
      (error) => error instanceof Refusal && error.code === code && error.params['sqlstate'] === sqlstate,
    );
  }
});
