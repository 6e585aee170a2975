/** Grants that ended by themselves, told late: by the clock of a drill. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import { openDatabase, sql } from '../platform/mod.ts';
import { tellLapses } from './tell-lapses.ts';

let it: Installation;
before(async () => {
  it = await testInstallation({ drill: true });
  await setScene(it);
});
after(() => it.stop());

async function told(): Promise<{ grant: string; as: string; ended: string }[]> {
  const { rows } = await sql<{ grant: string; as: string; ended: string }>`
    select body ->> 'grant' as "grant", body ->> 'as' as "as", body ->> 'ended' as ended from ledger.act
    where kind = 'grant.ended' and body ? 'ended' order by id`.execute(it.db('office'));
  return rows;
}

async function daysOf(grant: string): Promise<{ ends: Temporal.Instant; reviewDue: Temporal.Instant }> {
  const { rows } = await sql<{ ends: Temporal.Instant; reviewDue: Temporal.Instant }>`
    select ends, review_due as "reviewDue" from access.life where grant_id = ${grant}`.execute(it.db('office'));
  return rows[0] ?? assert.fail('no life');
}

test('what ended while nobody looked is told once, dated then; what was revoked is not told again', async () => {
  const db = it.db('office');
  assert.equal(await tellLapses(db), 1, 'the one of the scene');
  assert.equal(await tellLapses(db), 0);
  const { reviewDue } = await daysOf(id.live);
  await moveClock(it, reviewDue.add({ hours: 24 * 7 }));
  const other = openDatabase(it.uri('office'), 1);
  try {
    const [one, two] = await Promise.all([tellLapses(db), tellLapses(other)]);
    assert.ok(one + two + (await tellLapses(db)) >= 2);
  } finally {
    await other.destroy();
  }
  assert.equal(await tellLapses(db), 0);
  const all = await told();
  const own = all.filter((one) => one.grant === id.live);
  assert.deepEqual(own, [{ grant: id.live, as: 'REVIEW_LAPSED', ended: String(reviewDue) }]);
  assert.deepEqual(
    all.filter((one) => one.grant === id.revoked),
    [],
  );
  assert.deepEqual(
    all.map((one) => one.grant).toSorted(),
    [...new Set(all.map((one) => one.grant))].toSorted(),
    'each once',
  );
});
