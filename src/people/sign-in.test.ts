import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { type Member, claimLink, freshAddress, password, signInKey as key } from '../../test/support/sign-in.ts';
import { loadRules } from '../law/mod.ts';
import { type Db, Refusal, now, openDatabase, sql } from '../platform/mod.ts';
import { type Actor } from './actor.ts';
import { endPerson } from './employ.ts';
import { hold, installOwner, join } from './join.ts';
import { firstOwnerLink, invite } from './link.ts';
import { codeAt, stepAt } from './one-time-code.ts';
import { hashPassword } from './password-hash.ts';
import { makeRecoveryCodes } from './recovery-code.ts';
import { actorByAccount, actorOf, endOwnSessions, ownSessions, sessionId, sessionOf } from './session.ts';
import { changePassword, renewRecoveryCodes, signIn } from './sign-in.ts';

let installation: Installation;
/** Two offices on one database, each with connections of its own. */
let db: Db;
let other: Db;
let hr: Actor;
before(async () => {
  installation = await testInstallation({ drill: true });
  db = installation.db('office');
  other = openDatabase(installation.uri('office'), 8);
  await loadRules(db);
  await installOwner(db, { account: 'owner', display: 'owner', kind: 'person', language: 'ko' }, 'a test');
  const owner = await actorByAccount(db, 'owner');
  const person = await join(db, owner, { account: 'hr.lee', display: 'hr', kind: 'person', language: 'ko' });
  await hold(db, owner, { person, office: 'hr', service: null, basis: 'a test' });
  hr = await actorByAccount(db, 'hr.lee');
  await claimLink(db, (await firstOwnerLink(db))?.link ?? '');
});
after(async () => {
  await other?.destroy();
  await installation?.stop();
});

let people = 0;
/** Somebody new who has signed in once. */
async function member(): Promise<Member> {
  const account = `member-${++people}`;
  await join(db, hr, { account, display: account, kind: 'person', language: 'en' });
  return claimLink(db, (await invite(db, hr, account)).link);
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** `in`, or the code that refused. */
async function tried(
  office: Db,
  account: string,
  secretWord: string,
  code: string,
  source = freshAddress(),
): Promise<string> {
  return signIn(office, { account, password: secretWord, code, source }, 'a test', key).then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
}

const codeOf = async ({ secret }: Member, off = 0) => codeAt(secret, stepAt(await now(db)) + off);
const pass = async (minutes: number) =>
  moveClock(installation, (await now(db)).add({ seconds: Math.round(minutes * 60) }));

async function recorded(account: string): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`
    select kind || coalesce(' ' || (body ->> 'code'), '') as said from ledger.act
    where coalesce(body ->> 'holder', body ->> 'person') = (select id::text from people.person where account = ${account}) order by id
  `.execute(db);
  return rows.map((row) => row.said);
}

test('signIn opens a session for the right account, password and code, on record with how and from where', async () => {
  const one = await member();
  await pass(1);
  const { token, session } = await signIn(
    db,
    { account: one.account, password, code: await codeOf(one), source: '203.0.113.9' },
    'a test',
    key,
  );
  assert.equal((await actorOf(other, token)).account, one.account);
  const { rows } = await sql`
    select body ->> 'by' as by, body ->> 'source' as source from ledger.act where kind = 'session.opened' and body ->> 'session' = ${session}
  `.execute(db);
  assert.deepEqual(rows, [{ by: 'totp', source: '203.0.113.9' }]);
});

test('signIn tells a stranger nothing: unknown, never invited, left, wrong password and wrong code are one refusal', async () => {
  const one = await member();
  const gone = await member();
  await endPerson(db, hr, { account: gone.account, from: null, reason: 'a test' });
  await join(db, hr, { account: 'never.invited', display: 'x', kind: 'person', language: 'en' });
  await pass(1);
  const said = [];
  for (const [account, word, code] of [
    ['no.such.account', password, '000000'],
    ['never.invited', password, '000000'],
    [gone.account, password, await codeOf(gone)],
    [one.account, 'another long password', await codeOf(one)],
    [one.account, password, 'abcd-efgh-jkmn-pqrs'],
    [`${one.account}' or true --`, password, '000000'],
  ] as const)
    said.push(
      await signIn(db, { account, password: word, code, source: freshAddress() }, 'x', key).catch((error: Refusal) => [
        error.code,
        error.params,
      ]),
    );
  assert.deepEqual(
    said,
    said.map(() => ['JK109', { tries: 5, minutes: 30 }]),
  );
  const { rows } = await sql<{
    body: string;
  }>`select body::text as body from ledger.act where kind = 'refusal'`.execute(db);
  assert.ok(rows.length >= 6);
  for (const { body } of rows) assert.doesNotMatch(body, /no\.such|or true|another long|plain words/);
});

