import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Restarts } from './restarts.ts';

/** What was told while `failures` starts failed before one went well; each wait passes at once. */
async function told(t: import('node:test').TestContext, failures: number, lived: readonly number[]): Promise<string[]> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const lines: string[] = [];
  let left = failures;
  const restarts = new Restarts(
    'gateway',
    ({ what, how, waitMs }) => lines.push(what === 'ended' ? `${how} ${waitMs}` : 'ready'),
    async () => {
      if (left-- > 0) throw new Error('not yet');
    },
  );
  for (const livedMs of lived) {
    const back = restarts.afterEnd('exit 1', livedMs);
    for (let n = 0; n < 20; n++) {
      t.mock.timers.tick(10_000);
      await new Promise((done) => setImmediate(done));
    }
    await back;
  }
  return lines;
}

test('Restarts waits twice as long each time up to 10 s', async (t) => {
  const waits = (await told(t, 7, [0])).map((line) => line.split(' ').at(-1));
  assert.deepEqual(waits, ['200', '400', '800', '1600', '3200', '6400', '10000', '10000', 'ready']);
});

test('Restarts begins anew only where one has lived 5 s', async (t) => {
  assert.deepEqual(await told(t, 0, [0, 10, 6000]), [
    'exit 1 200',
    'ready',
    'exit 1 400',
    'ready',
    'exit 1 200',
    'ready',
  ]);
});

test('Restarts starts nothing once it was stopped', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let starts = 0;
  const restarts = new Restarts(
    'gateway',
    () => undefined,
    async () => void starts++,
  );
  const back = restarts.afterEnd('exit 1', 0);
  restarts.stop();
  t.mock.timers.tick(200);
  await back;
  assert.equal(starts, 0);
});
