/** custody.record against a real database: the failures that end in it, and the check of what it wrote. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { indexPortion, partsOf, strays } from '../../src/custody/mod.ts';
import { sequenceOnce, verify } from '../../src/ledger/mod.ts';
import { type Db, type Tx, sql } from '../../src/platform/mod.ts';
import { behindItsBack } from '../support/behind-its-back.ts';
import { type Installation, moveClock, testInstallation } from '../support/installation.ts';
import { type Asked, addLiveGrant, ofService, recordOf, recordOpening, setScene } from '../support/scene.ts';
import { id } from '../support/scene-ids.ts';

/** Noon in Seoul, so that no test runs into another minute or day by itself; the lives of the scene begin then. */
const noon = Temporal.Now.zonedDateTimeISO('Asia/Seoul')
  .add({ days: 1 })
  .with({ hour: 12, minute: 0, second: 5 })
  .toInstant();

let installation: Installation;
let custodian: Db;
let owner: Db;
before(async () => {
  installation = await testInstallation({ drill: true });
  await moveClock(installation, noon);
  await setScene(installation);
  custodian = installation.db('custodian');
  owner = installation.db('owner');
});
after(() => installation?.stop());

let batches = 100;
const live = (asked: Partial<Asked> = {}): Asked => ({
  session: id.session,
  grant: id.live,
  batch: batches++,
  ...asked,
});
const service = (asked: Partial<Asked> = {}): Asked => ({
  session: id.serviceSession,
  grant: id.serviceLive,
  batch: batches++,
  ...asked,
});
const record = (...asked: readonly Asked[]) => recordOpening(custodian, ...asked);
const people = (count: number) => Array.from({ length: count }, () => randomUUID());

async function ask<T extends object>(statement: string, db: Db | Tx = owner): Promise<T> {
  const { rows } = await sql.raw<T>(statement).execute(db);
  return rows[0] ?? assert.fail('no row');
}

async function counts(): Promise<{ openings: number; disclosures: number; spent: number }> {
  return ask(`select (select count(*) from ledger.opening) as openings, (select count(*) from custody.disclosure) as disclosures,
    (select sum(subjects)::int from access.spent) as spent`);
}

async function spentOf(grant: string): Promise<Record<string, number>> {
  const { spent } = await ask<{ spent: Record<string, number> }>(
    `select coalesce(json_object_agg(span, subjects), '{}') as spent from access.spent where grant_id = '${grant}'`,
  );
  return spent;
}

async function client(role: 'custodian' | 'office'): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: installation.uri(role) });
  one.on('error', () => undefined);
  await one.connect();
  return one;
}

/** Whether the work still waits for a lock after a while in which it would otherwise be done. */
async function waits(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => false), sleep(150).then(() => true)]);
}

const recordText = `select outcome, at from custody.record($1::jsonb)`;
const recordBy = async (by: pg.Client, ...asked: readonly Asked[]) => {
  const { rows } = await by.query<{ outcome: string }>(recordText, [JSON.stringify(asked.map(recordOf))]);
  return rows.map((row) => row.outcome);
};
const revoke = (grant: string, ended = 'platform.now()') =>
  `update access.life set ended = ${ended}, ended_as = 'REVOKED' where grant_id = '${grant}'`;

