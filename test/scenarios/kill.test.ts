/** Kills at a random byte of a stream, fsync on, counted on the client's side of the socket (docs/design.md, section 8). Thirty of them; more by `npm run bench:kill`. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { startJikimi } from '../support/jikimi.ts';
import { killRounds } from '../support/kill-rounds.ts';

test('whatever is killed at whatever byte of a stream, received ≤ recorded and no acknowledged record is lost', async (t) => {
  const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
  const seed = Number(process.env['JIKIMI_KILL_SEED'] ?? randomInt(2 ** 32));
  t.diagnostic(`seed ${seed} (JIKIMI_KILL_SEED=${seed} repeats it)`);
  try {
    const report = await killRounds(jikimi, { rounds: 30, seed, say: (line) => t.diagnostic(line) });
    assert.deepEqual(report.faults, []);
    // Which moments the kills meet is chance (8 to 20 of 30 were cut): this only shows that they met streams at all.
    assert.ok(report.cut >= 3, `only ${report.cut} streams were cut`);
    assert.ok(report.received > 0 && report.acknowledged > 0);
  } finally {
    await jikimi.stop();
  }
});
