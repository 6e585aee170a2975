import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { loadRules } from '../law/mod.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import type { Actor } from './actor.ts';
import { beginLeave, endPerson } from './employ.ts';
import { type Imported, importPeople } from './import-people.ts';
import { hold, installOwner, join } from './join.ts';
import { readPeople } from './read-people.ts';
import { actorByAccount } from './session.ts';

let installation: Installation;
let db: Db;
let hr: Actor;

before(async () => {
  installation = await testInstallation({ drill: true });
  await moveClock(
    installation,
    Temporal.PlainDateTime.from('2027-01-04T09:00').toZonedDateTime('Asia/Seoul').toInstant(),
  );
  db = installation.db('office');
  await loadRules(db);
  await installOwner(db, { account: 'owner', display: 'Owner', kind: 'person', language: 'en' }, 'founded');
  const owner = await actorByAccount(db, 'owner');
  const person = await join(db, owner, { account: 'hr', display: 'HR', kind: 'person', language: 'ko' });
  await hold(db, owner, { person, office: 'hr', service: null, basis: 'resolution 1' });
  hr = await actorByAccount(db, 'hr');
});
after(() => installation?.stop());

const take = (text: string, dryRun = false): Promise<Imported> =>
  importPeople(db, hr, { text, reason: 'list 1 of 2027', dryRun });
const told = ({ changes }: Imported) =>
  changes.map((one) => `${one.line} ${one.account} ${one.act} ${one.from ?? 'now'} ${one.department ?? ''}`);
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

async function states(asOf: string | null = null): Promise<string[]> {
  const { people } = await readPeople(db, hr, { asOf, state: null, department: null, after: 'a', limit: 200 });
  return people.map((one) => `${one.account} ${one.state} ${one.department ?? ''}`.trim());
}

const header = 'account,name,department,position,first_day,last_day';
const list = [
  header,
  'b.kim,김보라,desk,,2015-03-02,',
  'c.lee,이찬,"desk, night",lead,2027-02-01,',
  'd.park,박도,desk,,,2027-01-31',
  'e.jung,정은,desk,,2010-01-01,2026-12-31',
].join('\n');

test('importPeople tells what a list would change, changes all of it, and the second time nothing', async () => {
  const expected = [
    '2 b.kim join now desk',
    '3 c.lee join 2027-02-01 desk, night',
    '4 d.park join now desk',
    '4 d.park end 2027-02-01 desk',
  ];
  const dry = await take(list, true);
  assert.deepEqual([told(dry), dry.applied, dry.unchanged, dry.absent], [expected, false, 1, ['hr', 'owner']]);
  assert.deepEqual(await states(), ['hr ACTIVE', 'owner ACTIVE']);
  const done = await take(list);
  assert.deepEqual([told(done), done.applied], [expected, true]);
  assert.deepEqual(await states(), [
    'b.kim ACTIVE desk',
    'c.lee PLANNED desk, night',
    'd.park ACTIVE desk',
    'hr ACTIVE',
    'owner ACTIVE',
  ]);
  assert.ok((await states('2027-02-01')).includes('d.park LEFT desk'));
  const again = await take(list);
  assert.deepEqual([told(again), again.unchanged], [[], 4]);
  const { rows } = await sql<{ kind: string }>`
    select kind from ledger.act where kind in ('people.imported', 'person.joined', 'person.left') and body ->> 'by' = ${hr.person} order by id
  `.execute(installation.db('owner'));
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['person.joined', 'person.joined', 'person.joined', 'person.left', 'people.imported'],
  );
});

test('importPeople moves whose department changed, also at a coming first day, and ends earlier than planned', async () => {
  const next = list
    .replace('김보라,desk', '김보라,billing')
    .replace('"desk, night"', 'billing')
    .replace('2027-01-31', '2027-01-20');
  assert.deepEqual(told(await take(next)), [
    '2 b.kim move now billing',
    '3 c.lee move 2027-02-01 billing',
    '4 d.park end 2027-01-21 desk',
  ]);
  assert.deepEqual(told(await take(next)), []);
  assert.deepEqual((await states('2027-02-01')).slice(0, 3), [
    'b.kim ACTIVE billing',
    'c.lee ACTIVE billing',
    'd.park LEFT desk',
  ]);
});

