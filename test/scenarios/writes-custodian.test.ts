/** What the custodian seals for a service that stores values: decided, recorded, then released; docs/design.md, sections 5 and 7. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { accounts, service } from '../../example/haneul/organisation.ts';
import { serviceByName } from '../../src/catalog/mod.ts';
import type { Request } from '../../src/access/mod.ts';
import { CustodianClient, type WriteCell, type WriteRequest, readHeader } from '../../src/custody/mod.ts';
import { openBatch } from '../../src/custody/open-batch.ts';
import { startCustodian } from '../../src/custody/custodian.ts';
import { compareValue } from '../../src/custody/compare.ts';
import { parseFinder } from '../../src/custody/finder.ts';
import { writeValues } from '../../src/custody/write-values.ts';
import { actorByAccount, addServiceAccount, declareServiceFit } from '../../src/people/mod.ts';
import { Refusal, custodianSocket, databaseUri, now, openPool, secret } from '../../src/platform/mod.ts';
import { withClient } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type InnerCustodian, envelopesOf, innerCustodian } from '../support/inner-custodian.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { Records } from '../support/recorded.ts';

let jikimi: Jikimi;
let inner: InnerCustodian;
let records: Records;
/** Two members, by their subjects. */
let known: string[];
const field: Record<string, number> = {};

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback', JIKIMI_CUSTODIAN_TIMEOUT_MS: '30000' });
  inner = await innerCustodian(jikimi);
  records = new Records(jikimi);
  known = (await envelopesOf(jikimi, 'email', 2)).map((envelope) => readHeader(envelope)?.subject ?? '');
  const { rows } = await records.pool.query<{ id: number; col: string }>('select id, col from catalog.field');
  for (const { id, col } of rows) field[col] = id;
  const responsible = await actorByAccount(jikimi.office, accounts.responsible);
  const serviceId = (await serviceByName(jikimi.office, service))?.id ?? '';
  await addServiceAccount(jikimi.office, responsible, { account: 'app.web', display: 'web', serviceId });
  const until = (await now(jikimi.office)).add({ hours: 1 });
  await declareServiceFit(jikimi.office, responsible, 'app.web', until, 'a test');
});
after(async () => {
  await records.stop();
  await inner.stop();
  await jikimi.stop();
});

/** Every test has a grant of its own, which writes e-mail addresses and mobile numbers and reads addresses masked; and a session of it. */
async function granted(name: string, terms: Partial<Request> = {}): Promise<string> {
  await jikimi.grant({
    name,
    holder: 'app.web',
    writes: true,
    fields: [
      { table: 'members', column: 'email', mode: 'full' },
      { table: 'members', column: 'mobile', mode: 'match' },
      { table: 'members', column: 'address', mode: 'partial' },
    ],
    ...terms,
  });
  return inner.session(name);
}

const own = (subject: string, column: string, text: string): WriteCell => ({
  owner: { kind: 'subject', subject },
  field: field[column] ?? 0,
  text,
});
const fresh = (nth: number, column: string, text: string): WriteCell => ({
  owner: { kind: 'new', nth },
  field: field[column] ?? 0,
  text,
});

function storing(session: string, batch: number, cells: readonly WriteCell[]): WriteRequest {
  const makes = new Set(cells.flatMap(({ owner }) => (owner.kind === 'new' ? [owner.nth] : [])));
  return { session, batch, fingerprint: Buffer.alloc(32, 9), fresh: [...makes].map(() => 'person' as const), cells };
}

const subjectsOf = (envelopes: readonly Buffer[]) => envelopes.map((envelope) => readHeader(envelope)?.subject);

async function parts(session: string, batch: number) {
  const { rows } = await records.pool.query<{ field: number; mode: string; outcome: string; subjects: string[] }>(
    `select field_id as field, mode, outcome, subjects from custody.disclosure_part where session_id = $1 and batch = $2 order by n`,
    [session, batch],
  );
  return rows;
}

async function refused(session: string, cells: readonly WriteCell[], code: string, batch = 1): Promise<void> {
  const before = (await records.refusals(session)).length;
  await assert.rejects(writeValues(inner.parts, storing(session, batch, cells)), (error: unknown) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    return true;
  });
  assert.deepEqual((await records.refusals(session)).slice(before), [code]);
  assert.equal(await records.disclosures(session), 0);
}

