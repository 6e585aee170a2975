import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { recordActs } from '../../test/support/acts.ts';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { type Db, sql, transact } from '../platform/mod.ts';
import { record } from './record.ts';
import { lockSequence, numberTaken } from './sequence.sql.ts';
import { runSequencer, sequenceOnce } from './sequence.ts';
import { verify } from './verify.ts';

let installation: Installation;
let office: Db;
let sequencer: Db;
let superuser: Db;
before(async () => {
  installation = await testInstallation();
  office = installation.db('office');
  sequencer = installation.db('sequencer');
  superuser = installation.db('superuser');
});
after(() => installation?.stop());

async function state(): Promise<{ leaves: number; last: number; head: number; waiting: number }> {
  const { rows } = await sql<{ leaves: number; last: number; head: number; waiting: number }>`
    select (select count(*) from ledger.leaf) as leaves, (select coalesce(max(leaf), -1) from ledger.leaf) as last,
      (select coalesce(max(size), 0) from ledger.head) as head, (select count(*) from ledger.pending) as waiting
  `.execute(superuser);
  return rows[0] ?? assert.fail();
}

/** Dense from zero, with nothing left over, and a history that verifies. */
async function assertWhole(entries: number): Promise<void> {
  assert.deepEqual(await state(), { leaves: entries, last: entries - 1, head: entries, waiting: 0 });
  const verdict = await verify(office, { partsOf: async () => new Map(), strays: async () => [] });
  assert.deepEqual([verdict.entries, verdict.faults], [entries, []]);
}

async function terminate(role: string): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`.execute(superuser);
}

test('sequenceOnce numbers densely while eight write and three number', async () => {
  let writing = true;
  const numberers = [1, 2, 3].map(async () => {
    while (writing) {
      await sequenceOnce(sequencer);
      await sleep(5);
    }
  });
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 25; n++) await transact(office, (tx) => record(tx, { kind: 'test.said', body: { writer, n } }));
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(numberers);
  await sequenceOnce(sequencer);
  await assertWhole(200);
});

test('sequenceOnce leaves the numbering to the one that holds it', async () => {
  await recordActs(office, 1);
  await transact(sequencer, async (tx) => {
    assert.equal(await lockSequence(tx), true);
    assert.equal(await sequenceOnce(sequencer), 0);
  });
  assert.equal(await sequenceOnce(sequencer), 1);
});

test('sequenceOnce numbers nothing that was not committed', async () => {
  const before = await state();
  const taken = transact(office, async (tx) => {
    await record(tx, { kind: 'test.said', body: {} });
    assert.equal(await sequenceOnce(sequencer), 0);
    throw new Error('taken back');
  });
  await assert.rejects(taken, /taken back/);
  assert.equal(await sequenceOnce(sequencer), 0);
  assert.deepEqual(await state(), before);
});

test('sequenceOnce numbers an entry that commits late after those that were numbered meanwhile', async () => {
  const { head } = await state();
  let late = '';
  await transact(office, async (tx) => {
    late = await record(tx, { kind: 'test.late', body: {} });
    await recordActs(office, 3);
    assert.equal(await sequenceOnce(sequencer), 3);
  });
  assert.equal(await sequenceOnce(sequencer), 1);
  const { rows } = await sql<{ leaf: number }>`select leaf from ledger.leaf where entry_id = ${late}`.execute(
    superuser,
  );
  assert.equal(rows[0]?.leaf, head + 3);
});

test('an entry put into a partition past its parent waits for its number like any other', async () => {
  const part = `ledger.act${Temporal.Now.zonedDateTimeISO('UTC')
    .toString()
    .slice(0, 7)
    .replace(/(\d+)-(\d+)/, '_$1_$2')}`;
  const entry = sql`insert into ${sql.table(part)} (kind, body, salt, content)
    values ('test.said', '{}', ${Buffer.alloc(32)}, ${Buffer.alloc(32)})`;
  const takenBack = transact(superuser, async (tx) => {
    await entry.execute(tx);
    const { rows } = await sql`select from ledger.pending`.execute(tx);
    assert.equal(rows.length, 1);
    throw new Error('taken back');
  });
  await assert.rejects(takenBack, /taken back/);
});

test('sequenceOnce killed between its leaves and its commit leaves nothing half-done', async () => {
  await recordActs(office, 20);
  const before = await state();
  const killed = transact(sequencer, async (tx) => {
    await lockSequence(tx);
    assert.equal((await numberTaken(tx, before.head, 5000)).length, 20);
    await terminate('jikimi_sequencer');
    await sql`select 1`.execute(tx);
  });
  await assert.rejects(killed);
  assert.deepEqual(await state(), before);
  assert.equal(await sequenceOnce(sequencer), 20);
  await assertWhole(before.head + 20);
});

test('runSequencer goes on after its connections were cut, and stops when it is told', async () => {
  const { head } = await state();
  const ending = new AbortController();
  const faults: unknown[] = [];
  let followed = 0;
  const running = runSequencer(sequencer, {
    signal: ending.signal,
    afterNumbering: async () => void (followed += 1),
    onFault: (error) => faults.push(error),
  });
  try {
    await recordActs(office, 5);
    await until(async () => (await state()).head === head + 5, faults);
    await terminate('jikimi_sequencer');
    await recordActs(office, 5, 5);
    await until(async () => (await state()).head === head + 10, faults);
  } finally {
    ending.abort(); // or the file would never end
    await running;
  }
  assert.ok(followed >= 2);
  await assertWhole(head + 10);
});

test('runSequencer prepares the months again where that failed, and numbers meanwhile', async () => {
  const { head } = await state();
  const ending = new AbortController();
  let prepared = 0;
  const failsOnce = sequencer.withPlugin({
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('ledger.prepare_month') && (prepared += 1) === 1) throw new Error('not now');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const faults: unknown[] = [];
  const running = runSequencer(failsOnce, {
    signal: ending.signal,
    afterNumbering: async () => undefined,
    onFault: (error) => faults.push(error),
  });
  try {
    await recordActs(office, 1);
    await until(async () => (await state()).head === head + 1, faults);
    await until(async () => prepared === 2, faults);
  } finally {
    ending.abort();
    await running;
  }
  assert.equal(faults.length, 1);
});

async function until(holds: () => Promise<boolean>, faults: readonly unknown[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return;
    await sleep(50);
  }
  assert.fail(`it did not come to hold within 30 s; the sequencer told of ${inspect(faults)}`);
}