test('importPeople keeps an end that is planned when it moves somebody, with the column of last days and without', async () => {
  await take([header, 'ends.soon,이름,desk,,,2027-02-15'].join('\n'));
  const moved = [header, 'ends.soon,이름,night,,,2027-02-15'].join('\n');
  assert.deepEqual(told(await take(moved)), ['2 ends.soon move now night', '2 ends.soon end 2027-02-16 night']);
  assert.deepEqual(told(await take(moved)), []);
  const without = 'account,name,department\nends.soon,이름,desk';
  assert.deepEqual(told(await take(without)), ['2 ends.soon move now desk', '2 ends.soon end 2027-02-16 desk']);
  assert.deepEqual(told(await take(without)), []);
  assert.ok((await states('2027-02-15')).includes('ends.soon ACTIVE desk'));
  assert.ok((await states('2027-02-16')).includes('ends.soon LEFT desk'));
});

test('importPeople moves nobody whose leave is planned: it would be taken back without a word', async () => {
  await join(db, hr, { account: 'leaves', display: 'Leaves', kind: 'person', language: 'ko', department: 'desk' });
  await beginLeave(db, hr, { account: 'leaves', from: '2027-01-20', reason: 'a test' });
  const { faults } = await take('account,name,department\nleaves,Leaves,billing', true);
  assert.deepEqual(
    faults.map(({ line, column, fault }) => `${line} ${column ?? ''} ${fault}`),
    ['2 department planned_leave'],
  );
  assert.ok((await states('2027-01-20')).includes('leaves ON_LEAVE desk'));
});

test('importPeople tells every fault with its line and column, and changes nothing at all', async () => {
  await join(db, hr, { account: 'gone', display: 'Gone', kind: 'person', language: 'ko' });
  await endPerson(db, hr, { account: 'gone', from: null, reason: 'a test' });
  await join(db, hr, { account: 'away', display: 'Away', kind: 'person', language: 'ko', department: 'desk' });
  await beginLeave(db, hr, { account: 'away', from: null, reason: 'a test' });
  const before = await states();
  const wrong = [
    '계정,이름,부서,퇴사일',
    'new.one,새 사람,desk,',
    'Bad Name,이름,desk,',
    'x1,,desk,2027-02-30',
    'x2,전화 010-1234-5678,desk,',
    'new.one,새 사람,desk,',
    'b.kim,다른 사람,billing,',
    'gone,Gone,desk,',
    'away,Away,billing,',
    'd.park,박도,desk,2027-03-01',
    'hr,HR,billing,',
    'x3,이름,,',
    'owner,Owner,desk,2027-02-01',
  ].join('\n');
  const { faults, changes } = await take(wrong, true);
  assert.deepEqual(
    faults.map(({ line, column, fault }) => `${line} ${column ?? ''} ${fault}`),
    [
      '3 계정 account',
      '4 이름 empty',
      '4 퇴사일 day',
      '5 이름 personal',
      '6 계정 twice',
      '7 이름 name',
      '8 계정 left',
      '9 부서 away',
      '10 퇴사일 planned_end',
      '11 계정 oneself',
      '12 부서 empty',
      '13 계정 owner',
    ],
  );
  assert.deepEqual(changes, []);
  await assert.rejects(take(wrong), refusedWith('JK142'));
  assert.deepEqual(await states(), before);
});

for (const [what, text, expected] of [
  ['a column that there is not', 'account,name,salary\na,b,1', '1 salary unknown_column'],
  ['no column for the account', 'name\nb', '1 account column_missing'],
  ['a column twice', 'account,name,이름\na,b,c', '1 이름 column_twice'],
  ['no row', header, '1  empty_file'],
  ['a row too short', 'account,name\nx1,b\nx2', '3  length'],
  ['what CP949 has beyond EUC-KR', 'account,name\nx1,강\u008cc', '2 name text'],
] as const)
  test(`importPeople refuses ${what}`, async () => {
    const { faults } = await take(text, true);
    assert.deepEqual(
      faults.map(({ line, column, fault }) => `${line} ${column ?? ''} ${fault}`),
      [expected],
    );
  });

test('importPeople is HR’s and the owner’s, and a fault in the last row leaves the first undone', async () => {
  const plain = await actorByAccount(db, 'b.kim');
  await assert.rejects(importPeople(db, plain, { text: list, reason: 'x', dryRun: true }), refusedWith('JK103'));
  const rows = Array.from({ length: 200 }, (_, n) => `many.${n},이름,desk,,,`);
  await assert.rejects(take([header, ...rows, 'gone,Gone,desk,,,'].join('\n')), refusedWith('JK142'));
  assert.ok(!(await states()).some((one) => one.startsWith('many.')));
  const started = await now(db);
  assert.equal((await take([header, ...rows].join('\n'))).changes.length, 200);
  assert.equal((await states(String(started))).filter((one) => one.startsWith('many.')).length, 0);
});
