import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import { type Actor, personId } from './actor.ts';
import { hold, join } from './join.ts';
import { addServiceAccount, declareServiceFit, retireServiceAccount } from './service-account.ts';
import { serviceAccounts } from './service-account.sql.ts';
import { actorByAccount, openLocalSession } from './session.ts';

let installation: Installation;
let db: Db;
let lead: Actor;
let elsewhere: Actor;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
  db = installation.db('office');
  lead = await actorByAccount(db, 'lead');
  await sql`insert into people.holding (person, office, basis) values (${id.hr}, 'owner', 'a test')`.execute(db);
  const owner = await actorByAccount(db, 'hr');
  const other = await join(db, owner, { account: 'elsewhere', display: 'x', kind: 'person', language: 'en' });
  const { rows } = await sql<{ id: string }>`
    insert into catalog.service (name, display) values ('cafe', 'Cafe') returning id`.execute(db);
  const service = rows[0]?.id ?? '';
  await hold(db, owner, { person: other, office: 'responsible', service, basis: 'a test' });
  elsewhere = await actorByAccount(db, 'elsewhere');
});
after(() => installation?.stop());

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const web = (account: string) => ({ account, display: 'Web site', serviceId: id.shop });
const tomorrow = async () => (await now(db)).add({ hours: 24 });

test('addServiceAccount enters one that is not fit, on record with its service', async () => {
  const added = await addServiceAccount(db, lead, web('web'));
  const [row] = await serviceAccounts(db, { account: 'web' });
  assert.deepEqual(row, {
    id: added,
    account: 'web',
    display: 'Web site',
    serviceId: id.shop,
    fitUntil: null,
    leftAt: null,
    reason: null,
  });
  const { rows } = await sql<{ service: string; by: string }>`
    select body ->> 'service' as service, body ->> 'by' as by from ledger.act where kind = 'person.joined' and body ->> 'person' = ${added}
  `.execute(db);
  assert.deepEqual(rows, [{ service: id.shop, by: lead.person }]);
  await assert.rejects(addServiceAccount(db, lead, web('web')), refusedWith('JK105'));
  await assert.rejects(addServiceAccount(db, lead, web('handler')), refusedWith('JK105'));
});

test('the responsible of another service enters, declares and ends none of this one', async () => {
  await addServiceAccount(db, lead, web('kept'));
  await assert.rejects(addServiceAccount(db, elsewhere, web('taken')), refusedWith('JK103'));
  await assert.rejects(declareServiceFit(db, elsewhere, 'kept', await tomorrow(), 'x'), refusedWith('JK103'));
  await assert.rejects(retireServiceAccount(db, elsewhere, 'kept'), refusedWith('JK103'));
  await assert.rejects(retireServiceAccount(db, await actorByAccount(db, 'handler'), 'kept'), refusedWith('JK103'));
});

test('declareServiceFit gives a standing with its reason and end, and no person one', async () => {
  await addServiceAccount(db, lead, web('fit'));
  const until = await tomorrow();
  await declareServiceFit(db, lead, 'fit', until, 'inspection 2027-1');
  const [row] = await serviceAccounts(db, { account: 'fit' });
  assert.equal(row?.reason, 'inspection 2027-1');
  assert.equal(Temporal.Instant.compare(row?.fitUntil ?? Temporal.Instant.from('2000-01-01T00:00:00Z'), until), 0);
  await assert.rejects(declareServiceFit(db, lead, 'fit', until, 'call 010-1234-5678'), refusedWith('JK224'));
  await assert.rejects(declareServiceFit(db, lead, 'handler', until, 'x'), refusedWith('JK107'));
});

test('retireServiceAccount ends it for good, with its sessions, and says so once', async () => {
  const added = await addServiceAccount(db, lead, web('gone'));
  await declareServiceFit(db, lead, 'gone', await tomorrow(), 'inspection 2027-1');
  await openLocalSession(db, personId.parse(added), 'a test', 1);
  await retireServiceAccount(db, lead, 'gone');
  await retireServiceAccount(db, lead, 'gone');
  const [row] = await serviceAccounts(db, { account: 'gone' });
  assert.ok(row?.leftAt);
  await assert.rejects(declareServiceFit(db, lead, 'gone', await tomorrow(), 'again'), refusedWith('JK108'));
  const [after] = await serviceAccounts(db, { account: 'gone' });
  assert.ok(after?.leftAt, 'being declared fit brings it back');
  assert.equal(after.reason, 'inspection 2027-1', 'what was refused is kept');
  const { rows } = await sql<{ sessions: number }>`
    select (body ->> 'sessions')::int as sessions from ledger.act where kind = 'person.left' and body ->> 'person' = ${added}
  `.execute(db);
  assert.deepEqual(rows, [{ sessions: 1 }]);
});
