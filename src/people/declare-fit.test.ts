import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, Refusal, now } from '../platform/mod.ts';
import { type Actor, type PersonId } from './actor.ts';
import { declareFit } from './declare-fit.ts';
import { endPerson } from './employ.ts';
import { hold, installOwner, join } from './join.ts';
import { standingOf } from './people.sql.ts';
import { actorByAccount } from './session.ts';

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

test('declareFit keeps no personal text', async () => {
  const person = await joined('texts');
  for (const reason of ['seen by hong@example.com', 'called on 010-1234-5678'])
    await assert.rejects(declareFit(db, hr, person, await tomorrow(), reason), refusedWith('JK224'));
  assert.equal(await standingOf(db, person), undefined);
});

test('declareFit brings no leaver back', async () => {
  const person = await joined('gone');
  await declareFit(db, hr, person, await tomorrow(), 'a test');
  const before = await standingOf(db, person);
  await endPerson(db, hr, { account: 'gone', from: null, reason: 'a test' });
  await assert.rejects(
    declareFit(db, hr, person, (await now(db)).add({ hours: 48 }), 'a mistake'),
    refusedWith('JK141'),
  );
  assert.deepEqual(await standingOf(db, person), before);
});
