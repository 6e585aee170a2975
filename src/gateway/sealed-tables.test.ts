import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import pg from 'pg';
import { testCluster } from '../../test/support/cluster.ts';
import { installPii, makeMembers } from '../../test/support/sealed-members.ts';
import { sealedTables } from './sealed-tables.sql.ts';

suite('the types of a table with sealed columns', () => {
  let cluster: Awaited<ReturnType<typeof testCluster>>;
  const pools: pg.Pool[] = [];
  const under = (searchPath: string) => {
    const pool = new pg.Pool({
      connectionString: cluster.uri('postgres'),
      options: `-c search_path=${searchPath}`,
      max: 1,
    });
    pool.on('error', () => undefined); // the cluster may stop before an ended connection has gone
    pools.push(pool);
    return pool;
  };

  before(async () => {
    cluster = await testCluster();
    const client = new pg.Client({ connectionString: cluster.uri('postgres') });
    await client.connect();
    await installPii(client, 'postgres');
    await makeMembers(client, 10);
    await client.query(`
      create schema shop;
      create type shop.mood as enum ('well');
      create domain public.code as varchar(9);
      create table shop.visitor (code public.code primary key, mood shop.mood, moods shop.mood[], at timestamptz(3), mark char(2), email pii.sealed);
      insert into pii.field values (90, 'shop.visitor', 'email', 1, 'email');
      insert into pii.sealed_table values ('shop.visitor', 'shop.visitor', 'person', 'code', 'null::uuid')`);
    await client.end();
  });
  after(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await cluster?.stop();
  });

  test('have their schema in their name, whatever path the gateway has itself', async () => {
    for (const path of ['public,pii', 'shop,public,pii', 'pg_catalog', '""']) {
      const pool = under(path);
      const table = (await sealedTables(pool)).named(['shop', 'visitor'], '');
      assert.equal(table?.keyType, 'public.code', path);
      assert.deepEqual(
        [...(table?.types ?? [])],
        [
          ['code', 'public.code'],
          ['mood', 'shop.mood'],
          ['moods', 'shop.mood[]'],
          ['at', 'timestamp with time zone'],
          ['mark', 'bpchar'],
          ['email', 'pii.sealed'],
        ],
        path,
      );
      assert.equal((await pool.query('show search_path')).rows[0]?.search_path.replaceAll(' ', ''), path);
    }
  });
});
