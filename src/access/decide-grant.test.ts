import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import { loadRules } from '../law/mod.ts';
import {
  type Actor,
  actorByAccount,
  addServiceAccount,
  declareServiceFit,
  retireServiceAccount,
} from '../people/mod.ts';
import { type Db, type Refusal, now, sql } from '../platform/mod.ts';
import { approveGrant, rejectGrant } from './decide-grant.ts';
import { readGrant } from './read-grants.ts';
import { type Request, requestGrant } from './request-grant.ts';
import { revokeGrant } from './revoke-grant.ts';

let installation: Installation;
let db: Db;
let requester: Actor;
let lead: Actor;
let cpo: Actor;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
  db = installation.db('office');
  await loadRules(db);
  requester = await actorByAccount(db, 'requester');
  lead = await actorByAccount(db, 'lead');
  cpo = await actorByAccount(db, 'cpo');
});
after(() => installation?.stop());

const terms: Request = {
  name: 'complaints',
  service: 'shop',
  database: 'members',
  holder: 'handler',
  replaces: null,
  purpose: 'support',
  ticket: 'T-1',
  work: 'answers complaints',
  days: 30,
  sources: ['10.0.0.0/8'],
  window: null,
  export: false,
  writes: false,
  fields: [{ table: 'members', column: 'email', mode: 'partial' }],
  subjects: 'all',
  maxSubjects: 100,
  daySubjects: 10,
  minuteSubjects: null,
};

let made = 0;
async function requested(changed: Partial<Request> = {}): Promise<string> {
  const name = `request-${++made}`;
  await requestGrant(db, requester, { ...terms, name, ...changed });
  return name;
}

async function approved(changed: Partial<Request> = {}): Promise<string> {
  const name = await requested(changed);
  await approveGrant(db, lead, name, 'necessary');
  return name;
}

const state = async (name: string) => (await readGrant(db, name)).state;
const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as Refusal).code, code);
  return true;
};

/** Kinds of the acts that name the grant, in their order. */
async function told(name: string): Promise<string[]> {
  const { facts } = await readGrant(db, name);
  const { rows } = await sql<{
    kind: string;
  }>`select kind from ledger.act where body ->> 'grant' = ${facts.grantId} order by id`.execute(db);
  return rows.map((row) => row.kind);
}

test('approveGrant, rejectGrant and revokeGrant keep no personal text', async () => {
  const name = await requested();
  const live = await approved();
  for (const reason of ['asked by hong@example.com', 'called on 010-1234-5678']) {
    await assert.rejects(approveGrant(db, lead, name, reason), refusedWith('JK224'));
    await assert.rejects(rejectGrant(db, lead, name, reason), refusedWith('JK224'));
    await assert.rejects(revokeGrant(db, lead, live, reason), refusedWith('JK224'));
  }
  assert.deepEqual(
    [await state(name), await told(name), await state(live)],
    ['REQUESTED', ['grant.requested'], 'ACTIVE'],
  );
});

