import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { enact, loadRules } from '../law/mod.ts';
import { type Db, now, transact } from '../platform/mod.ts';
import { type Actor, type Office, type PersonId } from './actor.ts';
import { publishCourse, takeCourse } from './course.ts';
import { declareFit } from './declare-fit.ts';
import { clearDetected, reportDevice, requireDevices } from './device.ts';
import { owedNow } from './duty-records.sql.ts';
import { editionsOf } from './duty.sql.ts';
import { hold, installOwner, join } from './join.ts';
import { publishPledge, signPledge } from './pledge.ts';
import { readDevices, readDuties } from './read-duties.ts';
import { type SignedIn, actorById, openLocalSession, sessionOf } from './session.ts';

let installation: Installation;
let db: Db;
const who = new Map<string, PersonId>();
let trained: Temporal.Instant;
const day = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Seoul').toInstant();

before(async () => {
  installation = await testInstallation({ drill: true });
  await moveClock(installation, day('2027-01-04T09:00'));
  db = installation.db('office');
  await loadRules(db);
  who.set('owner', await installOwner(db, joiner('owner'), 'founded'));
  const offices: readonly [string, Office][] = [
    ['cpo', 'cpo_office'],
    ['hr', 'hr'],
    ['desk', 'desk_a'],
    ['other-desk', 'desk_b'],
    ['seo', 'handler'],
    ['kim', 'handler'],
  ];
  for (const [account, office] of offices) {
    const person = await join(db, await as('owner'), joiner(account));
    who.set(account, person);
    await hold(db, await as('owner'), { person, office, service: null, basis: 'resolution 1' });
  }
  for (const account of ['seo', 'kim'])
    await declareFit(db, await as('hr'), idOf(account), day('2028-12-31T00:00'), 'entered by HR');
});
after(() => installation?.stop());

function joiner(account: string) {
  return { account, display: account, kind: 'person', language: 'en' } as const;
}

function idOf(account: string): PersonId {
  return who.get(account) ?? assert.fail(account);
}

function as(account: string): Promise<Actor> {
  return actorById(db, idOf(account));
}

async function session(account: string): Promise<SignedIn> {
  return sessionOf(db, await openLocalSession(db, idOf(account), 'test', 1));
}

async function owed(account: string): Promise<string> {
  const found = await owedNow(db, idOf(account), await now(db));
  return found.map(({ what, state }) => `${what ?? 'device'} ${state}`).join(', ');
}

async function sign(account: string, kind: 'join' | 'handler', edition: number): Promise<void> {
  const { textHash = '' } = (await editionsOf(db, kind)).find((one) => one.edition === edition) ?? {};
  await signPledge(db, await session(account), { kind, edition, textHash });
}

const pledge = (words: string) => `version: 1\ntext:\n  ko: 서약 ${words}\n  en: I pledge ${words}\n`;
const course = (code: string, period: string, questions = 5) =>
  [
    `version: 1`,
    `code: ${code}`,
    `period: ${period}`,
    `title: { ko: 교육, en: Course }`,
    `questions:`,
    ...Array.from({ length: questions }, (_, n) => [
      `  - ask: { ko: 문제 ${n}, en: Question ${n} }`,
      `    choices: [{ ko: 예, en: yes }, { ko: 아니오, en: no }]`,
      `    right: ${(n % 2) + 1}`,
    ]).flat(),
  ].join('\n');
const right = [1, 2, 1, 2, 1];

async function told(kind: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ body: Record<string, unknown> }>`
    select body from ledger.act where kind = ${kind} order by id
  `.execute(installation.db('owner'));
  return rows.map(({ body }) => body);
}

/** Under which office it was decided, on the basis on which they held it. */
function officeOn(fact: Record<string, unknown> | undefined): string | undefined {
  const under = fact?.['under'] as { office: string; basis: string } | undefined;
  assert.equal(under?.basis, 'resolution 1');
  return under?.office;
}

test('nobody owes anything before something is published', async () => {
  assert.equal(await owed('seo'), '');
  assert.equal((await readDuties(db, await as('seo'), { account: 'seo', asOf: null })).inOrder, true);
});

test('publishPledge is the CPO’s office alone, follows the edition before, and is on record with office and basis', async () => {
  const asked = { kind: 'join', file: 'join.yaml', text: pledge('one'), from: null } as const;
  await assert.rejects(publishPledge(db, await as('hr'), asked), { code: 'JK103' });
  await assert.rejects(publishPledge(db, await as('cpo'), { ...asked, from: '2027-01-03' }), { code: 'JK123' });
  await assert.rejects(publishPledge(db, await as('cpo'), { ...asked, text: 'version: 1\ntext: { ko: 서약 }' }), {
    code: 'JK122',
  });
  const made = await publishPledge(db, await as('cpo'), asked);
  assert.deepEqual([made.edition, made.inForceFrom, made.state], [1, '2027-01-04', 'IN_FORCE']);
  assert.equal(await owed('seo'), 'join OWED');
  const [fact] = await told('pledge.published');
  assert.deepEqual([fact?.['by'], officeOn(fact)], [idOf('cpo'), 'cpo_office']);
});

