/** Migration 0015 over a database that had service accounts and grants of theirs before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierInstallation } from '../../test/support/earlier-installation.ts';
import { insertion, uuid } from '../../test/support/rows.ts';
import { id } from '../../test/support/scene-ids.ts';
import { migrate, sql } from '../platform/mod.ts';

test('an account of before works for the service of its last grant, and its grant keeps its cap in all', async (t) => {
  const owner = await earlierInstallation(t, '0014-writes.sql');
  const person = (who: string, account: string, kind: string) =>
    insertion('people.person', { id: uuid(who), account: `'${account}'`, kind: `'${kind}'` });
  const terms = { holder: uuid(id.bot), service: 'true', minute_subjects: 'null' };
  for (const statement of [
    person(id.requester, 'requester', 'person'),
    person(id.bot, 'bot', 'service'),
    person(id.otherBot, 'idle', 'service'),
    insertion('catalog.service', { id: uuid(id.shop), name: `'shop'` }),
    insertion('catalog.database', { id: uuid(id.members), name: `'members'` }),
    insertion('catalog.purpose', { id: uuid(id.support), name: `'support'` }),
    insertion('access.grant', { id: uuid(id.serviceLive), name: `'service'`, ...terms }),
  ])
    await sql.raw(statement).execute(owner);

  assert.ok((await migrate(owner, 'jikimi')).includes('0015-service-grants.sql'));
  const { rows } = await sql`select account, service from people.service_account`.execute(owner);
  assert.deepEqual(rows, [{ account: id.bot, service: id.shop }]);
  const { rows: caps } = await sql`select max_subjects as max from access.grant`.execute(owner);
  assert.deepEqual(caps, [{ max: 1000 }]);
});
