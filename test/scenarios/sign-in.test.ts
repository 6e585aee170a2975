/** Signing in by the command line, from the owner's one-time link on: who is let in, how, until when; and what the office says to a browser. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeAt, secretFrom, stepAt } from '../../src/people/light.ts';
import { openLocalSession, personByAccount, personId } from '../../src/people/mod.ts';
import { sql } from '../../src/platform/mod.ts';
import { type Jikimi, endProcess, runCommand, spawnStart, startJikimi, exampleTerms } from '../support/jikimi.ts';

let jikimi: Jikimi;
let desk: string;
before(async () => {
  jikimi = await startJikimi();
  desk = mkdtempSync(join(tmpdir(), 'jikimi-desk-'));
  writeFileSync(join(desk, 'password'), `${password}\n`, { mode: 0o600 });
});
after(async () => {
  await jikimi?.stop();
  rmSync(desk, { recursive: true, force: true });
});

const password = 'four plain words here';
const secrets = new Map<string, Buffer>();
const taken = new Map<string, number>();

/** The command line of somebody at a home of their own, which keeps their session. */
async function at(who: string, ...words: readonly string[]) {
  const environment = who === 'owner' ? jikimi.environment : { ...jikimi.environment, JIKIMI_HOME: join(desk, who) };
  return runCommand({ ...environment, JIKIMI_LANG: 'en' }, [...words]);
}