test('two who publish at the same time publish two editions, one after the other', async () => {
  const asked = { kind: 'leaver', file: 'leaver.yaml', text: pledge('to go'), from: null } as const;
  const cpo = await as('cpo');
  const made = await Promise.all([publishPledge(db, cpo, asked), publishPledge(db, cpo, asked)]);
  assert.deepEqual(new Set(made.map(({ edition }) => edition)), new Set([1, 2]));
});

test('signPledge takes the edition that was shown, by its hash, for oneself and for a year', async () => {
  const by = await session('seo');
  await assert.rejects(signPledge(db, by, { kind: 'join', edition: 1, textHash: 'ab'.repeat(32) }), { code: 'JK124' });
  await assert.rejects(signPledge(db, by, { kind: 'join', edition: 2, textHash: 'ab'.repeat(32) }), { code: 'JK003' });
  await sign('seo', 'join', 1);
  assert.equal(await owed('seo'), '');
  const [fact] = await told('pledge.signed');
  assert.deepEqual([fact?.['person'], fact?.['kind'], fact?.['edition']], [idOf('seo'), 'join', 1]);
  const { duties } = await readDuties(db, by.actor, { account: 'seo', asOf: null });
  assert.deepEqual([duties[0]?.state, duties[0]?.due?.slice(0, 10)], ['SIGNED', '2028-01-04']);
});

test('takeCourse is judged by the office, which keeps every score and tells nobody the answers', async () => {
  await assert.rejects(publishCourse(db, await as('cpo'), { file: 'c.yaml', text: course('old', '2026-H2') }), {
    code: 'JK123',
  });
  const made = await publishCourse(db, await as('cpo'), { file: 'h1.yaml', text: course('h1', '2027-H1') });
  assert.deepEqual([made.edition, made.owedFrom, made.passLine], [1, '2027-07-01', 80]);
  await assert.rejects(publishCourse(db, await as('cpo'), { file: 'b.yaml', text: course('h1b', '2027-H1') }), {
    code: 'JK123',
  });
  const by = await session('seo');
  await assert.rejects(takeCourse(db, by, { code: 'h1', edition: 2, answers: right }), { code: 'JK127' });
  await assert.rejects(takeCourse(db, by, { code: 'h1', edition: 1, answers: [1] }), { code: 'JK002' });
  const failed = await takeCourse(db, by, { code: 'h1', edition: 1, answers: [1, 2, 1, 1, 2] });
  assert.deepEqual([failed.score, failed.passed], [60, false]);
  const passed = await takeCourse(db, by, { code: 'h1', edition: 1, answers: [1, 2, 1, 2, 2] });
  assert.deepEqual([passed.score, passed.passed], [80, true]);
  assert.deepEqual(
    (await told('course.taken')).map((one) => [one['score'], one['passed']]),
    [
      [60, false],
      [80, true],
    ],
  );
});

test('a device is reported by oneself or HR, and malware is cleared by a desk, never by its own person', async () => {
  const clean = { device: 'PC-7', status: 'clean', signatureAgeHours: 2, account: null } as const;
  await requireDevices(db, await as('cpo'), { required: true, from: null, basis: 'plan 2027' });
  assert.equal(await owed('seo'), 'device NONE');
  await reportDevice(db, await as('seo'), clean);
  assert.equal(await owed('seo'), '');
  await assert.rejects(reportDevice(db, await as('kim'), { ...clean, account: 'seo' }), { code: 'JK103' });
  await reportDevice(db, await as('hr'), { ...clean, account: 'kim', device: 'PC-8' });
  await reportDevice(db, await as('seo'), { ...clean, status: 'detected' });
  await reportDevice(db, await as('seo'), clean);
  assert.equal(await owed('seo'), 'PC-7 DETECTED');
  const reason = 'a test file of the scanner';
  const clear = { account: 'seo', device: 'PC-7', reason };
  await assert.rejects(clearDetected(db, await as('hr'), clear), { code: 'JK103' });
  await assert.rejects(clearDetected(db, await as('desk'), { ...clear, device: 'PC-9' }), { code: 'JK125' });
  await assert.rejects(clearDetected(db, await as('desk'), { ...clear, account: 'desk' }), { code: 'JK126' });
  assert.equal(await clearDetected(db, await as('desk'), clear), 1);
  await assert.rejects(clearDetected(db, await as('other-desk'), clear), { code: 'JK125' });
  assert.equal(await owed('seo'), '');
  const [fact] = await told('device.cleared');
  assert.deepEqual([fact?.['by'], fact?.['reason'], officeOn(fact)], [idOf('desk'), reason, 'desk_a']);
  assert.deepEqual(
    (await readDevices(db, await as('seo'))).map(({ device, state }) => [device, state]),
    [['PC-7', 'CLEAN']],
  );
  assert.equal((await readDevices(db, await as('desk'))).length, 2);
});

