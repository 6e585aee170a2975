import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actorByAccount, installOwner } from '../../src/people/mod.ts';
import { serviceByName } from '../../src/catalog/mod.ts';
import type { Db } from '../../src/platform/mod.ts';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { accounts, installPeople, service } from './organisation.ts';

let installation: Installation;
let db: Db;

before(async () => {
  installation = await testInstallation();
  db = installation.db('office');
});
after(() => installation.stop());

test('people that a broken start left half entered are completed, once', async () => {
  await installOwner(db, { account: 'owner', display: 'Owner', kind: 'person', language: 'en' }, 'a start broken off');
  await installPeople(db);
  await installPeople(db);
  for (const [account, office] of [
    [accounts.cpo, 'cpo_office'],
    [accounts.responsible, 'responsible'],
    [accounts.handler, 'handler'],
  ] as const) {
    const { holdings } = await actorByAccount(db, account);
    assert.deepEqual(
      holdings.map((held) => held.office),
      [office],
    );
  }
  assert.ok((await serviceByName(db, service)) !== undefined);
});
