/** House numbers and the law that bounds them: in words, on every day, also when the law is amended later. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, Refusal, databaseFault, sql, transact } from '../platform/mod.ts';
import { type HouseNumber, dutyBroken, enact } from './enact.ts';
import { dayNow } from './law.sql.ts';
import { loadRuleFile } from './load-amendment.ts';
import { loadRules } from './load-rules.ts';
import { numberInForce, versionsOf } from './read-rules.ts';

let installation: Installation;
let db: Db;
let today: Temporal.PlainDate;
const by = { person: '019a0000-0000-7000-8000-000000000001', holding: '019a0000-0000-7000-8000-000000000002' };
before(async () => {
  installation = await testInstallation();
  db = installation.db('office');
  await loadRules(db);
  today = Temporal.PlainDate.from(await dayNow(db));
});
after(() => installation?.stop());

const inDays = (days: number) => today.add({ days }).toString();

function numberOf(topic: string, number: number, from = inDays(0)): HouseNumber {
  return {
    topic,
    number,
    from,
    article: { ko: '내부 관리계획 제3조', en: 'Internal plan, Art. 3' },
    source: 'policy 1',
  };
}

async function told(house: HouseNumber): Promise<Refusal> {
  return transact(db, (tx) => enact(tx, house, by)).then(
    () => assert.fail('it was enacted'),
    (error: unknown) => {
      assert.ok(error instanceof Refusal, String(error));
      return error;
    },
  );
}

test('enact refuses a number below its floor with article and words, in both languages', async () => {
  const refusal = await told(numberOf('access.permission.record.years', 2));
  assert.equal(refusal.code, 'JK804');
  assert.equal(
    refusal.say('ko')[0],
    '권한 부여 기록은 3년 이상 보관해야 합니다(고시 제5조 제3항). 2년은 저장할 수 없습니다.',
  );
  assert.equal(
    refusal.say('en')[0],
    'The permission history must be kept for at least 3 years (Notice Art. 5(3)). 2 years cannot be stored.',
  );
  assert.match(refusal.say('ko')[1], /`jikimi law show access\.permission\.record`/);
  assert.equal(await numberInForce(db, 'access.permission.record.years'), 3);
});

test('enact says of a bound that nobody confirmed that it is unconfirmed', async () => {
  const refusal = await told(numberOf('people.training.times', 0));
  assert.match(refusal.say('en')[0], /must be at least 1 \(ISMS-P 2\.2\.4, unconfirmed\)\. 0 times cannot be stored/);
  assert.match(refusal.say('ko')[0], /\(ISMS-P 2\.2\.4, 미확인\)\. 0회는 저장할 수 없습니다/);
});

test('enact refuses a number above its ceiling', async () => {
  const refusal = await told(numberOf('custody.destruction.days', 6));
  assert.match(refusal.say('en')[0], /destroyed within 5 days .*6 days cannot be stored/);
});

test('enact says one of a unit as one', async () => {
  const refusal = await told(numberOf('access.permission.record.years', 1));
  assert.match(refusal.say('en')[0], /\. 1 year cannot be stored\.$/);
  assert.match(refusal.say('ko')[0], /\. 1년은 저장할 수 없습니다\.$/);
});

test('enact ends what held until then and begins the new on its day, on record', async () => {
  await transact(db, (tx) => enact(tx, numberOf('access.person.day_subjects', 40, inDays(3)), by));
  assert.equal(await numberInForce(db, 'access.person.day_subjects'), 50);
  assert.deepEqual(
    (await versionsOf(db, 'access.person.day_subjects')).map(({ from, to, params }) => [from, to, params['number']]),
    [
      ['2020-01-01', inDays(3), 50],
      [inDays(3), null, 40],
    ],
  );
  const { rows } = await sql<{ kind: string }>`
    select kind from ledger.act where body ->> 'holding' = ${by.holding} order by id
  `.execute(db);
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['rule.ended', 'rule.enacted'],
  );
});

test('enact refuses a day that is past, a day from which one was enacted, and a topic that is none', async () => {
  assert.equal((await told(numberOf('access.person.max_subjects', 900, inDays(-1)))).code, 'JK002');
  assert.equal((await told(numberOf('access.person.day_subjects', 30, inDays(2)))).code, 'JK801');
  assert.equal((await told(numberOf('access.person.day_subjects', 30, inDays(3)))).code, 'JK801');
  assert.equal((await told(numberOf('access.permission.record', 3))).code, 'JK003');
});

/** An amendment of how long the permission history is kept. */
function amendment(years: number, from: string): string {
  return `version: 1
jurisdiction: kr
sources: { L: { title: the Act, kind: primary } }
rules:
  - topic: access.permission.record
    from: ${from}
    article: { ko: 고시 제5조 제3항, en: "Notice Art. 5(3)" }
    source: L
    confirmed: true
    text: { ko: 보관합니다., en: It is kept. }
    params: { years: ${years} }`;
}

