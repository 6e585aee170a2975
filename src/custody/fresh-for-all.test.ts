import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshForAll } from './fresh-for-all.ts';

function slowWork() {
  const runs: PromiseWithResolvers<number>[] = [];
  const ask = freshForAll(() => {
    const run = Promise.withResolvers<number>();
    runs.push(run);
    return run.promise;
  });
  return { runs, ask };
}

test('freshForAll gives whoever asks meanwhile the next answer, and one to all of them', async () => {
  const { runs, ask } = slowWork();
  const [first, second, third] = [ask(), ask(), ask()];
  assert.equal(runs.length, 1);
  runs[0]?.resolve(1);
  assert.equal(await first, 1);
  assert.equal(runs.length, 2);
  runs[1]?.resolve(2);
  assert.deepEqual(await Promise.all([second, third]), [2, 2]);
});

test('freshForAll gives a failure to those who waited for it and works anew for the others', async () => {
  const { runs, ask } = slowWork();
  const [first, second] = [ask(), ask()];
  runs[0]?.reject(new Error('away'));
  await assert.rejects(first, /away/);
  runs[1]?.resolve(2);
  assert.equal(await second, 2);
  const third = ask();
  runs[2]?.resolve(3);
  assert.equal(await third, 3);
});
