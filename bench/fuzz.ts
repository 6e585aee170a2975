/**
 * `npm run bench:fuzz -- N [--seed S] [--faults F] [--json]`: N sequences (200 by default) of statements that a grammar makes, sent to PostgreSQL and through the
 * gateway. Prints counts and, for each of at most F faults (1 by default), the least sequence that shows it. Exit 1 on a fault.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzz } from '../test/support/fuzz/rounds.ts';
import { startJikimi } from '../test/support/jikimi.ts';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const sequences = Number(positionals[0] ?? 200);
const seed = Number(values.seed ?? randomInt(2 ** 31));
const most = Number(values.faults);
if (![sequences, seed, most].every(Number.isInteger) || sequences < 1 || most < 1) {
  process.stderr.write('usage: npm run bench:fuzz -- N [--seed S] [--faults F] [--json]\n');
  process.exit(2);
}
const print = (line: string) => values.json || process.stdout.write(`${line}\n`);

print(`seed ${seed}`);
const jikimi = await startJikimi({ JIKIMI_GATEWAY_TLS: 'off-on-loopback' });
try {
  const report = await fuzz(jikimi, { sequences, seeds: [seed], most, say: print });
  if (values.json) process.stdout.write(`${JSON.stringify({ name: 'fuzz', seed, ...report })}\n`);
  const { statements, equal, errors, declared, opened, megabytes, faults } = report;
  for (const [key, count] of Object.entries(declared)) print(`  declared ${key}: ${count}`);
  for (const [name, used] of Object.entries(megabytes)) print(`  ${name}: ${used} MB`);
  print(
    `fuzz: ${report.sequences} sequences, ${statements} statements, ${equal} with equal results, ${errors} with equal errors, ${opened} values opened after their record, ${faults.length} faults (seed ${seed})`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await jikimi.stop();
}
