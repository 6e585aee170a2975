/**
 * `npm run bench:kill -- N [--seed S] [--json]`: N rounds (30 by default) in which one of gateway, custodian and the two PostgreSQL is killed at a
 * random byte of a stream. Prints counts; exit 1 on a fault. The same seed kills the same targets at the same bytes.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startJikimi } from '../test/support/jikimi.ts';
import { killRounds } from '../test/support/kill-rounds.ts';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const rounds = Number(positionals[0] ?? 30);
const seed = Number(values.seed ?? randomInt(2 ** 32));
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  process.stderr.write('usage: npm run bench:kill -- N [--seed S] [--json]\n');
  process.exit(2);
}
const print = (line: string) => values.json || process.stdout.write(`${line}\n`);

print(`seed ${seed}`);
const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
try {
  const report = await killRounds(jikimi, { rounds, seed, say: print });
  if (values.json) process.stdout.write(`${JSON.stringify({ name: 'kill', seed, ...report })}\n`);
  for (const fault of report.faults) print(fault);
  const { killed, cut, received, recorded, acknowledged, faults } = report;
  const each = Object.entries(killed).map(([target, count]) => `${target} ${count}`);
  print(
    `kill: ${rounds} rounds (${each.join(', ')}), ${cut} streams cut, cells received ${received} ≤ recorded ${recorded}, ${acknowledged} records acknowledged, ${faults.length} faults (seed ${seed})`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await jikimi.stop();
}
