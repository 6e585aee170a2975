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

test('registerDatabase keeps the statute that requires keeping a value, and one that is named later, on record', async () => {
  const db = installation.db('office');
  const actor = await actorByAccount(db, 'cpo');
  const payroll = {
    name: 'payroll',
    service: 'shop',
    host: '127.0.0.1',
    port: 5432,
    dbname: 'payroll',
    subjectTable: 'staff',
    subjectKey: 'id',
  };
  const register = (rrn: string | null, email: string | null) =>
    registerDatabase(db, actor, payroll, [
      { table: 'staff', column: 'rrn', category: 'rrn', findable: false, statute: rrn },
      { table: 'staff', column: 'email', category: 'email', findable: true, statute: email },
    ]);
  await register('소득세법 제164조', null);
  await register(null, '근로기준법 제42조');
  const { fields } = await register(null, '근로기준법 제42조');
  assert.deepEqual(
    fields.map(({ column, statute }) => [column, statute]),
    [
      ['rrn', '소득세법 제164조'],
      ['email', '근로기준법 제42조'],
    ],
  );
  const { rows } = await sql<{ kind: string; statute: string | null }>`
    select kind, body ->> 'statute' as statute from ledger.act
    where kind like 'field.%' and body ->> 'field' in (${fields[0]?.id}::text, ${fields[1]?.id}::text) order by id
  `.execute(db);
  assert.deepEqual(rows, [
    { kind: 'field.registered', statute: '소득세법 제164조' },
    { kind: 'field.registered', statute: null },
    { kind: 'field.statute_named', statute: '근로기준법 제42조' },
  ]);
});
