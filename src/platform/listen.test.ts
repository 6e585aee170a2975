import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testCluster, withClient } from '../../test/support/cluster.ts';
import { eventually } from '../../test/support/eventually.ts';
import { listenTo } from './listen.sql.ts';

let cluster: Awaited<ReturnType<typeof testCluster>>;
before(async () => {
  cluster = await testCluster();
});
after(() => cluster.stop());

test('listenTo hears each notification of its channel, listens anew where the connection is lost, and stops', async () => {
  const uri = cluster.uri('postgres');
  let heard = 0;
  const listener = listenTo(uri, 'a channel', () => (heard += 1));
  const say = (channel: string) =>
    withClient(uri, (client) => client.query('select pg_notify($1, $2)', [channel, 'x']));
  const listeners = () =>
    withClient(uri, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where query like 'listen %'`,
      );
      return rows.map((row) => row.pid);
    });
  try {
    await eventually('it listens', () => heard === 1);
    await say('another channel');
    await say('a channel');
    await eventually('it heard', () => heard === 2);
    const [pid] = await listeners();
    await withClient(uri, (client) => client.query('select pg_terminate_backend($1)', [pid]));
    await eventually('it listens anew', () => heard === 3);
    await say('a channel');
    await eventually('it heard again', () => heard === 4);
  } finally {
    await listener.stop();
  }
  assert.deepEqual(await listeners(), []);
});
