import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

const personal = 'hong@example.com';
/** A fault of the server as `pg` hands it over, with a value in every text that it has. */
const fault = `Object.assign(new pg.DatabaseError('bad ${personal}\\n    at ${personal}', 1, 'error'), { code: '23505', detail: '${personal}' })`;

/** Runs a process whose start is `body`, stops it with SIGTERM once it is ready, and returns its exit status and the lines of its log. */
async function run(
  body: string,
): Promise<{ status: number | null; events: Record<string, unknown>[]; printed: string }> {
  const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import pg from 'pg';
    import { runProcess } from ${module('process.ts')};
    await runProcess('one', async () => { ${body} });
  `;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
    {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      printed += piece;
      if (piece.includes('"event":"ready"')) child.kill('SIGTERM');
    });
  const status = await new Promise<number | null>((done) => child.once('close', done));
  const lines = printed.trim().split('\n');
  return { status, printed, events: lines.map((line): Record<string, unknown> => ({ ...JSON.parse(line) })) };
}

const alive = 'setInterval(() => {}, 1000);';
const names = (events: readonly Record<string, unknown>[]) => events.map(({ event }) => event);

test('runProcess stops in order and exits 0', async () => {
  const { status, events } = await run(`${alive} return { stop: async () => {} };`);
  assert.deepEqual([status, names(events)], [0, ['ready', 'stopping']]);
});

for (const [where, thrown] of [
  ['a rejection that nobody awaits', `void Promise.reject(${fault});`],
  ['a fault in a callback', `setImmediate(() => { throw ${fault}; });`],
] as const)
  test(`runProcess logs ${where} without its texts and exits 1`, async () => {
    const { status, events, printed } = await run(`${alive} ${thrown} return new Promise(() => {});`);
    assert.deepEqual([status, names(events), events[0]?.['code']], [1, ['uncaught'], '23505']);
    assert.equal(printed.includes(personal), false, printed);
  });

test('runProcess logs a start that fails without its texts and exits 1, whatever still runs', async () => {
  const { status, events, printed } = await run(`${alive} throw ${fault};`);
  assert.deepEqual([status, names(events), events[0]?.['code']], [1, ['failed'], '23505']);
  assert.equal(printed.includes(personal), false, printed);
});

test('runProcess logs a stop that fails without its texts and exits 1', async () => {
  const { status, events, printed } = await run(`${alive} return { stop: async () => { throw ${fault}; } };`);
  assert.deepEqual([status, names(events), events[2]?.['code']], [1, ['ready', 'stopping', 'stop.failed'], '23505']);
  assert.equal(printed.includes(personal), false, printed);
});

test('runProcess gives up a stop that hangs, says so and exits 1', async () => {
  const { status, events } = await run(`${alive} return { stop: () => new Promise(() => {}) };`);
  assert.deepEqual([status, names(events)], [1, ['ready', 'stopping', 'stop.too-long']]);
});
