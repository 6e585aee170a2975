/** docs/design.md, section 8: the rows of the gateway, of the members' database and of the office with its sequencer. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import pg from 'pg';
import { accounts } from '../../example/haneul/organisation.ts';
import { execute, sync } from '../../src/gateway/frontend-builders.ts';
import { openBatch } from '../../src/custody/open-batch.ts';
import { actorByAccount, declareFit, personByAccount, personId } from '../../src/people/mod.ts';
import { Refusal, now } from '../../src/platform/mod.ts';
import { eventually } from '../support/eventually.ts';
import { Endings, works } from '../support/endings.ts';
import { type InnerCustodian, envelopesOf, innerCustodian } from '../support/inner-custodian.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { serverProcesses, signalAll } from '../support/postmaster.ts';
import { Records } from '../support/recorded.ts';
import { codesIn, signIn } from '../support/wire-client.ts';
import { B, P } from '../support/wire-script.ts';

let jikimi: Jikimi;
let inner: InnerCustodian;
let records: Records;
let members: pg.Pool;

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback', JIKIMI_CUSTODIAN_TIMEOUT_MS: '30000' });
  inner = await innerCustodian(jikimi);
  records = new Records(jikimi);
  members = new pg.Pool({ connectionString: jikimi.membersUri, max: 2 });
  members.on('error', () => undefined);
  members.on('connect', (client) => client.on('error', () => undefined));
});
after(async () => {
  await members.end();
  await records.stop();
  await inner.stop();
  await jikimi.stop();
});

const fields = [{ table: 'members', column: 'email', mode: 'full' as const }];
const oneEmail = 'select email from members order by id limit 1';

async function reader(grant: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: (await jikimi.connect(grant)).replace(/\?.*/, '?sslmode=disable') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function backends(role: string): Promise<number> {
  const { rowCount } = await members.query('select from pg_stat_activity where usename = $1', [role]);
  return rowCount ?? 0;
}

async function roleOf(grant: string): Promise<string> {
  const { id } = await records.one<{ id: string }>('select id from access.grant where name = $1', [grant]);
  return `jk_${id.replaceAll('-', '')}`;
}

async function roleExists(role: string): Promise<boolean> {
  return (await members.query('select from pg_roles where rolname = $1', [role])).rowCount === 1;
}

function killGateway(): number {
  const pid = jikimi.pid('gateway');
  process.kill(pid, 'SIGKILL');
  return pid;
}

async function gatewayAfter(pid: number): Promise<void> {
  await eventually('another gateway is ready', () => jikimi.pid('gateway') !== pid);
}

test('gateway, before it asks: nothing recorded, nothing released, the backend gone within a second', async () => {
  await jikimi.grant({ name: 'before-asking', fields });
  const client = await reader('before-asking');
  const [role, session] = [await roleOf('before-asking'), await records.lastSession('before-asking')];
  const answer = client.query(`select email from members, pg_sleep(300) limit 1`).catch((error: unknown) => error);
  await eventually(
    'the statement runs',
    async () =>
      (await members.query(`select from pg_stat_activity where usename = $1 and state = 'active'`, [role])).rowCount ===
      1,
  );
  const pid = jikimi.pid('gateway');
  const endings = await Endings.of(jikimi);
  const took = await endings.after(role, () => process.kill(pid, 'SIGKILL'));
  await endings.close();
  assert.ok(took < 1000, `the backend was there for ${Math.round(took)} ms`);
  assert.ok((await answer) instanceof Error);
  assert.equal(await records.disclosures(session), 0);
  await gatewayAfter(pid);
});

test('gateway, after asking: recorded, perhaps never seen, and the cap stays spent', async () => {
  await jikimi.grant({ name: 'after-asking', fields });
  const client = await reader('after-asking');
  const session = await records.lastSession('after-asking');
  const held = await records.holdRecords();
  const answer = client.query(oneEmail).catch((error: unknown) => error);
  await eventually('the record waits', () => records.waitingRecorder());
  const pid = killGateway();
  await held.release();
  await eventually('it is recorded', async () => (await records.disclosures(session)) === 1);
  assert.ok((await answer) instanceof Error, 'something was released');
  assert.equal(await records.spent('after-asking'), 1);
  await gatewayAfter(pid);
  const again = await eventually('a gateway takes connections', () => reader('after-asking'));
  assert.equal((await again.query(oneEmail)).rowCount, 1);
  assert.equal(await records.spent('after-asking'), 1, 'the same subject is spent once');
  await again.end();
});