test('a running custodian seals for a gateway: for somebody new under a key of their own, for a member under theirs, and both can be found and opened', async () => {
  const session = await granted('seals');
  const token = secret(jikimi.config, 'custodian-gateway.token');
  const place = { socketPath: custodianSocket(jikimi.config) };
  const client = new CustodianClient({ place, role: 'gateway', token, timeoutMs: 30_000 });
  const member = known[0] ?? '';
  const cells = [
    fresh(0, 'email', 'New.Member@Example.kr'),
    fresh(0, 'mobile', '010-9999-0001'),
    own(member, 'email', 'renamed@example.kr'),
    own(member, 'mobile', 'call the office'),
  ];
  const sealed = await client.write(storing(session, 1, cells));
  const [newcomer, again, ...others] = subjectsOf(sealed);
  assert.deepEqual([again, others], [newcomer, [member, member]]);
  const { kind } = await records.one<{ kind: string }>('select kind from custody.subject_key where subject = $1', [
    newcomer,
  ]);
  assert.equal(kind, 'person');
  assert.deepEqual(await parts(session, 1), [
    { field: field['email'], mode: 'full', outcome: 'written', subjects: [newcomer, member] },
    { field: field['mobile'], mode: 'match', outcome: 'written', subjects: [newcomer, member] },
  ]);
  const entry = await records.one<{ kind: string; body: string }>(
    `select kind, body::text as body from ledger.opening where body ->> 'session' = $1`,
    [session],
  );
  assert.equal(entry.kind, 'writing');
  assert.doesNotMatch(entry.body, /example|9999|office/i);
  assert.equal(await records.spent('seals'), 0);

  const first = sealed[0] ?? Buffer.alloc(0);
  const emails = [first, sealed[2] ?? first];
  const fingerprint = Buffer.alloc(32, 7);
  const opened = await openBatch(inner.parts, { session, batch: 2, fingerprint, envelopes: emails });
  assert.deepEqual(opened.map(String), ['New.Member@Example.kr', 'renamed@example.kr']);
  const finder = await compareValue(inner.parts, { session, batch: 3, fingerprint, value: 'new.member@example.kr' });
  const header = readHeader(first);
  assert.ok(parseFinder(finder)?.some(({ group, term }) => group === header?.group && term.equals(header.term)));
  client.close();
});

test('asked again, by whichever custodian, it is one record and the same subjects; another value under the number is refused', async () => {
  const session = await granted('again');
  const request = storing(session, 1, [fresh(0, 'email', 'once@example.kr'), fresh(1, 'email', 'twice@example.kr')]);
  const pool = openPool(databaseUri(jikimi.config, 'custodian'), 2);
  const other = inner.over(pool);
  const [one, two, three] = await Promise.all([
    writeValues(inner.parts, request),
    writeValues(other, request),
    writeValues(inner.parts, request),
  ]);
  await pool.end();
  assert.deepEqual(subjectsOf(two), subjectsOf(one));
  assert.deepEqual(subjectsOf(three), subjectsOf(one));
  assert.notDeepEqual(two, one, 'a nonce was used twice');
  assert.equal(new Set(subjectsOf(one)).size, 2);
  assert.equal(await records.disclosures(session), 1);
  assert.deepEqual(
    (await parts(session, 1)).map((part) => part.subjects),
    [subjectsOf(one)],
  );
  const changed = storing(session, 1, [fresh(0, 'email', 'once@example.kr'), fresh(1, 'email', 'else@example.kr')]);
  await assert.rejects(writeValues(inner.parts, changed), { code: 'JK322' });
  const next = await writeValues(inner.parts, { ...request, batch: 2 });
  assert.notDeepEqual(subjectsOf(next), subjectsOf(one));
});

test('nothing leaves before its record is durable', async () => {
  const session = await granted('held');
  const held = await records.holdRecords();
  let left = false;
  const answer = writeValues(inner.parts, storing(session, 1, [fresh(0, 'email', 'held@example.kr')])).then(
    (sealed) => {
      left = true;
      return sealed;
    },
  );
  await eventually('the record waits', () => records.waitingRecorder());
  assert.equal(left, false);
  assert.equal(await records.disclosures(session), 0);
  await held.release();
  assert.equal((await answer).length, 1);
  assert.equal(await records.disclosures(session), 1);
});

