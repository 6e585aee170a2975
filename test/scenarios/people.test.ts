/** STORY.md, step 18: HR moves a handler, sends her on leave and ends her, in the middle of what she reads; each ends by itself within a second and says why. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { actorByAccount, hold, join, openLocalSession } from '../../src/people/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { noPsql, psql } from '../support/psql.ts';

const select = 'select email from members order by id limit 1';
let jikimi: Jikimi;

before(async () => {
  jikimi = await startJikimi();
  const { office: db, config } = jikimi;
  const owner = await actorByAccount(db, 'owner');
  const person = await join(db, owner, { account: 'hr.lee', display: 'HR', kind: 'person', language: 'en' });
  await hold(db, owner, { person, office: 'hr', service: null, basis: 'resolution 2' });
  const token = await openLocalSession(db, person, 'hr', 1);
  writeFileSync(path(config.home, 'sessions', 'hr'), `${token}\n`, { mode: 0o600 });
});
after(() => jikimi?.stop());

async function done(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await jikimi.run(...words);
  assert.equal(code, 0, stderr);
  return stdout;
}

const hr = async (...words: string[]) => done('person', ...words, '--as', 'hr');
const grantState = async () =>
  (JSON.parse(await done('grant', 'show', 'example', '--json', '--as', 'responsible')) as { state: string }).state;

/** What ends an open cursor when HR says something. */
async function endedBy(act: () => Promise<unknown>): Promise<string> {
  const client = new pg.Client({ connectionString: await jikimi.connect(), ssl: { rejectUnauthorized: false } });
  const { promise: lost, resolve } = Promise.withResolvers<Error>();
  client.on('error', resolve);
  await client.connect();
  await client.query('begin; declare c cursor for select email from members');
  assert.equal((await client.query('fetch 1 from c')).rowCount, 1);
  await act();
  const ended = await eventually('the cursor has ended', async () =>
    client.query('fetch 1 from c').then(
      () => undefined,
      (error: unknown) => error as Error,
    ),
  );
  return `${ended.message} ${(await lost).message}`;
}

test('a mover’s open cursor ends, and the grant waits until a responsible person keeps it', {
  skip: noPsql,
}, async () => {
  const uri = await jikimi.connect();
  const said = await endedBy(() => hr('move', accounts.handler, '--department', 'billing', '--reason', 'transfer 12'));
  assert.match(said, /moved to other work on \d{4}-\d\d-\d\d/);
  assert.equal(await grantState(), 'SUSPENDED');
  assert.match(await done('grant', 'explain', 'example', '--as', 'handler'), /JK260 .*nobody has kept it since/);
  assert.match(await done('grant', 'explain', 'example', '--as', 'handler', '--lang', 'ko'), /다른 업무로 옮겼고/);
  assert.notEqual((await psql(uri, select)).code, 0);
  const own = await jikimi.run('grant', 'keep', 'example', '--reason', 'x', '--as', 'handler');
  assert.match(own.stderr, /JK103/);
  await done('grant', 'keep', 'example', '--reason', 'still answers members', '--as', 'responsible');
  assert.equal(await grantState(), 'ACTIVE');
  assert.equal((await psql(uri, select)).code, 0, 'with the credential of before');
  const again = await jikimi.run('grant', 'keep', 'example', '--reason', 'x', '--as', 'responsible');
  assert.match(again.stderr, /JK263/);
});

test('who goes on leave is out within a second, and back with new credentials', { skip: noPsql }, async () => {
  const before = await jikimi.connect();
  const said = await endedBy(() => hr('leave', accounts.handler, '--reason', 'parental leave'));
  assert.match(said, /on leave since/);
  assert.equal(await grantState(), 'SUSPENDED');
  const signedOut = await jikimi.run('duties', '--as', 'handler');
  assert.match(signedOut.stderr, /JK101/);
  assert.match(await hr('list', '--state', 'ON_LEAVE'), /seo\.yuna .*ON_LEAVE .*billing/);
  await hr('return', accounts.handler, '--reason', 'back');
  assert.equal(await grantState(), 'ACTIVE');
  assert.notEqual((await psql(before, select)).code, 0, 'what was issued before the leave is over');
  const person = await actorByAccount(jikimi.office, accounts.handler);
  const token = await openLocalSession(jikimi.office, person.person, 'handler', 1);
  writeFileSync(path(jikimi.config.home, 'sessions', 'handler'), `${token}\n`, { mode: 0o600 });
  assert.equal((await psql(await jikimi.connect(), select)).code, 0);
});

