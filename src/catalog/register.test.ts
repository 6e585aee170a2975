import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { setScene } from '../../test/support/scene.ts';
import { actorByAccount } from '../people/mod.ts';
import { sql } from '../platform/mod.ts';
import { registerDatabase } from './register.ts';

let installation: Installation;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
});
after(() => installation?.stop());

test('registerDatabase puts on record the statute that requires keeping a value', async () => {
  const db = installation.db('office');
  await registerDatabase(
    db,
    await actorByAccount(db, 'cpo'),
    {
      name: 'payroll',
      service: 'shop',
      host: '127.0.0.1',
      port: 5432,
      dbname: 'payroll',
      subjectTable: 'staff',
      subjectKey: 'id',
    },
    [
      { table: 'staff', column: 'rrn', category: 'rrn', findable: false, statute: '소득세법 제164조' },
      { table: 'staff', column: 'email', category: 'email', findable: true, statute: null },
    ],
  );
  const { rows } = await sql<{ column: string; statute: string | null }>`
    select body ->> 'column' as "column", body ->> 'statute' as statute from ledger.act
    where kind = 'field.registered' and body ->> 'table' = 'staff' order by id
  `.execute(db);
  assert.deepEqual(rows, [
    { column: 'rrn', statute: '소득세법 제164조' },
    { column: 'email', statute: null },
  ]);
});