test('what tells a writing from another holds no hash that a value could be guessed from', async () => {
  const session = await granted('guess');
  const value = '010-1234-5678';
  const fingerprint = Buffer.alloc(32, 9);
  await writeValues(inner.parts, storing(session, 1, [own(known[0] ?? '', 'mobile', value)]));
  const { rows } = await records.pool.query<{ digest: Buffer }>(
    'select request_digest as digest from custody.disclosure where session_id = $1',
    [session],
  );
  assert.equal(rows.length, 1);
  for (const pieces of [[fingerprint, Buffer.from(value)], [Buffer.from(value)]]) {
    const plain = hash('sha256', Buffer.concat(pieces), 'buffer');
    assert.ok(rows.every(({ digest }) => !digest.equals(plain)));
  }
});

test('a field that comes masked, one that the grant lacks, and a grant that does not write are refused, on record', async () => {
  const member = known[0] ?? '';
  const session = await granted('fields');
  await refused(session, [own(member, 'email', 'a@example.kr'), own(member, 'address', '서울')], 'JK240');
  await refused(session, [fresh(0, 'name_ko', '김')], 'JK240');
  const reads = await granted('reads', { writes: false });
  await refused(reads, [own(member, 'email', 'a@example.kr')], 'JK240');
});

test('a person may not ask for a grant that writes, a service may', async () => {
  await assert.rejects(granted('by-hand', { holder: accounts.handler }), { code: 'JK242' });
  const words =
    'grant request by-command --service haneul-talk --database example --purpose member-service --all --write';
  const more = '--field members.email=full --source 127.0.0.0/8 --days 7 --max 10 --ticket T-1 --as handler'.split(' ');
  const asked = [...words.split(' '), ...more, '--work', 'a test'];
  const refusedTo = await jikimi.run(...asked);
  assert.match(refusedTo.stderr, /^JK242 /m);
  assert.equal(refusedTo.code, 1);
  const capped = asked.join('\n').replace('--max\n10', '--per-day\n10\n--per-minute\n10').split('\n');
  const { code, stderr } = await jikimi.run(...capped, '--holder', 'app.web');
  assert.equal(code, 0, stderr);
  assert.match((await jikimi.run('grant', 'show', 'by-command', '--as', 'handler')).stdout, /^Write +yes$/m);
});

test('nothing is written of a subject outside the list, of somebody new under a list, against a stop, or under a key that is gone', async () => {
  const [listed = '', stopped = ''] = known;
  const session = await granted('listed', { subjects: [listed] });
  await refused(session, [own(listed, 'email', 'a@example.kr'), own(stopped, 'email', 'b@example.kr')], 'JK221');
  await refused(session, [fresh(0, 'email', 'a@example.kr')], 'JK221');

  const all = await granted('stopped');
  const { purpose } = await records.one<{ purpose: string }>(
    `select purpose_id as purpose from access.grant where name = 'stopped'`,
  );
  await records.pool.query(`insert into catalog.stop (subject, purpose_id, kind) values ($1, $2, 'restricted')`, [
    stopped,
    purpose,
  ]);
  await refused(all, [own(listed, 'email', 'a@example.kr'), own(stopped, 'email', 'b@example.kr')], 'JK241');
  await records.pool.query('delete from catalog.stop where subject = $1', [stopped]);

  const unknown = '01020304-0506-4708-890a-0b0c0d0e0f10';
  await refused(all, [own(unknown, 'email', 'a@example.kr')], 'JK327');
});

test('a stop that is set between reading and recording is met', async () => {
  const subject = known[1] ?? '';
  const session = await granted('meanwhile');
  const cells = [own(subject, 'email', 'b@example.kr')];
  await writeValues(inner.parts, storing(session, 1, cells)); // its inputs are kept for a second
  const { purpose } = await records.one<{ purpose: string }>(
    `select purpose_id as purpose from access.grant where name = 'meanwhile'`,
  );
  await records.pool.query(`insert into catalog.stop (subject, purpose_id, kind) values ($1, $2, 'held')`, [
    subject,
    purpose,
  ]);
  await assert.rejects(writeValues(inner.parts, storing(session, 2, cells)), { code: 'JK241' });
  await records.pool.query('delete from catalog.stop where subject = $1', [subject]);
  assert.deepEqual(await records.refusals(session), ['JK241']);
});

