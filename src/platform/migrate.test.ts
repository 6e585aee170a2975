import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { withClient } from '../../test/support/cluster.ts';
import { migrate } from './migrate.ts';
import { Refusal } from './refusal.ts';

let installation: Installation;

before(async () => {
  installation = await testInstallation();
});
after(() => installation.stop());

test('migrate refuses a home that a newer Jikimi used, and changes nothing', async () => {
  const names = () =>
    withClient(installation.uri('superuser'), async (client) => {
      const { rows } = await client.query<{ name: string }>('select name from public.jikimi_migration order by name');
      return rows.map((row) => row.name);
    });
  await withClient(installation.uri('superuser'), (client) =>
    client.query(
      `insert into public.jikimi_migration (name, timestamp) values ('9999-of-the-future.sql', '2099-01-01')`,
    ),
  );
  const before = await names();
  await assert.rejects(
    migrate(installation.db('owner'), 'jikimi'),
    (error) => error instanceof Refusal && error.code === 'JK010',
  );
  assert.deepEqual(await names(), before);
});
