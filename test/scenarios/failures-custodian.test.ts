/** docs/design.md, section 8: the rows of the custodian, its keys, its record and its clock. */
import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { revokeGrant } from '../../src/access/mod.ts';
import type { CustodianParts } from '../../src/custody/custodian-parts.ts';
import type { KeyStore } from '../../src/custody/keystore.ts';
import { SharedInputs } from '../../src/custody/shared-inputs.ts';
import { SubjectKeys } from '../../src/custody/subject-keys.ts';
import { compareValue } from '../../src/custody/compare.ts';
import { openBatch } from '../../src/custody/open-batch.ts';
import type { OpenRequest } from '../../src/custody/open-message.ts';
import { refusalRecord } from '../../src/custody/record-text.ts';
import { actorByAccount } from '../../src/people/mod.ts';
import { Refusal, databaseUri, openPool } from '../../src/platform/mod.ts';
import { CustodianClient } from '../../src/custody/mod.ts';
import { custodianSocket, secret } from '../../src/platform/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type InnerCustodian, envelopesOf, innerCustodian } from '../support/inner-custodian.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { Records } from '../support/recorded.ts';

let jikimi: Jikimi;
let inner: InnerCustodian;
let records: Records;
let emails: Buffer[];

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback', JIKIMI_CUSTODIAN_TIMEOUT_MS: '30000' });
  inner = await innerCustodian(jikimi);
  records = new Records(jikimi);
  emails = await envelopesOf(jikimi, 'email', 8);
});
after(async () => {
  await records.stop();
  await inner.stop();
  await jikimi.stop();
});

const fields = [{ table: 'members', column: 'email', mode: 'full' as const }];

/** A grant of its own, and a session of it. */
async function granted(name: string): Promise<string> {
  await jikimi.grant({ name, fields });
  return inner.session(name);
}

function asking(session: string, batch: number, envelopes: readonly Buffer[] = emails.slice(0, 2)): OpenRequest {
  return { session, batch, fingerprint: Buffer.alloc(32, 7), envelopes };
}

