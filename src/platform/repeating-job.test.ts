import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { repeating } from './repeating-job.ts';

const never = 1_000_000;

/** Work that is over when the test says so. */
function work() {
  const turns: PromiseWithResolvers<void>[] = [];
  return {
    turns,
    begin: () => {
      const one = Promise.withResolvers<void>();
      turns.push(one);
      return one.promise;
    },
  };
}

test('repeating is never done twice at once; what is asked for meanwhile is done once behind it', async () => {
  const { turns, begin } = work();
  const job = repeating(() => undefined, 'a job', never, begin);
  for (let asked = 0; asked < 3; asked++) job.now();
  assert.equal(turns.length, 1);
  turns[0]?.resolve();
  await turn();
  assert.equal(turns.length, 2);
  turns[1]?.resolve();
  await turn();
  assert.equal(turns.length, 2);
  await job.stop();
});

test('repeating tells a fault under the name of the job, and goes on by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { turns, begin } = work();
  const told: unknown[] = [];
  const job = repeating((event, fields) => told.push([event, fields?.['job']]), 'a job', 500, begin);
  t.mock.timers.tick(500);
  turns[0]?.reject(new Error('away'));
  await turn();
  assert.deepEqual(told, [['fault', 'a job']]);
  t.mock.timers.tick(500);
  assert.equal(turns.length, 2);
  turns[1]?.resolve();
  await job.stop();
});

test('repeating stops behind the turn that is under way, and begins none that was asked for', async () => {
  const { turns, begin } = work();
  const job = repeating(() => undefined, 'a job', never, begin);
  job.now();
  job.now();
  let stopped = false;
  const stopping = job.stop().then(() => (stopped = true));
  await turn();
  assert.equal(stopped, false);
  turns[0]?.resolve();
  await stopping;
  assert.equal(turns.length, 1);
});