describe('approveGrant', () => {
  test('approveGrant begins the grant with the last approval that it needs, on record', async () => {
    const name = await requested();
    assert.deepEqual(await approveGrant(db, lead, name, 'necessary'), { state: 'ACTIVE', owed: [] });
    assert.equal(await state(name), 'ACTIVE');
    assert.deepEqual(await told(name), ['grant.requested', 'grant.approved', 'grant.began']);
  });

  test('approveGrant says that nothing opens where the holder has no standing', async () => {
    const name = await requested({ holder: 'stranger' });
    assert.deepEqual(await approveGrant(db, lead, name, 'necessary'), { state: 'SUSPENDED', owed: [] });
    assert.equal(await state(name), 'SUSPENDED');
  });

  test('approveGrant waits for the CPO’s office where values are opened in full', async () => {
    const name = await requested({ fields: [{ table: 'members', column: 'email', mode: 'full' }] });
    assert.deepEqual(await approveGrant(db, lead, name, 'necessary'), { state: 'REQUESTED', owed: ['cpo_office'] });
    assert.equal(await state(name), 'REQUESTED');
    assert.deepEqual(await approveGrant(db, cpo, name, 'necessary'), { state: 'ACTIVE', owed: [] });
  });

  test('approveGrant waits for the CPO’s office where values are exported, whoever comes first', async () => {
    const name = await requested({ export: true });
    assert.deepEqual(await approveGrant(db, cpo, name, 'necessary'), { state: 'REQUESTED', owed: ['responsible'] });
    assert.deepEqual(await approveGrant(db, lead, name, 'necessary'), { state: 'ACTIVE', owed: [] });
  });

  test('approveGrant refuses the requester and the holder, whatever office they hold', async () => {
    const own = (actor: Actor): Actor => ({ ...actor, holdings: lead.holdings });
    const name = await requested();
    await assert.rejects(approveGrant(db, own(requester), name, 'necessary'), refusedWith('JK215'));
    await assert.rejects(
      approveGrant(db, own(await actorByAccount(db, 'handler')), name, 'necessary'),
      refusedWith('JK215'),
    );
    assert.equal(await state(name), 'REQUESTED');
    assert.deepEqual(await told(name), ['grant.requested']);
  });

  test('approveGrant refuses who holds no office for it', async () => {
    const name = await requested();
    await assert.rejects(
      approveGrant(db, await actorByAccount(db, 'stranger'), name, 'necessary'),
      refusedWith('JK103'),
    );
    await assert.rejects(approveGrant(db, cpo, name, 'necessary'), refusedWith('JK103'));
  });

  test('approveGrant refuses an office that somebody else holds, in the database', async () => {
    const name = await requested();
    const stranger = { ...(await actorByAccount(db, 'stranger')), holdings: lead.holdings };
    await assert.rejects(approveGrant(db, stranger, name, 'necessary'), { constraint: 'under_an_office_of_theirs' });
    assert.equal(await state(name), 'REQUESTED');
  });

  test('approveGrant refuses what was decided', async () => {
    const name = await approved();
    await assert.rejects(approveGrant(db, lead, name, 'necessary'), refusedWith('JK216'));
    await assert.rejects(rejectGrant(db, lead, name, 'not necessary'), refusedWith('JK216'));
  });

  test('approveGrant and rejectGrant at the same time leave one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const name = await requested({ export: true });
      const outcomes = await Promise.allSettled([
        approveGrant(db, lead, name, 'necessary'),
        rejectGrant(db, cpo, name, 'not necessary'),
      ]);
      assert.equal(outcomes[1]?.status, 'fulfilled');
      assert.equal(await state(name), 'REJECTED');
    }
  });
});

describe('rejectGrant', () => {
  test('rejectGrant ends the request with one rejection, after an approval too', async () => {
    const name = await requested({ export: true });
    await approveGrant(db, lead, name, 'necessary');
    await rejectGrant(db, cpo, name, 'not necessary');
    assert.equal(await state(name), 'REJECTED');
    assert.deepEqual(await told(name), ['grant.requested', 'grant.approved', 'grant.rejected']);
    await assert.rejects(approveGrant(db, cpo, name, 'necessary'), refusedWith('JK216'));
  });
});

describe('revokeGrant', () => {
  test('revokeGrant ends licence and credentials now, on record, once', async () => {
    const name = await approved();
    await revokeGrant(db, lead, name, 'no longer needed');
    const { facts } = await readGrant(db, name);
    assert.equal(await state(name), 'REVOKED');
    assert.ok(facts.ended !== null && Temporal.Instant.compare(facts.ended, facts.now) <= 0);
    const { rows } = await sql`select from access.licence where grant_id = ${facts.grantId}`.execute(db);
    assert.equal(rows.length, 0);
    assert.equal((await told(name)).at(-1), 'grant.ended');
    await assert.rejects(revokeGrant(db, lead, name, 'again'), refusedWith('JK217'));
  });

  test('revokeGrant refuses what never began, and who may not', async () => {
    await assert.rejects(revokeGrant(db, lead, await requested(), 'no longer needed'), refusedWith('JK217'));
    const name = await approved();
    await assert.rejects(revokeGrant(db, requester, name, 'no longer needed'), refusedWith('JK103'));
    assert.equal(await state(name), 'ACTIVE');
  });

  test('revokeGrant at the same time from two sides ends it once', async () => {
    const name = await approved();
    const outcomes = await Promise.allSettled([revokeGrant(db, lead, name, 'one'), revokeGrant(db, cpo, name, 'two')]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await told(name)).filter((kind) => kind === 'grant.ended').length, 1);
  });
});

