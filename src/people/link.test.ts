import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { claimLink, password, signInKey as key } from '../../test/support/sign-in.ts';
import { loadRules } from '../law/mod.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import { type Actor, type Office } from './actor.ts';
import { declareFit } from './declare-fit.ts';
import { endPerson } from './employ.ts';
import { hold, installOwner, join } from './join.ts';
import { claim, firstOwnerLink, invite, lookAtLink, makeOwnerLink, ownerHasSignedIn } from './link.ts';
import { codeAt, secretFrom, stepAt } from './one-time-code.ts';
import { actorByAccount, actorOf, openLocalSession } from './session.ts';

let installation: Installation;
let db: Db;
let owner: Actor;
before(async () => {
  installation = await testInstallation({ drill: true });
  db = installation.db('office');
  await loadRules(db);
});
after(() => installation?.stop());

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const pass = async (hours: number) => moveClock(installation, (await now(db)).add({ minutes: hours * 60 }));

async function employee(account: string, office?: Office): Promise<Actor> {
  const person = await join(db, owner, { account, display: account, kind: 'person', language: 'en' });
  if (office !== undefined) await hold(db, owner, { person, office, service: null, basis: `resolution on ${account}` });
  return actorByAccount(db, account);
}

async function asked(link: string) {
  const { authenticator, nonce } = await lookAtLink(db, link, key);
  const code = codeAt(secretFrom(authenticator) ?? Buffer.alloc(0), stepAt(await now(db)));
  return { link, password, nonce, code, source: '192.0.2.1', label: 'a test' };
}

test('the owner’s first link is made once, and only when there is an owner', async () => {
  assert.equal(await firstOwnerLink(db), undefined);
  await assert.rejects(makeOwnerLink(db), refusedWith('JK003'));
  await installOwner(db, { account: 'owner', display: 'owner', kind: 'person', language: 'ko' }, 'the contract');
  owner = await actorByAccount(db, 'owner');
  const first = await firstOwnerLink(db);
  assert.match(first?.link ?? '', /^jkl_[\w-]{43}$/);
  assert.equal(await firstOwnerLink(db), undefined);
  const second = await makeOwnerLink(db);
  await assert.rejects(lookAtLink(db, first?.link ?? '', key), refusedWith('JK115'));
  await pass(24.1);
  await assert.rejects(
    claim(db, await asked(second.link).catch(() => ({ ...empty, link: second.link })), key),
    refusedWith('JK115'),
  );
});

const empty = { password, nonce: '', code: '', source: '192.0.2.1', label: 'a test' };

test('the owner’s link changes nothing while password or code are not right, is used once, and closes local sessions for ever', async () => {
  const local = await openLocalSession(db, owner.person, 'local', 24);
  assert.ok(await actorOf(db, local));
  const { link } = await makeOwnerLink(db);
  const right = await asked(link);
  await assert.rejects(claim(db, { ...right, password: 'Password1234' }, key), refusedWith('JK112'));
  await assert.rejects(claim(db, { ...right, code: '12345' }, key), refusedWith('JK120'));
  await assert.rejects(
    claim(db, { ...right, nonce: Buffer.alloc(20).toString('base64url') }, key),
    refusedWith('JK120'),
  );
  assert.equal(await ownerHasSignedIn(db), false);
  assert.ok(await actorOf(db, local));

  const several = await Promise.allSettled([1, 2, 3].map(() => claim(db, right, key)));
  assert.equal(several.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(await ownerHasSignedIn(db), true);
  await assert.rejects(actorOf(db, local), refusedWith('JK113'));
  await assert.rejects(claim(db, right, key), refusedWith('JK115'));
  await assert.rejects(makeOwnerLink(db), refusedWith('JK116'));
  assert.equal(await firstOwnerLink(db), undefined);
});

test('a local session of before opens nothing any more, and none can be made', async () => {
  const handler = await employee('handler');
  await assert.rejects(openLocalSession(db, handler.person, 'local', 24), (error: unknown) =>
    /JK113|signed in/.test(String(error)),
  );
  await sql`alter table people.session disable trigger no_session_without_sign_in`.execute(installation.db('owner'));
  const token = await openLocalSession(db, handler.person, 'local', 24);
  await sql`alter table people.session enable always trigger no_session_without_sign_in`.execute(
    installation.db('owner'),
  );
  await assert.rejects(actorOf(db, token), refusedWith('JK113'));
});

test('invite is for HR and the owner, about somebody else who works here; only an owner invites an owner', async () => {
  const hr = await employee('hr.lee', 'hr');
  const lead = await employee('lead', 'responsible');
  assert.match((await invite(db, hr, 'lead')).link, /^jkl_/);
  await assert.rejects(invite(db, lead, 'hr.lee'), refusedWith('JK103'));
  await assert.rejects(invite(db, hr, 'hr.lee'), refusedWith('JK106'));
  await assert.rejects(invite(db, hr, 'owner'), refusedWith('JK103'));
  await assert.rejects(invite(db, hr, 'nobody'), refusedWith('JK003'));
  await sql`insert into people.person (account, display, kind) values ('web', 'web', 'service')`.execute(db);
  await assert.rejects(invite(db, hr, 'web'), refusedWith('JK119'));
  const gone = await employee('gone');
  const { link } = await invite(db, hr, 'gone');
  await endPerson(db, hr, { account: gone.account, from: null, reason: 'a test' });
  await assert.rejects(invite(db, hr, 'gone'), refusedWith('JK119'));
  await assert.rejects(lookAtLink(db, link, key), refusedWith('JK115'));
});

test('a link lets somebody in again who lost everything: what they had is over, with their sessions', async () => {
  const hr = await actorByAccount(db, 'hr.lee');
  await employee('forgetful');
  const before = await claimLink(db, (await invite(db, hr, 'forgetful')).link);
  const after = await claimLink(db, (await invite(db, hr, 'forgetful')).link);
  await assert.rejects(actorOf(db, before.token), refusedWith('JK101'));
  assert.ok(await actorOf(db, after.token));
  const { rows } = await sql<{ holds: number }>`
    select count(*)::int as holds from people.authenticator a join people.person p on p.id = a.person where p.account = 'forgetful' and a.ended_at is null
  `.execute(db);
  assert.deepEqual(rows, [{ holds: 1 }]);
});

test('what people decide about people stands on record with the office and the basis that they held then', async () => {
  const hr = await actorByAccount(db, 'hr.lee');
  const person = (await employee('newcomer')).person;
  await declareFit(db, hr, person, (await now(db)).add({ hours: 1 }), 'pledge 7');
  await invite(db, hr, 'newcomer');
  await endPerson(db, hr, { account: 'newcomer', from: null, reason: 'a test' });
  const { rows } = await sql<{ kind: string; office: string; basis: string; held: boolean }>`
    select a.kind, a.body #>> '{under,office}' as office, a.body #>> '{under,basis}' as basis,
      exists (select from people.holding h where h.id::text = a.body #>> '{under,holding}' and h.person::text = a.body ->> 'by') as held
    from ledger.act a where a.body ->> 'person' = ${person} order by a.id
  `.execute(db);
  const by = (office: string, basis: string) => (kind: string) => ({ kind, office, basis, held: true });
  assert.deepEqual(rows, [
    by('owner', 'the contract')('person.joined'),
    ...['standing.declared', 'link.made', 'person.left'].map(by('hr', 'resolution on hr.lee')),
  ]);
});
