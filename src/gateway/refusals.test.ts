import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusals } from './refusals.ts';

test('refusals that are alike are recorded one at a time, and none is missing', async () => {
  const recorded: { code: unknown; times: number }[] = [];
  const writes: (() => void)[] = [];
  const refusals = new Refusals(({ code }, times) => {
    recorded.push({ code, times });
    return new Promise((done) => writes.push(done));
  });
  const all = Array.from({ length: 10_000 }, () => refusals.add({ code: 'JK413', session: 's' }));
  all.push(refusals.add({ code: 'JK413', session: 'other' }), refusals.add({ code: 'JK510', session: 's' }));
  assert.deepEqual(
    recorded,
    ['JK413', 'JK413', 'JK510'].map((code) => ({ code, times: 1 })),
  );
  for (const done of writes.splice(0)) done();
  await new Promise(setImmediate);
  assert.deepEqual(recorded.slice(3), [{ code: 'JK413', times: 9_999 }]);
  for (const done of writes.splice(0)) done();
  await refusals.settled();
  await Promise.all(all);
  void refusals.add({ code: 'JK413', session: 's' });
  assert.deepEqual(recorded.slice(4), [{ code: 'JK413', times: 1 }]);
});
