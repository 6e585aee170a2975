/** Migration 0022 over a database that had people, a leaver among them, before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierInstallation } from '../../test/support/earlier-installation.ts';
import { insertion, uuid } from '../../test/support/rows.ts';
import { id } from '../../test/support/scene-ids.ts';
import { migrate, sql } from '../platform/mod.ts';

test('who was there has joined, who has left stays so, and a service account is nobody who works here', async (t) => {
  const owner = await earlierInstallation(t, '0019-duties.sql');
  const person = (who: string, account: string, kind = 'person') =>
    insertion('people.person', { id: uuid(who), account: `'${account}'`, kind: `'${kind}'` });
  for (const statement of [
    person(id.hr, 'hr'),
    person(id.handler, 'handler'),
    person(id.stranger, 'gone'),
    person(id.bot, 'bot', 'service'),
    insertion('people.standing', { person: uuid(id.handler) }),
    insertion('people.standing', { left_at: 'platform.now()' }),
    insertion('people.standing', { person: uuid(id.bot), left_at: 'platform.now()' }),
  ])
    await sql.raw(statement).execute(owner);

  assert.ok((await migrate(owner, 'jikimi')).includes('0022-people.sql'));
  const { rows } = await sql<{ account: string; state: string | null }>`
    select account, people.state_at(id, platform.now()) as state from people.person order by account
  `.execute(owner);
  assert.deepEqual(
    rows.map(({ account, state }) => `${account} ${state ?? '-'}`),
    ['bot -', 'gone LEFT', 'handler ACTIVE', 'hr ACTIVE'],
  );
});