test('an amendment that makes a standing number too lax is loaded, and says what must be raised and from when', async () => {
  const load = (text: string) => loadRuleFile(db, { file: 'a.yaml', text, dryRun: false }, by);
  const { added, tooLax } = await load(amendment(5, inDays(30)));
  assert.equal(added.length, 1);
  const [broken, ...none] = tooLax;
  assert.ok(broken);
  assert.deepEqual(none, []);
  assert.deepEqual([broken.topic, broken.number, broken.since], ['access.permission.record.years', 3, inDays(30)]);
  assert.equal(dutyBroken(broken).ko, '권한 부여 기록은 5년 이상 보관해야 합니다');

  // From then on nothing below five is taken that would hold on such a day, however late it begins or early.
  for (const from of [0, 10, 30, 400]) {
    const refusal = await told(numberOf('access.permission.record.years', 4, inDays(from)));
    assert.match(refusal.say('ko')[0], /5년 이상 .*4년은 저장할 수 없습니다/);
    assert.match(refusal.say('en')[1], new RegExp(`from ${inDays(Math.max(30, from))}`));
  }
  await transact(db, (tx) => enact(tx, numberOf('access.permission.record.years', 5, inDays(30)), by));
  assert.deepEqual((await load(amendment(5, inDays(30)))).tooLax, []);
});

test('the database refuses a house number exactly where it is laxer than the law on one of its days', async () => {
  let n = 0;
  const versions = fc.array(
    fc.record({ length: fc.integer({ min: 1, max: 5 }), years: fc.integer({ min: 1, max: 6 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  const house = fc.record({
    from: fc.integer({ min: 0, max: 8 }), // within the days of most laws above, and behind those of many
    length: fc.integer({ min: 1, max: 8 }),
    number: fc.integer({ min: 1, max: 6 }),
    direction: fc.constantFrom('floor', 'ceiling'),
  });
  const day = (at: number) => Temporal.PlainDate.from('2030-01-01').add({ days: at }).toString();
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(versions, house, async (law, { from, length, number, direction }) => {
      const topic = `test.bounded.${++n}`;
      const years: number[] = law.flatMap((one) => Array.from({ length: one.length }, () => one.years));
      const broken = years.some(
        (bound, at) => from <= at && at < from + length && (direction === 'floor' ? number < bound : number > bound),
      );
      const refused = await transact(db, async (tx) => {
        let at = 0;
        for (const one of law) {
          await sql`
            insert into law.rule (jurisdiction, topic, effective, article, article_en, source, text_hash, confirmed, text_ko, text_en, params)
            values ('kr', ${topic}, daterange(${day(at)}::date, ${day(at + one.length)}::date), '1', '1', 's', 'h', true, '가', 'a',
              jsonb_build_object('years', ${one.years}::int))
          `.execute(tx);
          at += one.length;
        }
        await sql`insert into law.bound values (${topic}, 'kr', ${topic}, 'years', ${direction})`.execute(tx);
        await sql`
          insert into law.rule (jurisdiction, topic, effective, article, source, text_hash, confirmed, params)
          values ('house', ${topic}, daterange(${day(from)}::date, ${day(from + length)}::date), '1', 's', 'h', true,
            jsonb_build_object('number', ${number}::int))
        `.execute(tx);
      }).then(
        () => null,
        (error: unknown) => databaseFault(error)?.constraint,
      );
      seen[broken ? 'refused' : 'taken']++;
      assert.equal(refused, broken ? 'never_laxer_than_the_law' : null);
    }),
    { numRuns: 120 },
  );
  assert.ok(seen.taken > 10 && seen.refused > 10, JSON.stringify(seen));
});