async function done(who: string, ...words: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await at(who, ...words, '--json');
  assert.equal(code, 0, `${who}: ${words.join(' ')}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function refused(who: string, expected: string, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await at(who, ...words);
  assert.equal(code, 1, `${words.join(' ')}: ${stdout}`);
  assert.match(stderr, new RegExp(`^${expected} `, 'm'));
  return stderr;
}

async function claims(who: string, verb: 'owner' | 'person', link: string): Promise<Record<string, unknown>> {
  const file = join(desk, `${who}.authenticator`);
  const claimed = await done(
    who,
    verb,
    'claim',
    link,
    '--password-file',
    join(desk, 'password'),
    '--authenticator-file',
    file,
  );
  assert.equal(statSync(file).mode & 0o777, 0o600);
  secrets.set(who, secretFrom(readFileSync(file, 'utf8').trim()) ?? Buffer.alloc(0));
  taken.set(who, stepAt(Temporal.Now.instant()));
  return claimed;
}

/** A code that was not taken: that of the next step counts already, so that nobody waits long. */
async function freshCode(who: string): Promise<string> {
  const last = taken.get(who) ?? 0;
  while (stepAt(Temporal.Now.instant()) + 1 <= last) await sleep(500);
  const step = Math.max(last + 1, stepAt(Temporal.Now.instant()));
  taken.set(who, step);
  return codeAt(secrets.get(who) ?? Buffer.alloc(0), step);
}

const signsIn = async (who: string, account: string) =>
  at(who, 'sign-in', account, '--password-file', join(desk, 'password'), '--code', await freshCode(who));

async function api(method: string, path: string, headers: Record<string, string>, body?: object) {
  const answer = await fetch(`http://127.0.0.1:${jikimi.config.httpPort}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

let link: string;
let localToken: string;

test('the first start prints the owner’s link, and until it is used an example home needs no sign-in', async () => {
  link = /npx jikimi owner claim (jkl_[\w-]+)$/m.exec(jikimi.output())?.[1] ?? '';
  assert.notEqual(link, '');
  assert.equal((await done('owner', 'whoami', '--as', 'responsible'))['account'], 'park.jiho');
  localToken = readFileSync(join(jikimi.config.home, 'sessions', 'responsible'), 'utf8').trim();
});

test('jikimi sign-out leaves the local sessions of an example home alone', async () => {
  for (const as of [[], ['--as', 'responsible']]) await refused('owner', 'JK101', 'sign-out', ...as);
  assert.equal((await done('owner', 'whoami', '--as', 'responsible'))['account'], 'park.jiho');
  assert.equal((await done('owner', 'whoami'))['account'], 'seo.yuna');
});

test('jikimi owner link makes another in its place, on the host alone', async () => {
  const made = await done('owner', 'owner', 'link');
  await refused('owner', 'JK115', 'owner', 'claim', link, '--password-file', join(desk, 'password'));
  await refused('elsewhere', 'JK012', 'owner', 'link');
  link = String(made['link']);
});

test('jikimi owner claim wants a password that is not guessed first, and somebody to type what is missing', async () => {
  writeFileSync(join(desk, 'weak'), 'Password1234\n');
  const file = join(desk, 'unused.authenticator');
  const said = await refused(
    'owner',
    'JK112',
    'owner',
    'claim',
    link,
    '--password-file',
    join(desk, 'weak'),
    '--authenticator-file',
    file,
  );
  assert.match(said, /is among the first that anybody would try/);
  assert.equal(existsSync(file), false, 'an authenticator was handed out that will not be theirs');
  await refused('owner', 'JK121', 'owner', 'claim', link, '--authenticator-file', file);
  await refused('owner', 'JK121', 'owner', 'claim', link, '--password-file', join(desk, 'password'));
});

test('jikimi owner claim signs the owner in, shows recovery codes once, and closes --as for ever', async () => {
  const claimed = await claims('owner', 'owner', `http://127.0.0.1/claim#${link}`);
  assert.equal((claimed['recoveryCodes'] as string[]).length, 10);
  assert.equal('token' in claimed, false, 'the token goes into its file alone');
  const kept = join(jikimi.config.home, 'sessions', 'signed-in.json');
  assert.equal(statSync(kept).mode & 0o777, 0o600);
  const me = await done('owner', 'whoami');
  assert.equal(me['account'], 'owner');
  assert.deepEqual(me['offices'], [], 'a right in the system is no office in the organisation');
  assert.deepEqual(
    (me['rights'] as { right: string; basis: string }[]).map(({ right, basis }) => [right, basis]),
    ['install', 'enter', 'appoint', 'invite'].map((right) => [right, 'example organisation']),
  );
  for (const as of ['handler', 'responsible', 'cpo']) {
    const said = await refused('owner', 'JK113', 'history', '--as', as);
    assert.match(said, /jikimi sign-in ACCOUNT/);
  }
  assert.equal((await api('GET', '/me', { authorization: `Bearer ${localToken}` })).body['code'], 'JK113');
  await refused('owner', 'JK116', 'owner', 'link');
  const person = personId.parse((await personByAccount(jikimi.office, 'seo.yuna'))?.id ?? '');
  await assert.rejects(openLocalSession(jikimi.office, person, 'x', 1), /the owner of this installation has signed in/);
});

test('the owner opens nothing', async () => {
  await refused('owner', 'JK226', 'connect', 'example');
  await refused('owner', 'JK103', 'purpose', 'withdraw', 'member-service', '--service', 'haneul-talk', '--reason', 'x');
  await refused('owner', 'JK103', 'grant', 'revoke', 'example');
});

test('jikimi person invite lets others in, who decide under the office and basis that stand on record', async () => {
  for (const [who, account] of [
    ['lead', 'park.jiho'],
    ['handler', 'seo.yuna'],
  ] as const) {
    const told = await at('owner', 'person', 'invite', account);
    assert.match(
      told.stdout,
      new RegExp(`: \`JIKIMI_HTTP_PORT=${jikimi.config.httpPort} npx jikimi person claim jkl_`),
    );
    assert.doesNotMatch(
      told.stdout,
      /JIKIMI_HOME=/,
      'at the home of the owner it would take the place of their session',
    );
    const invited = await done('owner', 'person', 'invite', account);
    await claims(who, 'person', String(invited['link']));
    await refused(who, 'JK115', 'person', 'claim', String(invited['link']), '--password-file', join(desk, 'password'));
  }
  await refused('lead', 'JK103', 'person', 'invite', 'seo.yuna');
  assert.deepEqual((await done('lead', 'whoami'))['offices'], [
    { office: 'responsible', service: 'haneul-talk', basis: 'example organisation' },
  ]);
  const why = ['--days', '30', '--max', '20', '--ticket', 'CS-1', '--work', 'Answers members'];
  await done(
    'handler',
    'grant',
    'request',
    'mine',
    ...exampleTerms,
    ...why,
    '--field',
    'members.email=partial',
    '--all',
  );
  await done('lead', 'grant', 'approve', 'mine', '--reason', 'needed for CS-1');
  const { rows } = await sql<{ office: string; basis: string }>`
    select body #>> '{decider,office}' as office, body #>> '{decider,basis}' as basis from ledger.act
    where kind = 'grant.approved' and body ->> 'reason' = 'needed for CS-1'
  `.execute(jikimi.office);
  assert.deepEqual(rows, [{ office: 'responsible', basis: 'example organisation' }]);
});

test('jikimi sign-in, session and sign-out: a session ends where and when it is said', async () => {
  const first = readFileSync(join(desk, 'lead', 'sessions', 'signed-in.json'), 'utf8');
  const before = (JSON.parse(first) as { token: string }).token;
  const signed = await signsIn('lead', 'park.jiho');
  assert.equal(signed.code, 0, signed.stderr);
  assert.doesNotMatch(signed.stderr, /keeps the session/);
  const other = await at('lead', 'sign-in', 'seo.yuna', '--password-file', join(desk, 'password'));
  assert.match(other.stderr, /^This home keeps the session of park\.jiho, which ends when seo\.yuna signs in here\./);
  assert.match(signed.stdout, /^✓ signed in as .*park\.jiho/);
  assert.equal(
    (await api('GET', '/me', { authorization: `Bearer ${before}` })).status,
    401,
    'the one before is left open',
  );

  const { token } = JSON.parse(readFileSync(join(desk, 'lead', 'sessions', 'signed-in.json'), 'utf8')) as {
    token: string;
  };
  const code = await freshCode('lead');
  const browser = await api('POST', '/sign-in', {}, { account: 'park.jiho', password, code });
  assert.equal(browser.status, 200, JSON.stringify(browser.body));
  const { sessions } = (await done('lead', 'session', 'list')) as {
    sessions: { id: string; current: boolean; source: string }[];
  };
  assert.deepEqual(
    sessions.map(({ current, source }) => [current, source]),
    [
      [false, '127.0.0.1'],
      [true, '127.0.0.1'],
    ],
  );
  assert.match((await at('lead', 'session', 'list')).stdout, /session_.*command line \(this one\)/);
  assert.deepEqual(await done('lead', 'session', 'end', '--others'), { ended: 1 });
  assert.equal((await at('lead', 'session', 'end')).code, 2);
  assert.equal((await api('GET', '/me', { authorization: `Bearer ${String(browser.body['token'])}` })).status, 401);
  await done('lead', 'sign-out');
  assert.equal((await api('GET', '/me', { authorization: `Bearer ${token}` })).status, 401);
  await refused('lead', 'JK101', 'whoami');
});

test('jikimi sign-in tells a wrong account, password and code alike, and a locked account only to its own', async () => {
  const wrong = async (account: string, word: string, code: string) => {
    const { body } = await api('POST', '/sign-in', {}, { account, password: word, code });
    return [body['status'], body['code']];
  };
  assert.deepEqual(await wrong('no.such.account', password, '123456'), [401, 'JK109']);
  assert.deepEqual(await wrong('park.jiho', 'not this one at all', '123456'), [401, 'JK109']);
  for (let n = 0; n < 4; n++) assert.deepEqual(await wrong('park.jiho', password, '12345x'), [401, 'JK109']);
  assert.deepEqual(await wrong('park.jiho', 'not this one at all', '123456'), [401, 'JK109']);
  const told = await signsIn('lead', 'park.jiho');
  assert.match(told.stderr, /^JK110 This account is locked until \d{4}-\d\d-\d\d \d\d:\d\d \(Seoul\)/);
});

test('a browser gets its session in a cookie that no other site can use, and every answer has its headers', async () => {
  const own = { origin: `http://127.0.0.1:${jikimi.config.httpPort}` };
  const code = await freshCode('handler');
  const means = { account: 'seo.yuna', password, code, cookie: true };
  assert.equal((await api('POST', '/sign-in', { origin: 'http://evil.example' }, means)).body['code'], 'JK117');
  assert.equal((await api('POST', '/sign-in', {}, means)).body['code'], 'JK117', 'nobody says from where');
  const log = readFileSync(join(jikimi.config.home, 'log', 'office.log'), 'utf8');
  assert.doesNotMatch(log, /refusal_unrecorded/, 'a stranger writes the log');
  const signed = await api('POST', '/sign-in', own, means);
  assert.equal(signed.body['token'], null);
  const given = signed.headers.get('set-cookie') ?? '';
  assert.match(given, /^jikimi=jks_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = given.split(';')[0] ?? '';

  assert.equal((await api('GET', '/me', { cookie })).body['account'], 'seo.yuna');
  for (const headers of [{ cookie }, { cookie, origin: 'http://evil.example' }, { cookie, origin: 'null' }]) {
    const answer = await api('POST', '/sessions/end-others', headers);
    assert.deepEqual([answer.status, answer.body['code']], [403, 'JK117']);
  }
  const { rows } = await sql<{ said: number }>`
    select count(*)::int as said from ledger.act where kind = 'refusal' and body ->> 'code' = 'JK117' and body ->> 'route' = '/sessions/end-others'
  `.execute(jikimi.office);
  assert.deepEqual(rows, [{ said: 3 }]);
  const out = await api('POST', '/sign-out', { cookie, ...own });
  assert.equal(out.status, 200);
  assert.match(out.headers.get('set-cookie') ?? '', /^jikimi=; .*Max-Age=0$/);
  assert.equal((await api('GET', '/me', { cookie })).status, 401);

  for (const path of ['/healthz', '/me', '/nowhere', '/openapi.json']) {
    const { headers } = await api('GET', path, {});
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'; frame-ancestors 'none'/, path);
    for (const [name, value] of [
      ['cache-control', 'no-store'],
      ['cross-origin-resource-policy', 'same-origin'],
      ['referrer-policy', 'no-referrer'],
      ['x-content-type-options', 'nosniff'],
      ['x-frame-options', 'DENY'],
    ] as const)
      assert.equal(headers.get(name), value, `${path}: ${name}`);
    assert.equal(headers.get('strict-transport-security'), null, 'without TLS it would mean nothing');
  }
});

test('jikimi password and recovery-codes ask for what proves who it is', async () => {
  writeFileSync(join(desk, 'next'), 'other words that are long\n');
  const proof = async (file = 'password') => [
    '--password-file',
    join(desk, file),
    '--code',
    await freshCode('handler'),
  ];
  await refused(
    'handler',
    'JK109',
    'password',
    '--password-file',
    join(desk, 'next'),
    '--new-password-file',
    join(desk, 'next'),
    '--code',
    '000000',
  );
  assert.deepEqual(await done('handler', 'password', '--new-password-file', join(desk, 'next'), ...(await proof())), {
    ended: 0,
  });
  const { recoveryCodes } = (await done('handler', 'recovery-codes', ...(await proof('next')))) as {
    recoveryCodes: string[];
  };
  const by = await at(
    'handler',
    'sign-in',
    'seo.yuna',
    '--password-file',
    join(desk, 'next'),
    '--code',
    recoveryCodes[0] ?? '',
  );
  assert.equal(by.code, 0, by.stderr);
});

test('what was closed stays closed when the installation is started again', async () => {
  await jikimi.run('stop');
  const { child, output } = await spawnStart(jikimi.environment);
  try {
    assert.doesNotMatch(output(), /owner claim|--as|postgresql:\/\//);
    await refused('owner', 'JK113', 'history', '--as', 'responsible');
    assert.equal((await done('owner', 'whoami'))['account'], 'owner');
  } finally {
    await endProcess(child);
  }
});
