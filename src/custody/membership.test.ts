import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { testCluster } from '../../test/support/cluster.ts';
import { type Cluster, Refusal, migrationNames, migrationText } from '../platform/mod.ts';
import { installSchema, refuseOtherSchema, schemaState } from './membership.sql.ts';

let cluster: Cluster;
let client: pg.Client;
before(async () => {
  cluster = await testCluster();
  client = new pg.Client({ connectionString: cluster.uri('postgres') });
  await client.connect();
});
after(async () => {
  await client?.end();
  await cluster?.stop();
});

const known = migrationNames('members').length;
const refusedWith = (code: string, there: number) => (error: unknown) =>
  error instanceof Refusal && error.code === code && error.params['there'] === there && error.params['known'] === known;

test('a database that an older Jikimi prepared is refused, and installSchema brings it up to date', async () => {
  assert.equal((await schemaState(client, 'shop')).state, 'none');
  await client.query(migrationText('members', migrationNames('members')[0] ?? ''));
  await assert.rejects(refuseOtherSchema(client, 'shop'), refusedWith('JK638', 1));
  await installSchema(client, 'shop');
  assert.deepEqual(await schemaState(client, 'shop'), { state: 'ours', there: known, known });
  await installSchema(client, 'shop');
  await refuseOtherSchema(client, 'shop');
});

test('a database that a newer Jikimi prepared is refused, and installSchema changes nothing', async () => {
  await client.query('insert into pii.version (version) values ($1)', [known + 1]);
  await assert.rejects(installSchema(client, 'shop'), refusedWith('JK637', known + 1));
  await assert.rejects(refuseOtherSchema(client, 'shop'), refusedWith('JK637', known + 1));
});
