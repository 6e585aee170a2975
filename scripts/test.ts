/**
 * Runs the tests: `npm test [-- PATH…]`, where a PATH is a part of a file's path (`src/access`, `merkle`). One line a file, failures whole,
 * and at the end the plain line `N passed, N failed[, N skipped]`. Exit 1 on a failure, where no test ran, and, with CI=true, on a skip.
 *
 * Each file runs in a process of its own with a home and ports of its own (scripts/test/own-home.ts). What a test leaves running is
 * ended and counts as a failure.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { listFiles } from './rooms/source.ts';
import { folders } from './rooms/table.ts';
import { endLeftovers } from './test/leftovers.ts';
import { placeOf } from './test/order.ts';
import { report } from './test/report.ts';

const root = join(import.meta.dirname, '..');
const filters = process.argv.slice(2);
const files = folders
  .flatMap((folder) => listFiles(root, folder, '.test.ts'))
  .filter((path) => filters.length === 0 || filters.some((part) => path.includes(part.replace(/^\.\//, ''))))
  .toSorted((one, other) => placeOf(one) - placeOf(other));
const print = (text: string) => process.stdout.write(`${text}\n`);

const home = mkdtempSync(join(tmpdir(), 'jikimi-test-'));
process.env['JIKIMI_TEST_RUN'] = home;
// A third of what a short command costs is compiling its modules; `start` keeps those of its processes in the same place.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'jikimi');
process.env['JIKIMI_TEST_DATA'] ??= join(root, '..', 'shared', 'data');
process.chdir(root);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void breakOff());

const stream = run({
  files: files.map((path) => join(root, path)),
  // Two cores; two more files fill the time in which others wait for a disk, a process or a clock. Their time limits stand a load of ten.
  concurrency: 4,
  timeout: 20 * 60_000,
  execArgv: ['--import', join(import.meta.dirname, 'test', 'own-home.ts')],
});
const tally = files.length === 0 ? { passed: 0, failed: 0, skips: [] } : await report(stream, root, print);
const left = await endLeftovers(home);
for (const line of left) print(`left running, and ended now: ${line}`);
rmSync(home, { recursive: true, force: true });

for (const skip of tally.skips) print(`skipped: ${skip}`);
const failed = tally.failed + (left.length > 0 ? 1 : 0);
const strict = process.env['CI'] === 'true';
if (tally.passed + failed === 0) print(`no test ran${filters.length > 0 ? ` for ${filters.join(' ')}` : ''}`);
if (strict && tally.skips.length > 0)
  print('with CI=true a skipped test is a failure: install what it needs (.ci/run does)');
print(`${tally.passed} passed, ${failed} failed${tally.skips.length > 0 ? `, ${tally.skips.length} skipped` : ''}`);
process.exitCode = failed > 0 || tally.passed === 0 || (strict && tally.skips.length > 0) ? 1 : 0;

async function breakOff(): Promise<void> {
  await endLeftovers(home);
  rmSync(home, { recursive: true, force: true });
  print('broken off');
  process.exit(130);
}
