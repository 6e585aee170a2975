import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import { type Actor, type PersonId, personId } from './actor.ts';
import { declareFit, leave } from './declare-fit.ts';
import { hold, installOwner, join } from './join.ts';
import { standingOf } from './people.sql.ts';
import { actorByAccount, actorOf, openLocalSession } from './session.ts';

let installation: Installation;
let db: Db;
let hr: Actor;
before(async () => {
  installation = await testInstallation();
  db = installation.db('office');
  await installOwner(db, { account: 'owner', display: 'owner', kind: 'person', language: 'ko' }, 'a test');
  const id = await joined('hr');
  await hold(db, await actorByAccount(db, 'owner'), { person: id, office: 'hr', service: null, basis: 'a test' });
  hr = await actorByAccount(db, 'hr');
});
after(() => installation?.stop());

async function joined(account: string): Promise<PersonId> {
  const owner = await actorByAccount(db, 'owner');
  return join(db, owner, { account, display: account, kind: 'person', language: 'ko' });
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const tomorrow = async () => (await now(db)).add({ hours: 24 });

/** What the history tells of a leaver: sessions ended, by act. */
async function told(person: PersonId): Promise<number[]> {
  const { rows } = await sql<{ sessions: number }>`
    select (body ->> 'sessions')::int as sessions from ledger.act where kind = 'person.left' and body ->> 'person' = ${person} order by id
  `.execute(db);
  return rows.map((row) => row.sessions);
}

for (const [who, fit] of [
  ['was declared fit', true],
  ['was never declared fit', false],
] as const)
  test(`leave ends the sessions and the standing of somebody who ${who}, on record, once`, async () => {
    const person = await joined(fit ? 'fit' : 'unfit');
    if (fit) await declareFit(db, hr, person, await tomorrow(), 'a test');
    const tokens = [await openLocalSession(db, person, 'one', 1), await openLocalSession(db, person, 'two', 1)];
    for (const token of tokens) assert.equal((await actorOf(db, token)).person, person);
    await leave(db, hr, person);
    for (const token of tokens) await assert.rejects(actorOf(db, token), refusedWith('JK101'));
    const standing = await standingOf(db, person);
    assert.ok(standing?.leftAt, 'no moment of leaving was kept');
    assert.ok(Temporal.Instant.compare(standing.leftAt, await now(db)) <= 0);
    assert.deepEqual(await told(person), [2]);

    await leave(db, hr, person);
    assert.deepEqual([await told(person), await standingOf(db, person)], [[2], standing]);
    await declareFit(db, hr, person, await tomorrow(), 'a mistake');
    assert.deepEqual((await standingOf(db, person))?.leftAt, standing.leftAt);
    await assert.rejects(actorOf(db, await openLocalSession(db, person, 'three', 1)), refusedWith('JK101'));
  });

test('leave is refused about oneself, about nobody, and to whoever holds no office for it', async () => {
  const person = await joined('stays');
  await assert.rejects(leave(db, hr, hr.person), refusedWith('JK106'));
  await assert.rejects(leave(db, hr, personId.parse('00000000-0000-0000-0000-000000000000')), refusedWith('JK003'));
  await assert.rejects(leave(db, await actorByAccount(db, 'stays'), hr.person), refusedWith('JK103'));
  assert.deepEqual([await told(person), await told(hr.person), await standingOf(db, hr.person)], [[], [], undefined]);
});

test('declareFit keeps no personal text', async () => {
  const person = await joined('texts');
  for (const reason of ['seen by hong@example.com', 'called on 010-1234-5678'])
    await assert.rejects(declareFit(db, hr, person, await tomorrow(), reason), refusedWith('JK224'));
  assert.equal(await standingOf(db, person), undefined);
});