test('72 hours of silence and old signatures make a device stale', async () => {
  await moveClock(installation, day('2027-01-07T09:30'));
  assert.equal(await owed('seo'), 'device STALE');
  const report = { device: 'PC-7', status: 'clean', signatureAgeHours: 25, account: null } as const;
  await reportDevice(db, await as('seo'), report);
  assert.equal(await owed('seo'), 'device STALE');
  await reportDevice(db, await as('seo'), { ...report, signatureAgeHours: 24 });
  assert.equal(await owed('seo'), '');
  await requireDevices(db, await as('cpo'), { required: false, from: '2027-01-08', basis: 'plan 2027, changed' });
  await moveClock(installation, day('2027-02-01T09:00'));
  assert.equal(await owed('seo'), '');
});

test('a later edition takes the place of the one before from 00:00 of its day, and can be signed before', async () => {
  const next = { kind: 'join', file: 'j.yaml', text: pledge('two'), from: '2027-03-01' } as const;
  await publishPledge(db, await as('cpo'), next);
  await assert.rejects(publishPledge(db, await as('cpo'), { ...next, from: '2027-02-20' }), { code: 'JK123' });
  await sign('kim', 'join', 1);
  await sign('kim', 'join', 2);
  await moveClock(installation, day('2027-02-28T23:58:00'));
  assert.deepEqual([await owed('seo'), await owed('kim')], ['', '']);
  await moveClock(installation, day('2027-03-01T00:00:01'));
  assert.deepEqual([await owed('seo'), await owed('kim')], ['join SUPERSEDED', '']);
  await assert.rejects(sign('seo', 'join', 1), { code: 'JK124' });
  await sign('seo', 'join', 2);
});

test('at 00:00 of 1 July who is not trained is withheld, and is in order again when they have passed', async () => {
  await moveClock(installation, day('2027-06-30T23:58:00'));
  assert.deepEqual([await owed('seo'), await owed('kim')], ['', '']);
  await moveClock(installation, day('2027-07-01T00:00:01'));
  assert.deepEqual([await owed('seo'), await owed('kim')], ['', 'h1 OVERDUE']);
  await moveClock(installation, day('2027-07-01T09:20'));
  assert.equal((await takeCourse(db, await session('kim'), { code: 'h1', edition: 1, answers: right })).score, 100);
  assert.equal(await owed('kim'), '');
  trained = await now(db);
});

test('the course for handlers is owed by everybody from its publication, and a mended edition is passed by who passed the first', async () => {
  await publishCourse(db, await as('cpo'), { file: 'h.yaml', text: course('for-handlers', 'handler') });
  assert.equal(await owed('seo'), 'for-handlers OVERDUE');
  await takeCourse(db, await session('seo'), { code: 'for-handlers', edition: 1, answers: right });
  const mended = await publishCourse(db, await as('cpo'), {
    file: 'h.yaml',
    text: course('for-handlers', 'handler', 6),
  });
  assert.deepEqual([mended.edition, await owed('seo'), await owed('kim')], [2, '', 'for-handlers OVERDUE']);
});

test('readDuties tells who was in order on a past day, and who will be; others only by an office', async () => {
  const hr = await as('hr');
  const wasInOrder = async (account: string, asOf: string | null) =>
    (await readDuties(db, hr, { account, asOf })).inOrder;
  assert.deepEqual(
    [await wasInOrder('seo', '2027-01-03'), await wasInOrder('kim', '2027-06-30'), await wasInOrder('seo', null)],
    [false, true, true],
  );
  assert.deepEqual(
    [await wasInOrder('kim', '2027-07-01T00:00:01+09:00'), await wasInOrder('kim', String(trained))],
    [false, true],
  );
  assert.equal(await wasInOrder('seo', '2028-03-02'), false, 'the signature of 1 March 2027 counts no more');
  await assert.rejects(readDuties(db, await as('kim'), { account: 'seo', asOf: null }), { code: 'JK103' });
  await assert.rejects(readDuties(db, hr, { account: 'nobody', asOf: null }), { code: 'JK003' });
  await assert.rejects(readDuties(db, hr, { account: 'seo', asOf: 'yesterday' }), { code: 'JK002' });
});

test('a signature counts for the house rule’s days, and ends by itself', async () => {
  await moveClock(installation, day('2027-09-01T09:00'));
  const rule = {
    topic: 'people.pledge.days',
    number: 30,
    from: '2027-09-01',
    source: 'plan',
    article: { ko: '1', en: '1' },
  };
  await transact(db, (tx) => enact(tx, rule, null));
  await publishPledge(db, await as('cpo'), { kind: 'handler', file: 'h.yaml', text: pledge('three'), from: null });
  await sign('seo', 'handler', 1);
  await moveClock(installation, day('2027-10-01T08:59'));
  assert.equal(await owed('seo'), '');
  await moveClock(installation, day('2027-10-01T09:01'));
  assert.equal(await owed('seo'), 'handler EXPIRED');
});