test('a value of 1 MiB is sealed; a longer one, and one with a zero byte, are refused', async () => {
  const session = await granted('long');
  const mebibyte = 1024 * 1024;
  await refused(session, [own(known[0] ?? '', 'email', `${'가'.repeat(mebibyte / 3)}가`)], 'JK328');
  await refused(session, [own(known[0] ?? '', 'email', 'a\0b@example.kr')], 'JK328');
  const longest = await writeValues(
    inner.parts,
    storing(session, 1, [own(known[0] ?? '', 'email', 'a'.repeat(mebibyte))]),
  );
  assert.equal(longest[0]?.length, mebibyte + 70);
});

test("a new member is stored by the role of the grant, becomes a person by it, and is read through the gateway; another's values are not stored", async () => {
  const columns = 'name_ko name_en email mobile address birth_date card_number bank_account last_location'.split(' ');
  const session = await granted('stores', {
    fields: columns.map((column) => ({ table: 'members', column, mode: 'full' })),
  });
  const value = (column: string) => (column === 'email' ? 'stored@example.kr' : `${column} of somebody new`);
  const sealed = await writeValues(
    inner.parts,
    storing(
      session,
      1,
      columns.map((column) => fresh(0, column, value(column))),
    ),
  );
  const gateway = (await jikimi.connect('stores')).replace(/\?.*/, '?sslmode=disable');
  await withClient(gateway, (client) => client.query('select 1')); // now the gateway has made the role
  const login = await records.one<{ role: string; secret: string }>(
    `select l.role, l.secret from gateway.login l join access.grant g on g.id = l.grant_id where g.name = 'stores'`,
  );
  const direct = new URL(jikimi.membersUri);
  direct.username = login.role;
  direct.password = login.secret;
  const insert = (envelopes: readonly Buffer[]) =>
    withClient(direct.href, async (client) => {
      const marks = columns.map((_, n) => `$${n + 1}`).join(', ');
      const { rows } = await client.query<{ id: string }>(
        `insert into members (${columns.join(', ')}, postal_code, bank_name) values (${marks}, '04524', 'bank') returning id`,
        envelopes.map((envelope) => `\\x${envelope.toString('hex')}`),
      );
      return rows[0]?.id ?? '';
    });
  const id = await insert(sealed);
  const entries = await withClient(jikimi.membersUri, (client) =>
    client.query('select kind, person_table, person_key from pii.subject where subject = $1', [subjectsOf(sealed)[0]]),
  );
  assert.deepEqual(entries.rows, [{ kind: 'person', person_table: 'public.members', person_key: id }]);
  await withClient(gateway, async (client) => {
    const { rows } = await client.query(`select ${columns.join(', ')} from members where email = 'STORED@example.kr'`);
    assert.deepEqual(rows, [Object.fromEntries(columns.map((column) => [column, value(column)]))]);
  });
  const others = await writeValues(
    inner.parts,
    storing(
      session,
      2,
      columns.map((column) => own(known[0] ?? '', column, `${value(column)}, changed`)),
    ),
  );
  await assert.rejects(insert(others), (error: unknown) => error instanceof pg.DatabaseError && error.code === 'JK505');
});

test('a custodian does not start over a database that does not know writings yet', async () => {
  const name = 'custody.only_by_a_grant_that_writes()';
  await records.pool.query(`alter function ${name} rename to not_yet`);
  const pool = openPool(databaseUri(jikimi.config, 'custodian'), 1);
  try {
    const starting = startCustodian({
      pool,
      store: inner.parts.store,
      socketPath: `${custodianSocket(jikimi.config)}.older`,
      remote: null,
      tokens: { gateway: 'x', adopter: 'x' },
      onFault: () => undefined,
    });
    await assert.rejects(starting, { code: 'JK326' });
  } finally {
    await records.pool.query('alter function custody.not_yet() rename to only_by_a_grant_that_writes');
    await pool.end();
  }
});

test('jikimi history tells of a writing, explain says what can be stored, and the history is whole', async () => {
  const history = await jikimi.run('history', '--grant', 'seals', '--as', 'responsible');
  assert.match(history.stdout, /WRITTEN[\s\S]*members\.email stored/);
  const explained = await jikimi.run('grant', 'explain', 'seals', '--as', 'responsible');
  assert.match(explained.stdout, /members\.email +comes in full; and can be stored/);
  assert.doesNotMatch(explained.stdout, /members\.address .*stored/);
  const { code, stdout, stderr } = await jikimi.run('verify');
  assert.equal(code, 0, stdout + stderr);
});