function refusedWith(code: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

async function reader(grant = 'example'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: (await jikimi.connect(grant)).replace(/\?.*/, '?sslmode=disable') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const oneEmail = 'select email from members order by id limit 1';

test('custodian, before commit: nothing is recorded, the gateway asks the next custodian with the same number, and that is one record', async () => {
  await jikimi.grant({ name: 'before-commit', fields });
  const client = await reader('before-commit');
  const held = await records.holdRecords();
  const answer = client.query(oneEmail);
  const backend = await eventually('the record waits', () => records.waitingRecorder());
  process.kill(jikimi.pid('custodian'), 'SIGKILL');
  await eventually('its transaction is gone', async () => (await records.waitingRecorder()) !== backend);
  const session = await records.lastSession('before-commit');
  assert.equal(await records.disclosures(session), 0);
  await held.release();
  assert.match(String((await answer).rows[0]?.email), /@/);
  assert.equal(await records.disclosures(session), 1);
  assert.equal(await records.spent('before-commit'), 1);
  await client.end();
  await eventually('its death and return were told', () =>
    /custodian ended[\s\S]*custodian is ready again/.test(jikimi.output()),
  );
});

test('custodian, after commit, before reply: asking again is answered by the record that is there, without a second record or spend', async () => {
  await jikimi.grant({ name: 'before-reply', fields });
  const client = await reader('before-reply');
  const held = await records.holdRecords();
  const answer = client.query(oneEmail);
  await eventually('the record waits', () => records.waitingRecorder());
  const pid = jikimi.pid('custodian');
  process.kill(pid, 'SIGSTOP');
  await held.release();
  const session = await records.lastSession('before-reply');
  await eventually('the record is durable', async () => (await records.disclosures(session)) === 1);
  process.kill(pid, 'SIGKILL');
  assert.match(String((await answer).rows[0]?.email), /@/);
  assert.equal(await records.disclosures(session), 1);
  assert.equal(await records.openings(session), 1);
  assert.equal(await records.spent('before-reply'), 1);
  await client.end();
});

test('custodian, after commit, before reply: a reply that is cut off on its way is asked for again over the same channel', async () => {
  const session = await granted('cut-reply');
  const path = join(jikimi.config.home, 'run', `cut-${randomUUID().slice(0, 8)}.sock`);
  let replies = 0;
  const proxy = createServer((near) => {
    const far = connect(custodianSocket(jikimi.config));
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk: Buffer) => {
      replies += 1;
      if (replies === 2)
        near.destroy(); // the first is the greeting
      else near.write(chunk);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('close', () => other.destroy()).on('error', () => undefined);
  });
  await new Promise<void>((done) => proxy.listen(path, done));
  const token = secret(jikimi.config, 'custodian-gateway.token');
  const client = new CustodianClient({ place: { socketPath: path }, role: 'gateway', token, timeoutMs: 30_000 });
  const opened = await client.open(asking(session, 1));
  assert.deepEqual(
    opened.map((cell) => cell !== null),
    [true, true],
  );
  assert.ok(replies >= 4, 'it was not asked again');
  assert.equal(await records.disclosures(session), 1);
  assert.equal(await records.spent('cut-reply'), 2);
  client.close();
  await new Promise((done) => proxy.close(done));
});

test('other digest under the same number is refused and recorded', async () => {
  const session = await granted('other-digest');
  await openBatch(inner.parts, asking(session, 1));
  await assert.rejects(openBatch(inner.parts, asking(session, 1, emails.slice(2, 4))), refusedWith('JK322'));
  assert.equal(await records.disclosures(session), 1);
  assert.deepEqual(await records.refusals(session), ['JK322']);
  assert.equal(await records.spent('other-digest'), 2);
});

test('what was looked for cannot be guessed from the digest of its record', async () => {
  const session = await granted('keyed-digest');
  const fingerprint = Buffer.alloc(32, 7);
  const value = '010-1234-5678@example.kr';
  await compareValue(inner.parts, { session, batch: 1, fingerprint, value });
  await compareValue(inner.parts, { session, batch: 1, fingerprint, value }); // asked again: the same question
  assert.equal(await records.disclosures(session), 1);
  const { digest } = await records.one<{ digest: Buffer }>(
    'select request_digest as digest from custody.disclosure where session_id = $1',
    [session],
  );
  assert.notDeepEqual(digest, hash('sha256', Buffer.concat([fingerprint, Buffer.from(value)]), 'buffer'));
  await assert.rejects(
    compareValue(inner.parts, { session, batch: 1, fingerprint, value: 'other@example.kr' }),
    refusedWith('JK322'),
  );
});

test('a value that no column may hold is refused when it is looked for, and not a miss', async () => {
  const session = await granted('unstorable');
  const fingerprint = Buffer.alloc(32, 7);
  for (const [batch, value] of [`kim\0@example.kr`, 'x'.repeat(1024 * 1024 + 1)].entries())
    await assert.rejects(compareValue(inner.parts, { session, batch, fingerprint, value }), refusedWith('JK328'));
  assert.equal(await records.disclosures(session), 0);
  assert.deepEqual(await records.refusals(session), ['JK328', 'JK328']);
});

test("a subject's stop that is lifted between two askings makes them two different questions", async () => {
  const session = await granted('lifted-stop');
  const { subject, purpose } = await records.one<{ subject: string; purpose: string }>(
    `select substr(encode($1, 'hex'), 53, 32)::uuid as subject, (select purpose_id from access.grant where name = 'lifted-stop') as purpose`,
    [emails[0]],
  );
  await records.pool.query(`insert into catalog.stop (subject, purpose_id, kind) values ($1, $2, 'restricted')`, [
    subject,
    purpose,
  ]);
  const opened = await openBatch(inner.parts, asking(session, 1));
  assert.deepEqual(
    opened.map((cell) => cell === null),
    [true, false],
  );
  await records.pool.query('delete from catalog.stop where subject = $1', [subject]);
  await assert.rejects(openBatch(inner.parts, asking(session, 1)), refusedWith('JK322'));
});

/** Changes what a decision reads right after a batch, while the custodian still knows what it read for that one. */
for (const [what, change, code] of [
  ['a purpose that was withdrawn', `update catalog.purpose set approved_until = now() where id = $1`, 'JK207'],
  [
    'a person who left',
    `update people.standing set left_at = now() where person = (select holder from access.grant where purpose_id = $1 limit 1)`,
    'JK206',
  ],
] as const)
  test(`${what} is met by the very next batch`, async () => {
    const session = await granted(what.replaceAll(' ', '-'));
    const { purpose } = await records.one<{ purpose: string }>(
      'select purpose_id as purpose from access.grant where name = $1',
      [what.replaceAll(' ', '-')],
    );
    await openBatch(inner.parts, asking(session, 1));
    const kept = await records.one<{ approved: Date; left: Date | null }>(
      `select p.approved_until as approved, s.left_at as left from catalog.purpose p, people.standing s
       where p.id = $1 and s.person = (select holder from access.grant where purpose_id = $1 limit 1)`,
      [purpose],
    );
    await records.pool.query(change, [purpose]);
    try {
      await assert.rejects(openBatch(inner.parts, asking(session, 2)), refusedWith(code));
      assert.deepEqual(await records.refusals(session), [code]);
      await assert.rejects(openBatch(inner.parts, asking(session, 1)), refusedWith(code), 'asked again');
    } finally {
      await records.pool.query('update catalog.purpose set approved_until = $2 where id = $1', [
        purpose,
        kept.approved,
      ]);
      await records.pool.query(
        `update people.standing set left_at = $2 where person = (select holder from access.grant where purpose_id = $1 limit 1)`,
        [purpose, kept.left],
      );
    }
    assert.equal((await openBatch(inner.parts, asking(session, 3))).length, 2);
  });

test("a subject's stop is met by the very next batch, and so is a key that became unusable", async () => {
  const session = await granted('next-batch');
  const { subject, purpose } = await records.one<{ subject: string; purpose: string }>(
    `select substr(encode($1, 'hex'), 53, 32)::uuid as subject, (select purpose_id from access.grant where name = 'next-batch') as purpose`,
    [emails[0]],
  );
  await openBatch(inner.parts, asking(session, 1));
  await records.pool.query(`insert into catalog.stop (subject, purpose_id, kind) values ($1, $2, 'restricted')`, [
    subject,
    purpose,
  ]);
  const opened = await openBatch(inner.parts, asking(session, 2));
  assert.deepEqual(
    opened.map((cell) => cell === null),
    [true, false],
  );
  await records.pool.query('delete from catalog.stop where subject = $1', [subject]);
  await openBatch(inner.parts, asking(session, 3));
  await records.pool.query('update custody.subject_key set unusable_at = now() where subject = $1', [subject]);
  await records.pool.query('update custody.generation set generation = generation + 1');
  try {
    await assert.rejects(openBatch(inner.parts, asking(session, 4)), refusedWith('JK220'));
  } finally {
    await records.pool.query('update custody.subject_key set unusable_at = null where subject = $1', [subject]);
    await records.pool.query('update custody.generation set generation = generation + 1');
  }
});

test('a key that becomes unusable while it is being read is not kept', async () => {
  const { subject } = await records.one<{ subject: string }>(
    `select substr(encode($1, 'hex'), 53, 32)::uuid as subject`,
    [emails[3]],
  );
  const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = {
    epochKey: async (epoch: number) => {
      asked.resolve();
      await go.promise;
      return inner.parts.store.epochKey(epoch);
    },
  } as unknown as KeyStore;
  const keys = new SubjectKeys(inner.parts.pool, slow);
  const reading = keys.of([subject]);
  await asked.promise;
  await records.pool.query('update custody.subject_key set unusable_at = now() where subject = $1', [subject]);
  const { generation } = await records.one<{ generation: string }>(
    'update custody.generation set generation = generation + 1 returning generation',
  );
  keys.observe(Number(generation));
  keys.observe(Number(generation) - 1); // a slower answer, read before
  go.resolve();
  await reading;
  try {
    assert.equal((await keys.of([subject])).size, 0);
  } finally {
    await records.pool.query('update custody.subject_key set unusable_at = null where subject = $1', [subject]);
    await records.pool.query('update custody.generation set generation = generation + 1');
  }
});

test('a wrapped key that was cut is the key of nobody, and those read with it are right', async () => {
  const subjects = await Promise.all(
    emails.slice(0, 3).map(async (email) => {
      const asked = `select substr(encode($1, 'hex'), 53, 32)::uuid as subject`;
      return (await records.one<{ subject: string }>(asked, [email])).subject;
    }),
  );
  const before = await new SubjectKeys(inner.parts.pool, inner.parts.store).of(subjects);
  const { wrapped } = await records.one<{ wrapped: Buffer }>(
    'select wrapped from custody.subject_key where subject = $1',
    [subjects[1]],
  );
  const set = (to: Buffer) =>
    records.pool.query('update custody.subject_key set wrapped = $2 where subject = $1', [subjects[1], to]);
  await set(wrapped.subarray(0, 59));
  try {
    const after = await new SubjectKeys(inner.parts.pool, inner.parts.store).of(subjects);
    assert.deepEqual(
      subjects.map((subject) => after.get(subject)?.toString('hex')),
      [before.get(subjects[0] ?? '')?.toString('hex'), undefined, before.get(subjects[2] ?? '')?.toString('hex')],
    );
    assert.equal(before.size, 3);
  } finally {
    await set(wrapped);
  }
});

test('a batch within a second of the one before is decided without reading again, and is on record', async () => {
  const session = await granted('kept-inputs');
  await openBatch(inner.parts, asking(session, 1));
  let reads = 0;
  class Counting extends SharedInputs {
    override of(grant: string, subjects: readonly string[]) {
      reads += 1;
      return super.of(grant, subjects);
    }
  }
  const parts: CustodianParts = { ...inner.parts, freshInputs: new Counting(inner.parts.pool) };
  await openBatch(parts, asking(session, 2, emails.slice(2, 4)));
  assert.equal(reads, 0);
  assert.equal(await records.disclosures(session), 2);
  await openBatch(parts, asking(session, 2, emails.slice(2, 4)));
  assert.equal(reads, 1, 'what is there already is decided by what holds now');
});

test("commit's outcome unknown, its backend ended before it: refused as not recorded, and asking again decides", async () => {
  const session = await granted('unknown-before');
  const held = await records.holdRecords();
  const answer = openBatch(inner.parts, asking(session, 1));
  const refused = assert.rejects(answer, refusedWith('JK312'));
  const backend = await eventually('the record waits', () => records.waitingRecorder());
  await records.pool.query('select pg_terminate_backend($1)', [backend]);
  await refused;
  await held.release();
  assert.equal(await records.disclosures(session), 0);
  assert.equal((await openBatch(inner.parts, asking(session, 1))).length, 2);
  assert.equal(await records.disclosures(session), 1);
  assert.equal(await records.spent('unknown-before'), 2);
});

test("commit's outcome unknown, its answer cut off after it: refused as not recorded, and asking again finds the one record", async () => {
  const session = await granted('unknown-after');
  const proxy = await deafenedDatabase();
  const pool = openPool(proxy.uri, 2);
  const parts = inner.over(pool);
  const held = await records.holdRecords();
  const answer = openBatch(parts, asking(session, 1));
  const refused = assert.rejects(answer, refusedWith('JK312'));
  await eventually('the record waits', () => records.waitingRecorder());
  proxy.deafen();
  await held.release();
  await eventually('the record is durable', async () => (await records.disclosures(session)) === 1);
  proxy.cut();
  await refused;
  assert.equal((await openBatch(parts, asking(session, 1))).length, 2);
  assert.equal(await records.disclosures(session), 1);
  assert.equal(await records.openings(session), 1);
  assert.equal(await records.spent('unknown-after'), 2);
  await pool.end();
  proxy.close();
});

test('revocation races the record: whichever is first is lawful, and nothing is opened at or after the end', async () => {
  const responsible = await actorByAccount(jikimi.office, accounts.responsible);
  let before = 0;
  let refused = 0;
  for (let n = 0; n < 20; n++) {
    const name = `race-${n}`;
    const session = await granted(name);
    await openBatch(inner.parts, asking(session, 1));
    const wait = 2 * n * Math.random();
    const revoked = new Promise((done) => setTimeout(done, wait)).then(() =>
      revokeGrant(jikimi.office, responsible, name, 'race'),
    );
    const outcomes: string[] = [];
    for (let batch = 2; outcomes.at(-1) !== 'JK203'; batch++) {
      const pair = [batch * 2, batch * 2 + 1].map((number) => openBatch(inner.parts, asking(session, number)));
      for (const one of await Promise.allSettled(pair)) {
        if (one.status === 'rejected') assert.ok(one.reason instanceof Refusal, String(one.reason));
        outcomes.push(one.status === 'fulfilled' ? 'opened' : (one.reason as Refusal).code);
      }
    }
    await revoked;
    const { last, ended, batches } = await records.one<{ last: Date; ended: Date; batches: number }>(
      `select max(d.at) < l.ended as last, l.ended <> 'infinity' as ended, count(*)::int as batches
       from access.grant g join access.life l on l.grant_id = g.id join custody.disclosure d on d.grant_id = g.id
       where g.name = $1 group by l.ended`,
      [name],
    );
    assert.ok(ended, 'the life has not ended');
    assert.ok(last, 'something was opened at or after the end');
    const opened = outcomes.filter((one) => one === 'opened').length;
    assert.equal(batches, opened + 1);
    assert.ok(
      outcomes.every((one) => one === 'opened' || one === 'JK203'),
      outcomes.join(' '),
    );
    before += opened;
    refused += outcomes.length - opened;
  }
  assert.ok(before > 0 && refused >= 20, `${before} before, ${refused} refused`);
});

test('key store down: found before the record, refused and recorded as such; it opens again when the store is back', async () => {
  const keys = join(jikimi.config.home, 'keys');
  const client = await reader();
  assert.equal((await client.query(oneEmail)).rowCount, 1);
  const session = await records.lastSession('example');
  const openings = await records.openings(session);
  renameSync(keys, `${keys}.away`);
  try {
    // what the custodian has in memory opens no more than what it has not
    await assert.rejects(client.query(oneEmail), /key store cannot be reached/);
    await assert.rejects(
      client.query('select email from members order by id desc limit 1'),
      /key store cannot be reached/,
    );
    await assert.rejects(
      client.query(`select id from members where email = 'kim@example.kr'`),
      /key store cannot be reached/,
    );
  } finally {
    renameSync(`${keys}.away`, keys);
  }
  assert.equal(await records.openings(session), openings);
  assert.deepEqual(await records.refusals(session), ['JK301', 'JK301', 'JK301']);
  assert.equal((await client.query(oneEmail)).rowCount, 1);
  await client.end();
});

test('key store down, one epoch of it: refused before the record, and no entry says that it opened', async () => {
  const session = await granted('epoch-away');
  const epoch = join(jikimi.config.home, 'keys', 'epoch-1.key');
  renameSync(epoch, `${epoch}.away`);
  try {
    await assert.rejects(openBatch(inner.over(inner.parts.pool), asking(session, 1)), refusedWith('JK303'));
  } finally {
    renameSync(`${epoch}.away`, epoch);
  }
  assert.equal(await records.openings(session), 0);
  assert.deepEqual(await records.refusals(session), ['JK303']);
  assert.equal((await openBatch(inner.over(inner.parts.pool), asking(session, 1))).length, 2);
});

test('key store gone while the custodian starts: it says so, makes no new one, and opens again when the store is back', async () => {
  const keys = join(jikimi.config.home, 'keys');
  const told = jikimi.output().length;
  renameSync(keys, `${keys}.away`);
  process.kill(jikimi.pid('custodian'), 'SIGKILL');
  await eventually('the start was refused', () => jikimi.output().slice(told).includes('no key store in the place'));
  assert.equal(existsSync(keys), false);
  renameSync(`${keys}.away`, keys);
  const client = await reader();
  await eventually('it opens again', async () => (await client.query(oneEmail)).rowCount === 1);
  await client.end();
});

test('authenticated tag wrong: the batch is refused and its entry says forged', async () => {
  const session = await granted('forged');
  const bad = Buffer.from(emails[1] ?? Buffer.alloc(0));
  bad[bad.length - 1] = (bad[bad.length - 1] ?? 0) ^ 1;
  await assert.rejects(openBatch(inner.parts, asking(session, 1, [emails[0] ?? bad, bad])), refusedWith('JK220'));
  assert.equal(await records.openings(session), 0);
  const { reason } = await records.one<{ reason: string }>(
    `select body ->> 'reason' as reason from ledger.opening where body ->> 'session' = $1`,
    [session],
  );
  assert.equal(reason, 'forged');
});

test('`synchronous_commit` weakened in the database and for the role: a record sets it on in its own transaction', async () => {
  await records.pool.query('alter database jikimi set synchronous_commit = off');
  await records.pool.query('alter role jikimi_custodian set synchronous_commit = off');
  const pool = openPool(databaseUri(jikimi.config, 'custodian'), 1);
  try {
    const client = await pool.connect();
    await client.query('begin');
    assert.equal((await client.query('show synchronous_commit')).rows[0].synchronous_commit, 'off');
    const record = refusalRecord({ salt: Buffer.alloc(32, 1), content: Buffer.alloc(32, 2), body: { code: 'JK001' } });
    await client.query('select * from custody.record($1::jsonb)', [`[${record}]`]);
    assert.equal((await client.query('show synchronous_commit')).rows[0].synchronous_commit, 'on');
    await client.query('rollback');
    client.release();
  } finally {
    await pool.end();
    await records.pool.query('alter database jikimi reset synchronous_commit');
    await records.pool.query('alter role jikimi_custodian reset synchronous_commit');
  }
});

test('clock steps back or ahead by more than 2 s: refused and recorded; a slow answer of the database is no skew', async () => {
  const session = await granted('skewed');
  for (const [seconds, code] of [
    [-3, 'JK320'],
    [3, 'JK320'],
    [1, null],
    [-1, null],
  ] as const) {
    const asked = openBatch(inner.over(shifted(inner.parts.pool, seconds)), asking(session, 10 + seconds));
    if (code === null) assert.equal((await asked).length, 2);
    else await assert.rejects(asked, refusedWith(code));
  }
  assert.deepEqual(await records.refusals(session), ['JK320', 'JK320']);
  const slow = delayed(inner.parts.pool, 2500);
  assert.equal((await openBatch(inner.over(slow), asking(session, 20))).length, 2);
});

/** The pool with the database's own clock moved by so many seconds. */
function shifted(pool: pg.Pool, seconds: number): pg.Pool {
  return afterInputs(pool, async (result) => {
    for (const row of result.rows as { wall: Temporal.Instant }[]) row.wall = row.wall.add({ seconds });
  });
}

function delayed(pool: pg.Pool, ms: number): pg.Pool {
  return afterInputs(pool, () => new Promise((done) => setTimeout(done, ms)));
}

function afterInputs(pool: pg.Pool, then: (result: pg.QueryResult) => Promise<void>): pg.Pool {
  const query = async (question: pg.QueryConfig) => {
    const result = await pool.query(question);
    if (question.name === 'inputs') await then(result);
    return result;
  };
  return new Proxy(pool, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key, target)) });
}

/** The database behind a relay that, once deaf, forwards what is said to it and keeps the answers to itself. */
async function deafenedDatabase(): Promise<{ uri: string; deafen(): void; cut(): void; close(): void }> {
  const pairs = new Set<Socket>();
  let deaf = false;
  const server: Server = createServer((near) => {
    const far = connect(jikimi.config.databasePort, '127.0.0.1');
    pairs.add(near).add(far);
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => deaf || near.write(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('close', () => other.destroy()).on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const uri = new URL(databaseUri(jikimi.config, 'custodian'));
  const address = server.address();
  uri.port = String(typeof address === 'object' ? address?.port : '');
  const cut = () => {
    deaf = false;
    for (const socket of pairs) socket.destroy();
    pairs.clear();
  };
  return { uri: uri.href, deafen: () => (deaf = true), cut, close: () => server.close(cut) };
}
