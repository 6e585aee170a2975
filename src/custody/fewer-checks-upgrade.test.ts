/** Migration 0016 over a database that had sessions and disclosures before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierInstallation } from '../../test/support/earlier-installation.ts';
import { insertion, uuid } from '../../test/support/rows.ts';
import { id } from '../../test/support/scene-ids.ts';
import { ofService } from '../../test/support/scene.ts';
import { migrate, sql } from '../platform/mod.ts';

test('a session of before says whose it is, and its disclosures stay what they were', async (t) => {
  const owner = await earlierInstallation(t, '0015-service-grants.sql');
  const ofBot = { grant_id: uuid(id.serviceLive), holder: uuid(id.bot) };
  const statements = [
    insertion('people.person', { id: uuid(id.handler), account: `'handler'` }),
    insertion('people.person', { id: uuid(id.requester), account: `'requester'` }),
    insertion('people.person', { id: uuid(id.lead), account: `'lead'` }),
    insertion('people.person', { id: uuid(id.hr), account: `'hr'` }),
    insertion('people.person', { id: uuid(id.bot), account: `'bot'`, kind: `'service'` }),
    insertion('catalog.service', { id: uuid(id.shop), name: `'shop'` }),
    insertion('people.service_account', { account: uuid(id.bot) }),
    insertion('people.holding', {
      id: uuid(id.leadHolding),
      person: uuid(id.lead),
      office: `'responsible'`,
      service: 'null',
    }),
    insertion('catalog.database', { id: uuid(id.members), name: `'members'` }),
    insertion('catalog.purpose', { id: uuid(id.support), name: `'support'` }),
    insertion('access.grant', { id: uuid(id.serviceLive), name: `'service'`, ...ofService }),
    insertion('access.credential', {
      id: uuid(id.serviceCredential),
      username: `'service.1'`,
      grant_id: uuid(id.serviceLive),
    }),
    insertion('custody.session', { id: uuid(id.serviceSession), credential_id: uuid(id.serviceCredential), ...ofBot }),
    insertion('custody.disclosure', {
      session_id: uuid(id.serviceSession),
      grant_id: uuid(id.serviceLive),
      service: 'true',
    }),
    insertion('custody.disclosure_part', { session_id: uuid(id.serviceSession), batch: '2' }),
  ];
  for (const statement of statements) await sql.raw(statement).execute(owner);

  assert.ok((await migrate(owner, 'jikimi')).includes('0016-fewer-checks.sql'));
  const { rows } = await sql`
    select s.service, p.batch from custody.session s join custody.disclosure_part p on p.session_id = s.id`.execute(
    owner,
  );
  assert.deepEqual(rows, [{ service: true, batch: 2 }]);
  await assert.rejects(sql`update custody.session set service = false`.execute(owner), { code: 'JK701' });
});