test('a leaver in the middle of a query opens nothing more, for good', { skip: noPsql }, async () => {
  const said = await endedBy(() => hr('end', accounts.handler, '--reason', 'resigned'));
  assert.match(said, /left|no longer/i);
  assert.equal(await grantState(), 'REVOKED');
  const back = await jikimi.run('person', 'return', accounts.handler, '--reason', 'x', '--as', 'hr');
  assert.match(back.stderr, /JK141/);
  const fit = await jikimi.run(
    'person',
    'fit',
    accounts.handler,
    '--until',
    '2099-01-01',
    '--reason',
    'x',
    '--as',
    'hr',
  );
  assert.match(fit.stderr, /JK141/);
  const yesterday = Temporal.Now.plainDateISO('Asia/Seoul').subtract({ days: 1 }).toString();
  const { people } = JSON.parse(await hr('list', '--as-of', yesterday, '--json')) as { people: unknown[] };
  assert.deepEqual(people, [], 'nobody was here yesterday');
  const page = JSON.parse(await hr('list', '--limit', '2', '--json')) as { people: unknown[]; next: string | null };
  assert.deepEqual([page.people.length, page.next === null], [2, false]);
});

test('jikimi person import takes HR’s list in UTF-8 and in EUC-KR, and tells each fault', async () => {
  const file = path(jikimi.config.home, 'staff.csv');
  const importing = async (...more: string[]) =>
    jikimi.run('person', 'import', file, '--reason', 'list 1', ...more, '--as', 'hr');
  writeFileSync(file, '\uFEFF계정,이름,부서\r\nmin.ji,Min Ji,desk\r\nBAD,x,desk\r\n');
  const broken = await importing();
  assert.deepEqual([broken.code, /line 3, 계정: must be small letters/.test(broken.stdout)], [1, true]);
  writeFileSync(file, 'account,name\nmin.ji,Min Ji\n');
  assert.match((await importing('--dry-run')).stdout, /min\.ji .*joins .*now[^]*Nothing was changed/);
  assert.match((await importing()).stdout, /1 joined, 0 moved, 0 ended/);
  assert.match((await importing()).stdout, /0 joined, 0 moved, 0 ended; 1 as they were/);
  writeFileSync(file, Buffer.from('6163636f756e742c6e616d650a6b616e672e6d2c', 'hex')); // account,name\nkang.m,
  writeFileSync(file, Buffer.from([0xb0, 0xad, 0xb9, 0xcc, 0x0a]), { flag: 'a' }); // 강미 in EUC-KR
  assert.match((await importing()).stdout, /1 joined/);
  assert.match(await hr('list', '--after', 'kang.l', '--limit', '1'), /kang\.m +강미/);
});

test('HR enters somebody who joins, and says until when they may handle data', async () => {
  const joined = [
    'join',
    'kang.mina',
    '--name',
    '강미나',
    '--department',
    'customer service',
    '--reason',
    'contract 7',
  ];
  assert.match(await hr(...joined), /jikimi person invite kang\.mina/);
  assert.match(await hr('fit', 'kang.mina', '--until', '2099-12-31', '--reason', 'interview'), /until 2099-12-31/);
  assert.match(await hr('show', 'kang.mina'), /ACTIVE, customer service/);
  const twice = await jikimi.run('person', ...joined, '--as', 'hr');
  assert.match(twice.stderr, /JK105/);
  const other = await jikimi.run('person', 'end', 'kang.mina', '--reason', 'x', '--as', 'responsible');
  assert.match(other.stderr, /JK103/);
});