for (const [state, work] of [
  [
    'idle in a transaction with an open cursor',
    `begin; declare c cursor for ${oneEmail.replace('limit 1', '')}; fetch 1 from c`,
  ],
  ['in the middle of a statement', `select pg_sleep(300)`],
  ['writing to the gateway', `select repeat('x', 1000) from generate_series(1, 10000000)`],
] as const) {
  test(`gateway frozen (SIGSTOP) while a grant is revoked, its backend ${state}: backend and role are gone, the custodian refuses`, async () => {
    const name = `frozen-${state.length}`;
    await jikimi.grant({ name, fields });
    const client = await reader(name);
    const [role, session] = [await roleOf(name), await records.lastSession(name)];
    const answer = client.query(work).catch((error: unknown) => error);
    const running = () => members.query(`select from pg_stat_activity where usename = $1 and state <> 'idle'`, [role]);
    await eventually('it runs', async () => (await running()).rowCount === 1);
    if (state.startsWith('idle')) await answer;
    const pid = jikimi.pid('gateway');
    process.kill(pid, 'SIGSTOP');
    try {
      const revoked = await jikimi.run('grant', 'revoke', name, '--reason', 'a test', '--as', 'responsible');
      assert.equal(revoked.code, 0, revoked.stderr);
      await eventually('the backend is gone', async () => (await backends(role)) === 0);
      await eventually('the role is gone', async () => !(await roleExists(role)));
      const request = {
        session,
        batch: 100,
        fingerprint: Buffer.alloc(32),
        envelopes: await envelopesOf(jikimi, 'email', 1),
      };
      await assert.rejects(
        openBatch(inner.parts, request),
        (error) => error instanceof Refusal && error.code === 'JK203',
      );
      assert.deepEqual(await records.refusals(session), ['JK203']);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await answer;
    await assert.rejects(client.query('select 1'));
  });
}

test("members' PostgreSQL killed: the client is told, everything else goes on, and it is served again without a restart of Jikimi", async () => {
  await jikimi.grant({ name: 'members-killed', fields });
  const client = await reader('members-killed');
  await client.query(oneEmail);
  const told = jikimi.output().length;
  const lost = assert.rejects(client.query('select pg_sleep(300)'), /membership database closed|Connection terminated/);
  signalAll(serverProcesses(jikimi.config.home, 'members'), 'SIGKILL');
  await lost;
  await eventually('it was told', () => /PostgreSQL \(members\) is ready again/.test(jikimi.output().slice(told)));
  const again = await eventually('it is served again', () => reader('members-killed'));
  assert.equal((await again.query(oneEmail)).rowCount, 1);
  await again.end();
});

const frozen: number[] = [];
afterEach(() => signalAll(frozen.splice(0), 'SIGCONT'));

async function freezeOffice(): Promise<void> {
  const pid = await eventually('the office runs', () => jikimi.pid('office'));
  process.kill(pid, 'SIGSTOP');
  frozen.push(pid);
}

test('office down: the end of a standing ends the openings of an open cursor, and the backend', async () => {
  await jikimi.grant({ name: 'standing-ends', fields });
  const client = await reader('standing-ends');
  const role = await roleOf('standing-ends');
  await freezeOffice();
  await client.query(`begin; declare c cursor with hold for select email from members; fetch 1 from c; commit`);
  const responsible = await actorByAccount(jikimi.office, accounts.responsible);
  const handler = await personByAccount(jikimi.office, accounts.handler);
  const fit = async (seconds: number) =>
    declareFit(
      jikimi.office,
      responsible,
      personId.parse(handler?.id ?? ''),
      (await now(jikimi.office)).add({ seconds }),
      'a test',
    );
  await fit(2);
  try {
    await eventually('the backend is gone', async () => (await backends(role)) === 0);
    await assert.rejects(client.query('fetch 1 from c'));
    await eventually('the role is gone', async () => !(await roleExists(role)));
  } finally {
    await fit(24 * 3600);
  }
});

test('office down: a missed review ends the openings, and the backend', async () => {
  await jikimi.grant({ name: 'review-missed', fields });
  const client = await reader('review-missed');
  const [role, session] = [await roleOf('review-missed'), await records.lastSession('review-missed')];
  assert.equal((await client.query(oneEmail)).rowCount, 1);
  await freezeOffice();
  await records.pool.query(
    `update access.life set review_due = platform.now() + interval '1 second' where grant_id = (select id from access.grant where name = 'review-missed')`,
  );
  await eventually('the backend is gone', async () => (await backends(role)) === 0);
  const request = {
    session,
    batch: 100,
    fingerprint: Buffer.alloc(32),
    envelopes: await envelopesOf(jikimi, 'email', 1),
  };
  await assert.rejects(openBatch(inner.parts, request), (error) => error instanceof Refusal && error.code === 'JK204');
  assert.equal(await records.disclosures(session), 1);
});

test('sequencer down: single reads go on, and their entries get their numbers when it is back', async () => {
  await jikimi.grant({ name: 'unnumbered', fields });
  await freezeOffice();
  const client = await reader('unnumbered');
  assert.equal((await client.query(oneEmail)).rowCount, 1);
  const session = await records.lastSession('unnumbered');
  const { waiting } = await records.one<{ waiting: number }>(
    `select count(*)::int as waiting from ledger.opening o left join ledger.leaf l on l.entry_id = o.id
     where o.body ->> 'session' = $1 and l.leaf is null`,
    [session],
  );
  assert.equal(waiting, 1);
  signalAll(frozen.splice(0), 'SIGCONT');
  await eventually('it has a number', async () => {
    const { numbered } = await records.one<{ numbered: number }>(
      `select count(*)::int as numbered from ledger.opening o join ledger.leaf l on l.entry_id = o.id where o.body ->> 'session' = $1`,
      [session],
    );
    return numbered === 1;
  });
  await client.end();
});

test('a process that dies is started again, and both are said', async () => {
  for (const name of ['office', 'gateway', 'custodian'] as const) {
    const told = jikimi.output().length;
    process.kill(jikimi.pid(name), 'SIGKILL');
    await eventually(`${name} was told`, () => {
      const said = jikimi.output().slice(told);
      return said.includes(`! ${name} ended (SIGKILL)`) && said.includes(`✓ ${name} is ready again`);
    });
  }
  const client = await eventually('it serves', () => reader('unnumbered'));
  assert.equal((await client.query(oneEmail)).rowCount, 1);
  await client.end();
});

test('a process that is frozen is told as down, although connections to it are still accepted', async () => {
  const states = async () => {
    const answer = await fetch(`http://127.0.0.1:${jikimi.config.httpPort}/readyz`);
    const { processes } = (await answer.json()) as { processes: Record<string, { state: string }> };
    return [answer.status, processes['custodian']?.state, processes['gateway']?.state];
  };
  assert.deepEqual(await states(), [200, 'up', 'up']);
  for (const [name, told] of [
    ['custodian', [503, 'down', 'up']],
    ['gateway', [503, 'up', 'down']],
  ] as const) {
    process.kill(jikimi.pid(name), 'SIGSTOP');
    try {
      assert.deepEqual(await states(), told);
    } finally {
      process.kill(jikimi.pid(name), 'SIGCONT');
    }
  }
});

for (const work of works)
  test(`revoking a grant ends its backend within a second, and the client is told: ${work}`, async () => {
    const endings = await Endings.of(jikimi);
    const session = await endings.session(work);
    const took = await session.end();
    await endings.close();
    assert.ok(took < 1000, `the backend was there for ${Math.round(took)} ms after its grant had ended`);
    assert.equal(await session.told, 'JK203');
  });

test('what the database refuses in our name is on record like any other refusal', async () => {
  await jikimi.grant({ name: 'in-our-name', fields });
  const client = await reader('in-our-name');
  const session = await records.lastSession('in-our-name');
  const asked = client.query(`select id from members where name_ko = '010-1234-5678'`);
  await assert.rejects(asked, { code: 'JK502', message: /^The sealed column members\.name_ko cannot/ });
  const again = client.query('select id from members where name_ko = $1 and email is not null', ['김하늘']);
  await assert.rejects(again, { code: 'JK502', message: /^The sealed column members\.name_ko cannot/ });
  await client.end();
  const code = await eventually('its refusal', async () => {
    const { rows } = await records.pool.query<{ code: string }>(
      `select body ->> 'code' as code from ledger.act where kind = 'refusal' and body ->> 'session' = $1`,
      [session],
    );
    return rows[0]?.code;
  });
  assert.equal(code, 'JK502');
});

test('a transaction that was begun in the same group as a refused read does not go on past it', async () => {
  await jikimi.grant({ name: 'same-group', fields, maxSubjects: 1, daySubjects: 1 });
  const owner = new pg.Client({ connectionString: jikimi.membersUri });
  await owner.connect();
  await owner.query('create table written (n int); grant insert on written to public');
  const { client } = await signIn(await jikimi.connect('same-group'));
  const run = (text: string) => [P(text), B(), execute('', 0)];
  const read = run('select email from members order by id limit 50');
  client.send(
    ...run('begin'),
    ...read,
    sync(),
    ...run('insert into written values (1)'),
    sync(),
    ...run('commit'),
    sync(),
  );
  const heard = [...(await client.hearReady()), ...(await client.hearReady()), ...(await client.hearReady())];
  const codes = codesIn(heard);
  assert.deepEqual(codes, ['JK222', '25P02']);
  assert.equal((await owner.query('select from written')).rowCount, 0);
  client.close();
  await owner.query('drop table written');
  await owner.end();
});
