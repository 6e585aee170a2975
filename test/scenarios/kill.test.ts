/** Kills at a random byte of a stream, fsync on, counted on the client's side of the socket (docs/design.md, section 8). Thirty of them; more by `npm run bench:kill`. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { startJikimi } from '../support/jikimi.ts';
import { killRounds } from '../support/kill-rounds.ts';

test('whatever is killed at whatever byte of a stream, received ≤ recorded and no acknowledged record is lost', async (t) => {
  const jikimi = await startJikimi({
    JIKIMI_GATEWAY_TLS: 'off-on-loopback',
    JIKIMI_EXAMPLE_MEMBERS: '1000', // so that most of a stream is yet to come when the kill meets it, and not in the buffers of a socket
  });
  const seed = Number(process.env['JIKIMI_KILL_SEED'] ?? randomInt(2 ** 32));
  t.diagnostic(`seed ${seed} (JIKIMI_KILL_SEED=${seed} repeats it)`);
  try {
    const report = await killRounds(jikimi, { rounds: 30, seed, say: (line) => t.diagnostic(line) });
    assert.deepEqual(report.faults, []);
    assert.ok(report.cut >= 10, `only ${report.cut} streams were cut`);
    assert.ok(report.received > 0 && report.acknowledged > 0);
  } finally {
    await jikimi.stop();
  }
});