test('signIn keeps no password, code or token in the database in clear', async () => {
  const one = await member();
  const { rows } = await sql<{ kept: string }>`
    select string_agg(x.t, ' ') as kept from (select w::text as t from people.password w union all select s::text from people.session s
      union all select r::text from people.recovery_code r union all select a::text from people.authenticator a
      union all select l::text from people.link l union all select body::text from ledger.act) x
  `.execute(db);
  const kept = rows[0]?.kept ?? '';
  const hex = (text: string) => Buffer.from(text).toString('hex');
  for (const secret of [password, one.token, ...one.recoveryCodes])
    assert.ok(!kept.includes(secret) && !kept.includes(hex(secret)));
  assert.ok(!kept.includes(one.secret.toString('hex')));
});

test('signIn locks an account after five wrong tries for thirty minutes, says so to whoever gives the right password, on record', async () => {
  const one = await member();
  await pass(1);
  for (let n = 0; n < 5; n++)
    assert.equal(await tried(n % 2 === 0 ? db : other, one.account, 'not this one at all', '000000'), 'JK109');
  assert.equal(await tried(db, one.account, 'not this one at all', await codeOf(one)), 'JK109');
  const told = await signIn(
    db,
    { account: one.account, password, code: '000000', source: freshAddress() },
    'x',
    key,
  ).catch((error: Refusal) => error);
  assert.ok(told instanceof Refusal && told.code === 'JK110');
  assert.match(String(told.params['until']), /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  assert.deepEqual((await recorded(one.account)).slice(4), [
    ...Array<string>(5).fill('refusal JK109'),
    'account.locked',
    'refusal JK109',
    'refusal JK110',
  ]);
  await pass(31);
  assert.equal(await tried(db, one.account, password, await codeOf(one)), 'in');
});

test('signIn leaves what is open alone when the account is locked', async () => {
  const one = await member();
  for (let n = 0; n < 5; n++) await tried(db, one.account, 'not this one at all', '000000');
  assert.equal((await actorOf(db, one.token)).account, one.account);
});

/** A plain telling of the rules, apart from the code: what each step must answer. */
class Model {
  minute = 0;
  tries = 0;
  lockedUntil = Number.NEGATIVE_INFINITY;
  lastStep: number;
  readonly unused: Set<string>;

  constructor(one: Member) {
    this.lastStep = one.step;
    this.unused = new Set(one.recoveryCodes);
  }

  attempt(rightPassword: boolean, code: { step?: number; recovery?: string }): string {
    const locked = this.minute < this.lockedUntil;
    if (!locked && this.lockedUntil > Number.NEGATIVE_INFINITY) {
      this.tries = 0;
      this.lockedUntil = Number.NEGATIVE_INFINITY;
    }
    this.tries++;
    if (locked) return rightPassword && this.tries <= 10 ? 'JK110' : 'JK109';
    const fresh =
      (code.step !== undefined && code.step > this.lastStep) ||
      (code.recovery !== undefined && this.unused.has(code.recovery));
    if (rightPassword && fresh) {
      this.tries = 0;
      this.lastStep = code.step ?? this.lastStep;
      if (code.recovery !== undefined) this.unused.delete(code.recovery);
      return 'in';
    }
    if (this.tries === 5) this.lockedUntil = this.minute + 30;
    return 'JK109';
  }
}

test('signIn answers as the plain model does, whatever comes in which order, by two offices', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('wrong' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('code' as const), off: fc.integer({ min: -1, max: 1 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('recovery' as const), n: fc.integer({ min: 0, max: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('no code' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 31) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const one = await member();
      const model = new Model(one);
      for (const [n, asked] of steps.entries()) {
        const office = n % 2 === 0 ? db : other;
        if (asked.do === 'wait') {
          await pass(asked.minutes);
          model.minute += asked.minutes;
        } else if (asked.do === 'wrong')
          assert.equal(
            await tried(office, one.account, 'not this one at all', await codeOf(one)),
            model.attempt(false, {}),
          );
        else if (asked.do === 'no code')
          assert.equal(await tried(office, one.account, password, 'x'), model.attempt(true, {}));
        else if (asked.do === 'recovery') {
          const recovery = one.recoveryCodes[asked.n] ?? '';
          const typed = recovery.toUpperCase().replaceAll('-', ' ');
          assert.equal(await tried(office, one.account, password, typed), model.attempt(true, { recovery }));
        } else {
          const at = stepAt(await now(db)) + asked.off;
          assert.equal(
            await tried(office, one.account, password, codeAt(one.secret, at)),
            model.attempt(true, { step: at }),
          );
        }
      }
    }),
    { numRuns: 8 },
  );
});

test('signIn counts each of many tries that two offices take at the same time, and locks once', async () => {
  const one = await member();
  await pass(1);
  const code = await codeOf(one);
  const many = Array.from({ length: 24 }, (_, n) =>
    tried(n % 2 === 0 ? db : other, one.account, 'not this one at all', code),
  );
  assert.deepEqual(new Set(await Promise.all(many)), new Set(['JK109']));
  const { rows } = await sql<{ tries: number }>`
    select w.tries from people.password w join people.person p on p.id = w.person where p.account = ${one.account}
  `.execute(db);
  assert.deepEqual(rows, [{ tries: 11 }]);
  assert.equal((await recorded(one.account)).filter((said) => said === 'account.locked').length, 1);
  assert.equal(
    await tried(db, one.account, password, code),
    'JK109',
    'ten were looked at, and this one told somebody more',
  );
});

for (const what of ['code of the authenticator', 'recovery code'] as const)
  test(`signIn takes a ${what} once, also when two offices are given it at the same time`, async () => {
    const one = await member();
    await pass(1);
    const code = what === 'recovery code' ? (one.recoveryCodes[3] ?? '') : await codeOf(one);
    const four = await Promise.all([db, other, db, other].map((office) => tried(office, one.account, password, code)));
    assert.deepEqual(four.sort(), ['JK109', 'JK109', 'JK109', 'in']);
  });

test('signIn refuses an address from which too many wrong tries came, also for the right ones, and no other', async () => {
  const one = await member();
  await pass(6);
  const from = '2001:db8:7:7::1';
  for (let n = 0; n < 20; n++)
    assert.equal(await tried(db, `nobody-${n}`, password, '000000', `2001:db8:7:7::${n + 1}`), 'JK109');
  assert.equal(await tried(other, one.account, password, await codeOf(one), from), 'JK111');
  assert.equal(await tried(other, one.account, password, await codeOf(one), from), 'JK111');
  assert.equal(await tried(db, one.account, password, await codeOf(one), '2001:db8:7:8::1'), 'in');
  const { rows } = await sql<{ said: number }>`
    select count(*)::int as said from ledger.act where kind = 'refusal' and body ->> 'code' = 'JK111'
  `.execute(db);
  assert.deepEqual(rows, [{ said: 1 }], 'once a window is enough');
  await pass(6);
  assert.equal(await tried(db, one.account, password, await codeOf(one), from), 'in');
});

test('signIn charges nothing to an account that a busy office did not look at', async () => {
  const one = await member();
  await pass(1);
  let busy = true;
  const others = Array.from({ length: 66 }, async () => {
    while (busy) await hashPassword('of somebody else');
  });
  for (let n = 0; n < 6; n++) assert.equal(await tried(db, one.account, password, await codeOf(one)), 'JK118');
  busy = false;
  await Promise.all(others);
  assert.equal(await tried(db, one.account, password, await codeOf(one)), 'in');
});

test('signIn of many people behind one address counts only those who were wrong', async () => {
  const one = await member();
  for (let n = 0; n < 22; n++) {
    await pass(0.5);
    assert.equal(await tried(db, one.account, password, await codeOf(one), '192.0.2.77'), 'in');
  }
});

test('signIn makes a hash of less anew, with the parameters of now', async () => {
  const one = await member();
  const old = '$argon2id$v=19$m=8192,t=2,p=1$';
  const { argon2Sync } = await import('node:crypto');
  const salt = Buffer.alloc(16, 7);
  const tag = argon2Sync('argon2id', {
    message: password,
    nonce: salt,
    tagLength: 32,
    memory: 8192,
    passes: 2,
    parallelism: 1,
  });
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  await sql`update people.password set hash = ${`${old}${text(salt)}$${text(tag)}`}
    where person = (select id from people.person where account = ${one.account})`.execute(db);
  await pass(1);
  assert.equal(await tried(db, one.account, password, await codeOf(one)), 'in');
  const { rows } = await sql<{ hash: string }>`
    select hash from people.password where person = (select id from people.person where account = ${one.account})
  `.execute(db);
  assert.match(rows[0]?.hash ?? '', /m=19456,t=2,p=1/);
  await pass(1);
  assert.equal(await tried(db, one.account, password, await codeOf(one)), 'in');
});

test('a session ends when nobody used it for fifteen minutes, and says why', async () => {
  const { token } = await member();
  for (let n = 0; n < 4; n++) {
    await pass(13);
    await actorOf(n % 2 === 0 ? db : other, token);
  }
  await pass(15);
  await assert.rejects(actorOf(db, token), refusedWith('JK114'));
  await pass(-5);
  assert.ok(await actorOf(db, token), 'it is a condition, read when it is used');
});

test('a session ends after twelve hours, however much it was used', async () => {
  const { token } = await member();
  for (let n = 0; n < 71; n++) {
    await pass(10);
    await actorOf(db, token);
  }
  await pass(9);
  await actorOf(db, token);
  await pass(2);
  await assert.rejects(actorOf(db, token), refusedWith('JK101'));
});

test('a session’s last use is written at most once a minute', async () => {
  const { token } = await member();
  const used = async () => (await sessionOf(db, token)).session.lastUsedAt;
  const first = await used();
  await pass(0.5);
  await used();
  assert.ok((await used()).equals(first));
  await pass(0.7);
  await used();
  assert.ok(Temporal.Instant.compare(await used(), first) > 0);
});

test('without the house rule no session that was signed in to holds', async () => {
  const { token } = await member();
  const rule = sql`update law.rule set effective = daterange('2020-01-01', ${sql.lit('2020-02-01')}::date) where topic = 'people.session.idle.minutes'`;
  await installation
    .db('owner')
    .transaction()
    .execute(async (tx) => {
      await rule.execute(tx);
      const { rows } = await sql`select from people.live_session where kind = 'signed_in'`.execute(tx);
      assert.equal(rows.length, 0);
      throw new Refusal('JK001');
    })
    .catch((error: unknown) => assert.ok(refusedWith('JK001')(error), String(error)));
  assert.ok(await actorOf(db, token));
});

test('endOwnSessions ends one, or the others, at once and for every office; nobody else’s', async () => {
  const one = await member();
  const stranger = await member();
  const tokens = [one.token];
  for (let n = 0; n < 3; n++) {
    await pass(1);
    const means = { account: one.account, password, code: await codeOf(one), source: freshAddress() };
    tokens.push((await signIn(db, means, `number ${n}`, key)).token);
  }
  const { actor, session } = await sessionOf(db, tokens[3] ?? '');
  assert.deepEqual(
    (await ownSessions(db, actor)).map(({ label }) => label),
    ['number 2', 'number 1', 'number 0', 'a test'],
  );
  const foreign = sessionId.parse((await sessionOf(db, stranger.token)).session.id);
  assert.equal(await endOwnSessions(db, actor, { only: foreign }), 0);
  assert.ok(await actorOf(db, stranger.token));
  const second = sessionId.parse((await sessionOf(db, tokens[1] ?? '')).session.id);
  assert.equal(await endOwnSessions(db, actor, { only: second }), 1);
  await assert.rejects(actorOf(other, tokens[1] ?? ''), refusedWith('JK101'));
  assert.equal(await endOwnSessions(db, actor, { but: sessionId.parse(session.id) }), 2);
  assert.deepEqual(
    (await ownSessions(other, actor)).map(({ id }) => id),
    [session.id],
  );
});

test('changePassword asks for the old one and a code, ends the other sessions, and counts as a try', async () => {
  const one = await member();
  const { session } = await sessionOf(db, one.token);
  await pass(1);
  const means = { account: one.account, password, session: session.id, source: freshAddress() };
  const second = (await signIn(db, { ...means, code: await codeOf(one) }, 'x', key)).token;
  await pass(1);
  const next = 'other words that are long';
  await assert.rejects(changePassword(db, { ...means, code: await codeOf(one) }, 'short', key), refusedWith('JK112'));
  await assert.rejects(
    changePassword(db, { ...means, password: next, code: await codeOf(one) }, next, key),
    refusedWith('JK109'),
  );
  assert.equal(await changePassword(db, { ...means, code: await codeOf(one) }, next, key), 1);
  assert.ok(await actorOf(db, one.token));
  await assert.rejects(actorOf(db, second), refusedWith('JK101'));
  await pass(1);
  assert.equal(await tried(db, one.account, password, await codeOf(one)), 'JK109');
  assert.equal(await tried(db, one.account, next, await codeOf(one)), 'in');
});

test('renewRecoveryCodes ends those of before', async () => {
  const one = await member();
  await pass(1);
  const means = { account: one.account, password, source: freshAddress() };
  const made = await renewRecoveryCodes(db, { ...means, code: one.recoveryCodes[0] ?? '' }, key);
  assert.equal(new Set([...made, ...one.recoveryCodes]).size, 20);
  assert.equal(await tried(db, one.account, password, one.recoveryCodes[1] ?? ''), 'JK109');
  assert.equal(await tried(db, one.account, password, made[1] ?? ''), 'in');
  assert.match(makeRecoveryCodes()[0] ?? '', /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
});