describe('custody.record asked again', () => {
  test('custodian, after commit, before reply: the same request is answered without a second record or spend', async () => {
    const asked = live({ subjects: people(2) });
    assert.deepEqual(await record(asked), ['recorded']);
    const once = await counts();
    assert.deepEqual(await record(asked), ['again']);
    assert.deepEqual(await counts(), once);
  });

  test('custodian, after commit, before reply: another request under the same number is refused', async () => {
    const asked = live();
    assert.deepEqual(await record(asked), ['recorded']);
    const once = await counts();
    assert.deepEqual(await record({ ...asked, digest: 'e1'.repeat(32) }), ['other']);
    assert.deepEqual(await counts(), once);
  });

  test('custodian, before commit: nothing is recorded, and the same batch may be asked again', async () => {
    const asked = live({ subjects: people(1) });
    const once = await counts();
    const dying = await client('custodian');
    await dying.query('begin');
    assert.deepEqual(await recordBy(dying, asked), ['recorded']);
    await ask(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and state = 'idle in transaction'`,
      installation.db('superuser'),
    );
    await assert.rejects(dying.query('commit'));
    await dying.end().catch(() => undefined);
    assert.deepEqual(await counts(), once);
    assert.deepEqual(await record(asked), ['recorded']);
  });

  test('one batch asked twice at the same time is recorded once', async () => {
    const asked = live({ subjects: people(1) });
    const outcomes = (await Promise.all([record(asked), record(asked), record(asked, asked)])).flat();
    assert.deepEqual(outcomes.sort(), ['again', 'again', 'again', 'recorded']);
  });
});

describe('custody.record beside a revocation', () => {
  test('revocation races the record: the record that was first is lawful, and the life ends after it', async () => {
    const { grant, session } = await addLiveGrant(installation, 'race-one', {});
    const [recorder, revoker] = [await client('custodian'), await client('office')];
    await recorder.query('begin');
    assert.deepEqual(await recordBy(recorder, { session, grant }), ['recorded']);
    const revoked = revoker.query(revoke(grant));
    assert.ok(await waits(revoked), 'the revocation waits for the record');
    await recorder.query('commit');
    await revoked;
    const { after: between } = await ask<{ after: boolean }>(
      `select l.ended > d.at and l.live @> d.at as after from access.life l join custody.disclosure d using (grant_id) where l.grant_id = '${grant}'`,
    );
    assert.equal(between, true);
    assert.deepEqual(await record({ session, grant, batch: 2 }), ['ended']);
    await recorder.end();
    await revoker.end();
  });

  test('revocation races the record: after a revocation that was first nothing is recorded', async () => {
    const { grant, session } = await addLiveGrant(installation, 'race-two', {});
    const [recorder, revoker] = [await client('custodian'), await client('office')];
    await revoker.query('begin');
    await revoker.query(revoke(grant));
    const recorded = recordBy(recorder, { session, grant });
    assert.ok(await waits(recorded), 'the record waits for the revocation');
    await revoker.query('commit');
    assert.deepEqual(await recorded, ['ended']);
    await recorder.end();
    await revoker.end();
  });

  test('a revocation that was taken back holds up the record, no more', async () => {
    const { grant, session } = await addLiveGrant(installation, 'race-three', {});
    const [recorder, revoker] = [await client('custodian'), await client('office')];
    await revoker.query('begin');
    await revoker.query(revoke(grant));
    const recorded = recordBy(recorder, { session, grant });
    assert.ok(await waits(recorded));
    await revoker.query('rollback');
    assert.deepEqual(await recorded, ['recorded']);
    await recorder.end();
    await revoker.end();
  });

  for (const [what, ended] of [
    ['back-dated', `platform.now() - interval '1 day'`],
    ['post-dated', `platform.now() + interval '1 day'`],
    ['age-old', `'-infinity'`],
  ] as const)
    test(`an ending that is ${what} is corrected to after the last record, and does not fail`, async () => {
      const { grant, session } = await addLiveGrant(installation, what, {});
      assert.deepEqual(await record({ session, grant }), ['recorded']);
      await sql.raw(revoke(grant, ended)).execute(installation.db('office'));
      const row = await ask<{ late: boolean; now: boolean }>(
        `select l.ended > d.at as late, l.ended between platform.now() - interval '1 minute' and platform.now() as now
         from access.life l join custody.disclosure d using (grant_id) where l.grant_id = '${grant}'`,
      );
      assert.deepEqual(row, { late: true, now: true });
    });

  for (const [what, statement] of [
    [
      'the standing of its holder ended',
      `update people.standing set fit_until = platform.now() where person = '${id.handler}'`,
    ],
    ['its holder left', `update people.standing set left_at = platform.now() where person = '${id.handler}'`],
    [
      'the approval of its purpose was withdrawn',
      `update catalog.purpose set approved_until = platform.now() where id = '${id.support}'`,
    ],
    [
      'its review was missed',
      `update access.life set review_due = platform.now() + interval '1 microsecond' where grant_id = '${id.approved}'`,
    ],
  ] as const)
    test(`custody.record records nothing once ${what}`, async () => {
      const ended = await takenBack(async (tx) => {
        const own = what === 'its review was missed' ? await missed() : { grant: id.live, session: id.session };
        await sql.raw(statement.replace(id.approved, own.grant)).execute(tx);
        return recordOpening(tx as Db, live(own));
      });
      assert.deepEqual(ended, ['ended']);
    });

  const stop = `insert into catalog.stop (subject, purpose_id, kind) values ('${id.subject}', '${id.support}', 'restricted')`;
  for (const [what, statement, saw] of [
    ['a key became unusable', 'update custody.generation set generation = generation + 1', {}],
    ['a stop was set', stop, {}],
    ['a stop was lifted', 'select', { stops: [`${id.subject} restricted`] }],
    ['a stop became another', stop, { stops: [`${id.subject} held`] }],
  ] as const)
    test(`custody.record records nothing where the decision did not see that ${what}`, async () => {
      const stale = await takenBack(async (tx) => {
        await sql.raw(statement).execute(tx);
        return recordOpening(tx as Db, live(), live({ ...saw, subjects: [id.subject] }), live({ subjects: people(1) }));
      });
      const others = what === 'a key became unusable' ? 'stale' : 'recorded';
      assert.deepEqual([stale[1], stale[2]], ['stale', others]);
    });

  test('custody.record takes what the decision saw as it is, and nothing for nothing', async () => {
    const outcomes = await takenBack(async (tx) => {
      await sql.raw(stop).execute(tx);
      const blind = ['generation', 'stops'].map((left) => ({
        ...recordOf(live({ subjects: people(1) })),
        [left]: undefined,
      }));
      const { rows } = await sql<{ outcome: string }>`
        select outcome from custody.record(${JSON.stringify([recordOf(live({ stops: [`${id.subject} restricted`] })), ...blind])}::jsonb) order by n
      `.execute(tx);
      return rows.map((row) => row.outcome);
    });
    assert.deepEqual(outcomes, ['recorded', 'stale', 'stale']);
  });

  test('custody.record records nothing outside the hours of the grant', async () => {
    const outcomeWithin = async (from: string, to: string): Promise<string> => {
      const own = await addLiveGrant(installation, `hours-${batches++}`, {
        window_from: `'${from}'`,
        window_to: `'${to}'`,
      });
      const [outcome = ''] = await record(live(own));
      return outcome;
    };
    assert.equal(await outcomeWithin('12:00', '13:00'), 'recorded');
    assert.equal(await outcomeWithin('13:00', '12:00'), 'stale');
    assert.equal(await outcomeWithin('22:00', '12:30'), 'recorded');
    assert.equal(await outcomeWithin('09:00', '12:00'), 'stale');
    assert.equal(await outcomeWithin('09:00', '09:00'), 'recorded');
  });

  test('custody.record knows no grant that was only requested', async () => {
    assert.deepEqual(await record({ session: id.session, grant: id.asked, batch: batches++ }), ['ended']);
  });
});

async function missed(): Promise<{ grant: string; session: string }> {
  return addLiveGrant(installation, 'missed', {});
}

class TakenBack extends Error {}

/** As the owner, in a transaction that is taken back. */
async function takenBack<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await owner
    .transaction()
    .execute(async (tx) => {
      result = { value: await work(tx) };
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return result?.value ?? assert.fail();
}

describe('custody.record counts', () => {
  test('two custodians at the same time open exactly as many subjects as the cap', async () => {
    const { grant, session } = await addLiveGrant(installation, 'cap-exact', { day_subjects: '50' });
    const lanes = [0, 1, 2, 3].map(async (lane) => {
      const outcomes: string[] = [];
      for (let n = 0; n < 20; n++)
        outcomes.push(...(await record({ session, grant, batch: lane * 20 + n, subjects: people(1) })));
      return outcomes;
    });
    const outcomes = (await Promise.all(lanes)).flat();
    assert.equal(outcomes.filter((outcome) => outcome === 'recorded').length, 50);
    assert.equal(outcomes.filter((outcome) => outcome === 'cap:day').length, 30);
    assert.deepEqual(await spentOf(grant), { day: 50, all: 50 });
  });

  test('a subject that was seen before costs nothing', async () => {
    const { grant, session } = await addLiveGrant(installation, 'second-look', { max_subjects: '2' });
    const two = people(2);
    assert.deepEqual(await record({ session, grant, subjects: two }, { session, grant, batch: 2, subjects: two }), [
      'recorded',
      'recorded',
    ]);
    assert.deepEqual(await record({ session, grant, batch: 3, subjects: [two[0] ?? '', ...people(1)] }), ['cap:all']);
    assert.deepEqual(await spentOf(grant), { day: 2, all: 2 });
  });

  test('a batch that passes one cap spends nothing of the others', async () => {
    const { grant, session } = await addLiveGrant(installation, 'all-or-nothing', {
      max_subjects: '3',
      day_subjects: '50',
    });
    assert.deepEqual(await record({ session, grant, subjects: people(4) }), ['cap:all']);
    assert.deepEqual(await spentOf(grant), {});
    assert.deepEqual(await record({ session, grant, batch: 2, subjects: people(3) }), ['recorded']);
  });

  test('above the bulk line a subject that is seen twice counts twice', async () => {
    const { grant, session } = await addLiveGrant(installation, 'bulk', { max_subjects: '10001', day_subjects: '5' });
    const two = people(2);
    assert.deepEqual(await record({ session, grant, subjects: two }), ['recorded']);
    assert.deepEqual(await record({ session, grant, batch: 2, subjects: two }), ['recorded']);
    assert.deepEqual(await spentOf(grant), { day: 4, all: 4 });
    assert.deepEqual(await record({ session, grant, batch: 3, subjects: two }), ['cap:day']);
  });

  for (const [what, most, spent] of [
    ['by person', '3', { day: 3, all: 3 }],
    ['by look, above the bulk line', '10001', { day: 3, all: 3 }],
  ] as const)
    test(`a cap that the records of one call break together is kept one at a time, in their order, ${what}`, async () => {
      const terms = { max_subjects: most, day_subjects: '3' };
      const { grant, session } = await addLiveGrant(installation, `together-${most}`, terms);
      const asked = [2, 2, 1].map((count, n) => ({ session, grant, batch: n + 1, subjects: people(count) }));
      const stale = { session, grant, batch: 9, subjects: people(1), generation: 7 };
      const [first, ...rest] = asked;
      assert.deepEqual(await record(first ?? assert.fail(), stale, ...rest), [
        'recorded',
        'stale',
        'cap:day',
        'recorded',
      ]);
      assert.deepEqual(await spentOf(grant), spent);
    });

  test('above the bulk line a person who meets two fields of one record counts once', async () => {
    const { grant, session } = await addLiveGrant(installation, 'two-fields', {
      max_subjects: '10001',
      day_subjects: '3',
    });
    const one = recordOf({ session, grant, subjects: people(2) }) as { parts: { subjects: string }[] };
    const both = JSON.stringify([{ ...one, parts: [...one.parts, ...one.parts] }]);
    const spent = await takenBack(async (tx) => {
      await sql`select custody.record(${both}::jsonb)`.execute(tx);
      return ask<{ subjects: number }>(
        `select subjects from access.spent where grant_id = '${grant}' and span = 'all'`,
        tx,
      );
    });
    assert.deepEqual(spent, { subjects: 2 });
  });

  test('refusals, live and ended grants of one call are each answered in their place', async () => {
    const refusal = { session: id.session, grant: id.revoked, kind: 'refusal' as const };
    const once = await counts();
    assert.deepEqual(
      await record(
        refusal,
        live({ subjects: people(1) }),
        { ...live(), grant: id.asked },
        service({ subjects: [] }),
        refusal,
      ),
      ['recorded', 'recorded', 'ended', 'recorded', 'recorded'],
    );
    assert.equal((await counts()).openings, once.openings + 4);
  });

  test('one number asked twice in one call is one record: the second is like the first, or another', async () => {
    const { grant, session } = await addLiveGrant(installation, 'twins', { max_subjects: '1', day_subjects: '1' });
    const other = 'e1'.repeat(32);
    const fits = { session, grant, batch: 1, subjects: people(1) };
    assert.deepEqual(await record(fits, { ...fits, digest: other }, fits), ['recorded', 'other', 'again']);
    const tooMany = { session, grant, batch: 2, subjects: people(1) };
    assert.deepEqual(await record(tooMany, tooMany), ['cap:day', 'cap:day']);
    const stale = { session, grant, batch: 3, subjects: people(1), generation: 7 };
    assert.deepEqual(await record(stale, stale), ['stale', 'stale']);
  });

  test('a cap a minute holds for the minute and a cap a day for the day of Seoul', async () => {
    await record(service({ subjects: people(49) }));
    assert.deepEqual(await record(service({ subjects: people(1) })), ['cap:day']);
    await moveClock(installation, noon.add({ hours: 12, minutes: 1 }));
    assert.deepEqual(await record(service({ subjects: people(1) })), ['recorded']);
    await moveClock(installation, noon.add({ minutes: 1 }));
    const { grant, session } = await addLiveGrant(installation, 'a-minute', { minute_subjects: '2' });
    assert.deepEqual(await record({ session, grant, subjects: people(2) }), ['recorded']);
    assert.deepEqual(await record({ session, grant, batch: 2, subjects: people(1) }), ['cap:minute']);
    await moveClock(installation, noon.add({ minutes: 2 }));
    assert.deepEqual(await record({ session, grant, batch: 3, subjects: people(2) }), ['recorded']);
  });

  test('a service grant counts a person once a minute and once a day, and tells which of both is full', async () => {
    const { grant, session } = await addLiveGrant(installation, 'service-caps', {
      ...ofService,
      minute_subjects: '3',
      day_subjects: '5',
    });
    let batch = 1;
    const met = (...subjects: readonly string[]) =>
      record({ session, grant, holder: id.bot, batch: batch++, subjects });
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = people(6);
    assert.deepEqual(await met(a, b), ['recorded']);
    assert.deepEqual(await met(a, b, c), ['recorded'], 'who was met costs nothing');
    assert.deepEqual(await met(a, d), ['cap:minute']);
    assert.deepEqual(await met(c), ['recorded']);
    assert.deepEqual(await spentOf(grant), { minute: 3, day: 3 });
    await moveClock(installation, noon.add({ minutes: 10 }));
    assert.deepEqual(await met(a, d, e), ['recorded']);
    assert.deepEqual(await met(f), ['cap:minute']);
    await moveClock(installation, noon.add({ minutes: 11 }));
    assert.deepEqual(await met(f), ['cap:day']);
    assert.deepEqual(await met(a, b, c), ['recorded']);
    const { subjects } = await ask<{ subjects: number }>(
      `select subjects from access.spent where grant_id = '${grant}' and span = 'day'`,
    );
    assert.equal(subjects, 5);
  });

  test('records of one commit that a cap allows in part are judged each for itself', async () => {
    const terms = { ...ofService, minute_subjects: '2', day_subjects: '9' };
    const { grant, session } = await addLiveGrant(installation, 'service-batch', terms);
    const asked = [1, 2, 3].map((batch) => ({ session, grant, holder: id.bot, batch, subjects: people(1) }));
    assert.deepEqual(await record(...asked), ['recorded', 'recorded', 'cap:minute']);
  });

  test('custody.forget_spans forgets whom the spans met that are over, and nothing of a span that still counts', async () => {
    const { grant, session } = await addLiveGrant(installation, 'forgotten', ofService);
    await moveClock(installation, noon.add({ minutes: 20 }));
    assert.deepEqual(await record({ session, grant, holder: id.bot, batch: 1, subjects: people(4) }), ['recorded']);
    const kept = async () => {
      const { spans } = await ask<{ spans: Record<string, number> }>(
        `select coalesce(json_object_agg(span, people), '{}') as spans from (
          select span, count(*) as people from custody.opened where grant_id = '${grant}' group by span) s`,
      );
      return spans;
    };
    const sequencer = installation.db('sequencer');
    const forget = async (most: number) =>
      (await ask<{ n: number }>(`select custody.forget_spans(${most}) as n`, sequencer)).n;
    await forget(100_000);
    assert.deepEqual(await kept(), { minute: 4, day: 4 });
    await moveClock(installation, noon.add({ hours: 2 }));
    assert.ok((await forget(3)) <= 3);
    await forget(100_000);
    assert.deepEqual(await kept(), { day: 4 });
    const lasts = `select exists (select from access.licence where grant_id = '${grant}') as live`;
    await moveClock(installation, noon.add({ hours: 24 * 5 }));
    await forget(100_000);
    assert.deepEqual(await kept(), {});
    await moveClock(installation, noon.add({ minutes: 21 }));
    assert.deepEqual(await ask(lasts), { live: true });
    assert.deepEqual(await record({ session, grant, holder: id.bot, batch: 2, subjects: people(1) }), ['recorded']);
    assert.equal(
      (await ask<{ n: number }>(`select count(*)::int as n from custody.disclosure where grant_id = '${grant}'`)).n,
      2,
      'what was disclosed stays',
    );
  });

  test('commits that count for the same two grants in another order do not wait for one another for ever', async () => {
    const first = await addLiveGrant(installation, 'order-one', {});
    const second = await addLiveGrant(installation, 'order-two', {});
    const rounds = [0, 1, 2, 3].map(async (lane) => {
      for (let n = 0; n < 10; n++) {
        const both = [first, second].map((one) => ({ ...one, batch: lane * 10 + n, subjects: people(1) }));
        assert.deepEqual(await record(...(lane % 2 === 0 ? both : both.reverse())), ['recorded', 'recorded']);
      }
    });
    await Promise.all(rounds);
    assert.deepEqual(
      [await spentOf(first.grant), await spentOf(second.grant)],
      [
        { day: 40, all: 40 },
        { day: 40, all: 40 },
      ],
    );
  });
});

describe('custody.record', () => {
  test('a refusal is recorded without a licence, and discloses nothing', async () => {
    const once = await counts();
    assert.deepEqual(await record({ session: id.session, grant: id.revoked, kind: 'refusal' }), ['recorded']);
    assert.deepEqual(await counts(), { ...once, openings: once.openings + 1 });
  });

  test('no other kind is recorded than openings, questions and refusals', async () => {
    const wrong = { ...recordOf(live()), kind: 'grant.approved' };
    await assert.rejects(sql`select custody.record(${JSON.stringify([wrong])}::jsonb)`.execute(custodian), {
      constraint: 'opening_kind_known',
    });
  });

  test('a session of another grant records nothing', async () => {
    await assert.rejects(record(live({ session: id.serviceSession })), { constraint: 'of_its_session' });
  });

  test('`synchronous_commit` weakened: the record is durable before it is answered all the same', async () => {
    const weak = await client('custodian');
    await weak.query('set synchronous_commit = off');
    await weak.query('begin');
    await recordBy(weak, live());
    assert.deepEqual((await weak.query('show synchronous_commit')).rows, [{ synchronous_commit: 'on' }]);
    await weak.query('commit');
    await weak.end();
  });
});

const opened = `(select entry_id from custody.disclosure where session_id = '${id.session}' and batch = 1)`;
const ofFirst = `session_id = '${id.session}' and batch = 1`;
const tamperings: readonly { what: string; statement: string; faults: readonly string[] }[] = [
  {
    what: 'a body changed',
    statement: `update ledger.opening set body = body || '{"holder": "x"}' where id = ${opened}`,
    faults: ['changed', 'changed'],
  },
  {
    what: 'an opening called a refusal',
    statement: `update ledger.opening set kind = 'refusal' where id = ${opened}`,
    faults: ['changed'],
  },
  {
    what: 'another subject named',
    statement: `update custody.disclosure_part set subjects = '{${id.second}}' where ${ofFirst}`,
    faults: ['changed', 'removed', 'inserted'],
  },
  {
    what: 'a subject left out',
    statement: `update custody.disclosure_part set subjects = '{}' where ${ofFirst}`,
    faults: ['changed', 'changed', 'inserted'],
  },
  {
    what: 'another field named',
    statement: `update custody.disclosure_part set field_id = 2 where ${ofFirst}`,
    faults: ['changed'],
  },
  {
    what: 'another mode named',
    statement: `update custody.disclosure_part set mode = 'match' where ${ofFirst}`,
    faults: ['changed'],
  },
  {
    what: 'another outcome named',
    statement: `update custody.disclosure_part set outcome = 'withheld' where ${ofFirst}`,
    faults: ['changed'],
  },
  {
    what: 'a part removed',
    statement: `delete from custody.disclosure_part where ${ofFirst}`,
    faults: ['changed', 'changed', 'inserted'],
  },
  {
    what: 'a part added',
    statement: `insert into custody.disclosure_part values ('${id.session}', 1, 2, 2, 'partial', 'masked', '{}')`,
    faults: ['changed'],
  },
  {
    what: 'a disclosure removed',
    statement: `delete from custody.disclosure where ${ofFirst}`,
    faults: ['changed', 'inserted'],
  },
  {
    what: 'a disclosure under another grant',
    statement: `update custody.disclosure set grant_id = '${id.approved}' where ${ofFirst}`,
    faults: ['changed'],
  },
  {
    what: 'a disclosure at another time',
    statement: `update custody.disclosure set at = at - interval '1 hour' where ${ofFirst}`,
    faults: ['changed', 'inserted'],
  },
  {
    what: 'a disclosure of another batch',
    statement: `update custody.disclosure set batch = 9999 where ${ofFirst}; update custody.disclosure_part set batch = 9999 where ${ofFirst}`,
    faults: ['changed', 'inserted'],
  },
  {
    what: 'a session from elsewhere',
    statement: `update custody.session set source = '10.9.9.9' where id = '${id.serviceSession}'`,
    faults: ['changed'],
  },
  {
    what: 'a session of somebody else',
    statement: `update custody.session set holder = '${id.stranger}' where id = '${id.serviceSession}'`,
    faults: ['changed'],
  },
  {
    what: 'an entry removed under its disclosure',
    statement: `delete from ledger.opening where id = ${opened}`,
    faults: ['removed', 'removed'],
  },
  {
    what: 'somebody in the index by person whose data was not opened',
    statement: `insert into custody.disclosed (subject, at, session_id, batch) select '${id.stranger}', at, session_id, batch from custody.disclosure where ${ofFirst}`,
    faults: ['inserted'],
  },
  {
    what: 'a row of the index by person that leads nowhere',
    statement: `insert into custody.disclosed (subject, at, session_id, batch) select '${id.stranger}', at, gen_random_uuid(), batch from custody.disclosure where ${ofFirst}`,
    faults: ['inserted'],
  },
  {
    what: 'a row of the index by person at another time',
    statement: `update custody.disclosed set at = at - interval '1 hour' where ${ofFirst}`,
    faults: ['removed', 'inserted'],
  },
  {
    what: 'a disclosure that a question about one of its people would miss',
    statement: `delete from custody.disclosed where ${ofFirst}`,
    faults: ['removed'],
  },
  {
    what: 'a disclosure that no entry tells',
    statement: `insert into custody.disclosure (session_id, batch, grant_id, service, at, request_digest, entry_id)
      select session_id, 9999, grant_id, service, at, request_digest, gen_random_uuid() from custody.disclosure where ${ofFirst}`,
    faults: ['removed'],
  },
];

describe('verify with the disclosures', () => {
  const check = (db: Db) => verify(db, { partsOf: (ids) => partsOf(db, ids), strays: () => strays(db) });

  test('verify finds what was recorded here whole, numbered and in the index or not yet', async () => {
    const sequencer = installation.db('sequencer');
    assert.deepEqual((await check(installation.db('office'))).faults, []);
    while ((await sequenceOnce(sequencer)) > 0);
    assert.deepEqual((await check(installation.db('office'))).faults, []);
    while (await indexPortion(sequencer));
    const { entries, waiting, faults } = await check(installation.db('office'));
    assert.deepEqual({ enough: entries > 150, waiting, faults }, { enough: true, waiting: 0, faults: [] });
  });

  for (const { what, statement, faults } of tamperings)
    test(`verify finds ${what}`, async () => {
      const before = await check(installation.db('office'));
      assert.deepEqual(before.faults, []);
      const verdict = await behindItsBack(installation.db('superuser'), statement.split('; '), check);
      const kinds = [...new Set(verdict.faults.map((fault) => fault.kind))];
      assert.deepEqual(kinds, [...new Set(faults)], JSON.stringify(verdict.faults));
      assert.ok(verdict.faults.length >= 1);
    });
});
