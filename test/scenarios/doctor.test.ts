/** `jikimi doctor` on an installation that runs: all is well, and each promise that is broken behind its back is found, with the way to mend it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { revokeGrant } from '../../src/access/mod.ts';
import { loadRuleFile } from '../../src/law/mod.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { accounts } from '../../example/haneul/organisation.ts';
import { withClient } from '../support/cluster.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';

let jikimi: Jikimi;
before(async () => {
  jikimi = await startJikimi();
});
after(() => jikimi?.stop());

async function found(): Promise<{ check: string; state: string; detail: string }[]> {
  return JSON.parse((await jikimi.run('doctor', '--json')).stdout);
}

/** What is bad now, beside what the machine lacks. */
async function faults(): Promise<string[]> {
  return (await found()).filter(({ state }) => state === 'bad').map(({ check, detail }) => `${check}: ${detail}`);
}

const behind = (statement: string) => withClient(jikimi.jikimiUri, (client) => client.query(statement));
const inMembers = (statement: string) => withClient(jikimi.membersUri, (client) => client.query(statement));

test('of a new installation nothing is wrong, and each promise was looked at', async () => {
  const { code, stdout } = await jikimi.run('doctor', '--lang', 'en');
  assert.equal(code, 0, stdout);
  for (const promise of [1, 2, 3, 4, 5]) assert.match(stdout, new RegExp(`[✓!] promise ${promise}: `), stdout);
  assert.match(stdout, /✓ membership database: example\n/);
});

test('jikimi sql shows what was opened before a later statement of the text failed', async () => {
  const text = `select name_ko from members where email = 'kim@example.kr'; select nope; select 3`;
  const { code, stdout, stderr } = await jikimi.run('sql', 'example', '-c', text);
  assert.equal(code, 1);
  assert.match(stdout, /김하늘/);
  assert.match(stderr, /^42703 /);
});

test('the gateway speaks the language in which the credential was asked for', async () => {
  const uri = (await jikimi.run('connect', 'example', '--uri', '--lang', 'ko')).stdout.trim();
  const own = uri.replace('verify-full', 'no-verify').replace(/&sslrootcert=[^&]*/, '');
  const refused = withClient(own, (client) => client.query(`select id from members where email like 'kim%'`));
  await assert.rejects(refused, (error: Error & { hint?: string }) =>
    /[가-힣]{2}/.test(`${error.message} ${error.hint}`),
  );
  const elsewhere = new URL(own);
  elsewhere.pathname = '/postgres';
  const connected = withClient(elsewhere.href, (client) => client.query('select 1'));
  await assert.rejects(connected, /[가-힣]{2}.*\[JK437\]/);
  const stranger = new URL(own);
  stranger.password = 'wrong';
  await assert.rejects(
    withClient(stranger.href, (client) => client.query('select 1')),
    /^[^가-힣]*\[JK403\]/,
  );
});

test('promise 4: a login that outlives its grant is named', async () => {
  await withClient(
    (await jikimi.connect()).replace(/sslmode=[^&]*/, 'sslmode=no-verify').replace(/&sslrootcert=[^&]*/, ''),
    (client) => client.query('select 1'),
  );
  const sweepers = [jikimi.pid('gateway'), jikimi.pid('office')];
  for (const pid of sweepers) process.kill(pid, 'SIGSTOP');
  try {
    await revokeGrant(jikimi.office, await actorByAccount(jikimi.office, accounts.responsible), 'example', 'a test');
    const told = await faults();
    assert.ok(told.includes('ends: example'), told.join('\n'));
  } finally {
    for (const pid of sweepers) process.kill(pid, 'SIGCONT');
  }
});

test('promise 4: a login in the membership database that no grant knows is named', async () => {
  const role = `jk_${'0123456789abcdef'.repeat(2)}`;
  await inMembers(`create role ${role} login; create role jk_lee login`);
  const told = (await found()).filter(({ check }) => check === 'strays');
  assert.deepEqual(told, [{ check: 'strays', state: 'warn', detail: `example: ${role}` }]);
  await inMembers(`drop role ${role}, jk_lee`);
});

test('a guard of writes that was switched off is named, and a right to empty a table', async () => {
  await inMembers(
    'alter table payout_tax disable trigger "A_jikimi_guard_new"; grant truncate on orders to jikimi_writer',
  );
  assert.deepEqual(await faults(), ['wall: example: truncate on orders', 'guard: example: payout_tax']);
  await inMembers(
    'alter table payout_tax enable trigger "A_jikimi_guard_new"; revoke truncate on orders from jikimi_writer',
  );
  assert.deepEqual(await faults(), []);
});

test('promises 1 and 2: a constraint and a trigger that were taken away are named', async () => {
  await behind('alter table access.life drop constraint approved_or_owing');
  await behind('alter table ledger.leaf disable trigger never_changed');
  assert.deepEqual(await faults(), ['purpose: approved_or_owing', 'rights: ledger.leaf']);
});

test('a house number that an amendment left behind is named, and unconfirmed rules are counted', async () => {
  const state = async () => (await found()).filter(({ check }) => check === 'law' || check === 'unconfirmed');
  const [told, ...none] = await state();
  assert.deepEqual([told?.check, told?.state, none], ['unconfirmed', 'warn', []]);
  assert.match(told?.detail ?? '', /^[1-9]\d*$/);
  const text = `version: 1
jurisdiction: kr
sources: { L: { title: the Act, kind: primary } }
rules:
  - topic: access.permission.record
    from: 2099-01-01
    article: { ko: 고시 제5조 제3항, en: "Notice Art. 5(3)" }
    source: L
    confirmed: true
    text: { ko: 보관합니다., en: It is kept. }
    params: { years: 5 }`;
  await loadRuleFile(jikimi.office, { file: 'a.yaml', text, dryRun: false }, null);
  assert.deepEqual(await state(), [
    { check: 'law', state: 'bad', detail: 'access.permission.record.years 3 (access.permission.record 5)' },
  ]);
});

test('promise 5: a topic of the law that has no rule for today is named, in Korean too', async () => {
  await behind('alter table law.rule disable trigger only_shortened');
  const topic = 'house access.credential.hours';
  await behind(
    `update law.rule set effective = daterange(lower(effective), current_date - 1) where topic = 'access.credential.hours'`,
  );
  assert.ok((await faults()).some((line) => line.startsWith('notice: ') && line.includes(topic)));
  const { code, stdout } = await jikimi.run('doctor', '--lang', 'ko');
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`✗ 약속 5: 유출에서 통지까지: [^\\n]*${topic}\\n {4}→ `));
});
