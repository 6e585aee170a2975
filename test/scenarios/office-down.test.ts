/** docs/design.md, section 8: the office is down for a week. Its clock is moved by the superuser, as a drill's would be. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { openBatch } from '../../src/custody/open-batch.ts';
import { Refusal } from '../../src/platform/mod.ts';
import { eventually } from '../support/eventually.ts';
import { type InnerCustodian, envelopesOf, innerCustodian } from '../support/inner-custodian.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { Records } from '../support/recorded.ts';

let jikimi: Jikimi;
let inner: InnerCustodian;
let records: Records;

before(async () => {
  jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  inner = await innerCustodian(jikimi);
  records = new Records(jikimi);
});
after(async () => {
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

async function moveTime(by: string): Promise<void> {
  await records.pool.query('alter table platform.clock drop constraint if exists only_a_drill_moves_time');
  await records.pool.query(`update platform.clock set shift = '${by}'`);
}

type Told = { grant: string; as: string; ended: string };

/** What the history tells of endings that nobody decided. */
async function told(): Promise<Told[]> {
  const { rows } = await records.pool.query<Told>(`
    select g.name as "grant", a.body ->> 'as' as "as", a.body ->> 'ended' as ended
    from ledger.act a join access.grant g on g.id = (a.body ->> 'grant')::uuid
    where a.kind = 'grant.ended' and a.body ? 'ended' order by g.name`);
  return rows;
}

test('office down for a week: reviews and expiries end on time, and on its return it only writes down what ended, dated then', async () => {
  for (const name of ['expires', 'review-missed', 'goes-on'])
    await jikimi.grant({ name, fields, ...(name === 'expires' ? { days: 3 } : {}) });
  await records.pool.query(
    `update access.life set review_due = platform.now() + interval '5 days' where grant_id = (select id from access.grant where name = 'review-missed')`,
  );
  const lives = async () =>
    (
      await records.pool.query<{ name: string; life: string; due: Date }>(
        `select g.name, l::text as life, least(l.ends, l.review_due) as due from access.life l join access.grant g on g.id = l.grant_id order by g.name`,
      )
    ).rows;
  const sessions: Record<string, { client: pg.Client; session: string }> = {};
  for (const name of ['expires', 'review-missed', 'goes-on']) {
    const client = await reader(name);
    await client.query(`begin; declare c cursor for select email from members; fetch 1 from c`);
    sessions[name] = { client, session: await records.lastSession(name) };
  }

  const office = jikimi.pid('office');
  process.kill(office, 'SIGSTOP');
  try {
    await moveTime('7 days');
    const before = await lives();

    for (const [name, code] of [
      ['expires', 'JK202'],
      ['review-missed', 'JK204'],
    ] as const) {
      const { client, session } = sessions[name] ?? assert.fail();
      await eventually('its backend is gone', async () => {
        const { rows } = await records.pool.query(`select id from access.grant where name = $1`, [name]);
        const role = `jk_${String(rows[0]?.id).replaceAll('-', '')}`;
        return (await membersCount(role)) === 0;
      });
      await assert.rejects(client.query('fetch 1 from c'));
      const envelopes = await envelopesOf(jikimi, 'email', 1);
      const asked = { session, batch: 100, fingerprint: Buffer.alloc(32), envelopes };
      await assert.rejects(openBatch(inner.parts, asked), (error) => error instanceof Refusal && error.code === code);
      assert.equal(await records.disclosures(session), 1);
    }
    assert.deepEqual(await told(), [], 'nobody was there to tell it');

    process.kill(office, 'SIGKILL');
    const expected = before
      .filter(({ name }) => name === 'expires' || name === 'review-missed')
      .map(({ name, due }) => ({
        grant: name,
        as: name === 'expires' ? 'EXPIRED' : 'REVIEW_LAPSED',
        ended: due.getTime(),
      }));
    const asTold = async () =>
      (await told()).map(({ ended, ...one }) => ({ ...one, ended: Temporal.Instant.from(ended).epochMilliseconds }));
    await eventually('it is told', async () => (await told()).length >= 2);
    assert.deepEqual(await asTold(), expected);
    assert.deepEqual(await lives(), before, 'a life was changed');
    for (const name of ['expires', 'review-missed'])
      await eventually('its role is gone', async () => !(await hasRole(name)));
    assert.ok(await hasRole('goes-on'));

    const pid = await eventually('the office is back', () =>
      jikimi.pid('office') === office ? 0 : jikimi.pid('office'),
    );
    process.kill(pid, 'SIGKILL');
    await eventually('it is back once more', () => jikimi.pid('office') !== pid);
    await eventually('it serves', async () => (await jikimi.run('verify', '--as', 'responsible')).code === 0);
    assert.deepEqual(await asTold(), expected, 'told once');
  } finally {
    process.kill(jikimi.pid('office'), 'SIGCONT');
  }
});

async function hasRole(grant: string): Promise<boolean> {
  const { role } = await records.one<{ role: string }>(
    `select 'jk_' || replace(id::text, '-', '') as role from access.grant where name = $1`,
    [grant],
  );
  const client = new pg.Client({ connectionString: jikimi.membersUri });
  await client.connect();
  try {
    return (await client.query('select from pg_roles where rolname = $1', [role])).rowCount === 1;
  } finally {
    await client.end();
  }
}

async function membersCount(role: string): Promise<number> {
  const client = new pg.Client({ connectionString: jikimi.membersUri });
  await client.connect();
  try {
    return (await client.query('select from pg_stat_activity where usename = $1', [role])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

test('sequencer down: single reads go on and are on record; after a minute status and doctor name it; it catches up', async () => {
  await jikimi.grant({ name: 'unnumbered', fields });
  const client = await reader('unnumbered');
  const locker = await records.pool.connect();
  const state = async () => {
    const answer = await fetch(`http://127.0.0.1:${jikimi.config.httpPort}/readyz`);
    const { processes } = (await answer.json()) as { processes: Record<string, { state: string }> };
    return [answer.status, processes['sequencer']?.state];
  };
  const logged = () =>
    [
      ...readFileSync(join(jikimi.config.home, 'log', 'office.log'), 'utf8').matchAll(
        /"event":"sequencer\.([a-z-]+)"/g,
      ),
    ].map(([, event]) => event);
  try {
    await locker.query(`select pg_advisory_lock(hashtext('jikimi.sequencer'))`);
    assert.equal((await client.query(oneEmail)).rowCount, 1);
    assert.equal(await records.disclosures(await records.lastSession('unnumbered')), 1);
    await moveTime('7 days 61 seconds');
    assert.equal((await client.query(oneEmail)).rowCount, 1, 'single reads go on');
    assert.deepEqual(await state(), [503, 'down']);
    const status = await jikimi.run('status');
    assert.match(status.stdout, /sequencer +down[^]*entries wait for a number, 6[0-9] s[^]*jikimi doctor/);
    const doctor = await jikimi.run('doctor');
    assert.equal(doctor.code, 1);
    assert.match(doctor.stdout, /✗[^\n]*\n?[^\n]*6[0-9] s/);
    await eventually('the log is told', () => logged().length > 0);
    assert.deepEqual(logged(), ['late'], 'once');
  } finally {
    locker.release(true);
  }
  await eventually('it catches up', async () => (await state())[1] === 'up');
  await eventually('the log is told', () => logged().length > 1);
  assert.deepEqual(logged(), ['late', 'caught-up']);
  await client.end();
});