describe('a grant that replaces another', () => {
  test('approveGrant ends the replaced grant in the moment in which the new one begins', async () => {
    const old = await approved();
    const next = await requested({ replaces: old, daySubjects: 5 });
    assert.equal(await state(old), 'ACTIVE');
    await approveGrant(db, lead, next, 'narrower');
    assert.deepEqual([await state(old), await state(next)], ['REPLACED', 'ACTIVE']);
    assert.equal((await told(old)).at(-1), 'grant.ended');
  });

  test('rejectGrant leaves the grant that was to be replaced as it is', async () => {
    const old = await approved();
    const next = await requested({ replaces: old });
    await rejectGrant(db, lead, next, 'not necessary');
    assert.deepEqual([await state(old), await state(next)], ['ACTIVE', 'REJECTED']);
  });

  test('approveGrant that fails at the end leaves the replaced grant live', async () => {
    const old = await approved();
    const next = await requested({ replaces: old });
    const silent = {
      ...lead,
      holdings: lead.holdings.map((holding) => ({ ...holding, id: id.cpoHolding as typeof holding.id })),
    };
    await assert.rejects(approveGrant(db, silent, next, 'narrower'), { constraint: 'under_an_office_of_theirs' });
    assert.deepEqual([await state(old), await state(next)], ['ACTIVE', 'REQUESTED']);
  });
});

describe('requestGrant', () => {
  test('requestGrant refuses a field beyond its purpose, a mode beyond its highest, and leaves nothing', async () => {
    const beyond = { fields: [{ table: 'members', column: 'rrn', mode: 'match' as const }] };
    await assert.rejects(requested(beyond), refusedWith('JK219'));
    await assert.rejects(
      requested({ fields: [{ table: 'members', column: 'phone', mode: 'full' }] }),
      refusedWith('JK212'),
    );
    await assert.rejects(readGrant(db, `request-${made}`), refusedWith('JK003'));
  });

  test('requestGrant refuses a name that is taken', async () => {
    const name = await requested();
    await assert.rejects(requestGrant(db, requester, { ...terms, name }), refusedWith('JK218'));
  });
});

describe('a grant of a service account', () => {
  const service: Partial<Request> = {
    holder: 'bot',
    days: 180,
    maxSubjects: null,
    minuteSubjects: 60,
    daySubjects: 1000,
    fields: [{ table: 'members', column: 'email', mode: 'full' }],
  };

  test('begins with one responsible decision, full values and export included, and its review is due in 97 days', async () => {
    const name = await requested({ ...service, export: true });
    assert.deepEqual(await approveGrant(db, lead, name, 'necessary'), { state: 'ACTIVE', owed: [] });
    const { facts } = await readGrant(db, name);
    const { starts, reviewDue, ends } = facts;
    assert.ok(starts !== null && reviewDue !== null && ends !== null);
    assert.equal(reviewDue.since(starts).total('hours') / 24, 97);
    assert.equal(ends.since(starts).total('hours') / 24, 180);
  });

  for (const [what, changed, code] of [
    ['with a cap in all', { maxSubjects: 10 }, 'JK231'],
    ['without a cap a minute', { minuteSubjects: null }, 'JK231'],
    ['of a person without a cap in all', { holder: 'handler', days: 30 }, 'JK232'],
    ['of an account that works for no such service', { holder: 'other-bot' }, 'JK234'],
  ] as const)
    test(`is refused ${what}`, () => assert.rejects(requested({ ...service, ...changed }), refusedWith(code)));

  test('ends with its account', async () => {
    await addServiceAccount(db, lead, { account: 'web', display: 'Web', serviceId: id.shop });
    const name = await approved({ ...service, holder: 'web' });
    assert.equal(await state(name), 'SUSPENDED', 'it was not declared fit');
    await declareServiceFit(db, lead, 'web', (await now(db)).add({ hours: 1 }), 'inspection 2027-1');
    assert.equal(await state(name), 'ACTIVE');
    await retireServiceAccount(db, lead, 'web');
    assert.equal(await state(name), 'SUSPENDED');
    const until = (await now(db)).add({ hours: 1 });
    await assert.rejects(declareServiceFit(db, lead, 'web', until, 'inspection 2027-1'), refusedWith('JK108'));
    assert.equal(await state(name), 'SUSPENDED', 'nothing brings it back');
  });
});
