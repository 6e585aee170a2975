import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../platform/mod.ts';
import type { Recorded } from './custody.sql.ts';
import { type Commit as CommitAll, Recorder } from './recorder.ts';

type Commit = { readonly records: string[]; readonly answer: () => void; readonly fail: () => void };

/** A store whose commits end when the test says so. */
function slowStore(): { commit: CommitAll; commits: Commit[] } {
  const commits: Commit[] = [];
  const commit: CommitAll = (told) => {
    const records = JSON.parse(told) as string[];
    const { promise, resolve, reject } = Promise.withResolvers<readonly Recorded[]>();
    commits.push({
      records,
      answer: () => resolve(records.map((_, n) => ({ n, outcome: 'recorded' }))),
      fail: () => reject(new Error('cut off')),
    });
    return promise;
  };
  return { commit, commits };
}

const settle = () => new Promise((done) => setImmediate(done));
const entry = (grant: string | null, name: string) => ({ grant, json: JSON.stringify(name) });

test('Recorder has no grant in two commits at once, and lets the others go on beside it', async () => {
  const { commit, commits } = slowStore();
  const recorder = new Recorder(commit, 2);
  const first = recorder.record(entry('a', 'a1'));
  const waiting = [recorder.record(entry('a', 'a2')), recorder.record(entry('a', 'a3'))];
  const beside = recorder.record(entry('b', 'b1'));
  assert.deepEqual(
    commits.map((one) => one.records),
    [['a1'], ['b1']],
  );
  commits[1]?.answer();
  await beside;
  await settle();
  assert.equal(commits.length, 2, 'a lane that is free does not take what another one commits for');
  commits[0]?.answer();
  await first;
  await settle();
  assert.deepEqual(commits[2]?.records, ['a2', 'a3']);
  commits[2]?.answer();
  await Promise.all(waiting);
});

test('Recorder fails every record of a commit that failed, and frees its grant', async () => {
  const { commit, commits } = slowStore();
  const recorder = new Recorder(commit, 1);
  const first = recorder.record(entry('a', 'a1'));
  const second = recorder.record(entry('a', 'a2'));
  commits[0]?.fail();
  await assert.rejects(
    first,
    (error) => error instanceof Refusal && error.code === 'JK312' && /cut off/.test(String(error.cause)),
  );
  await settle();
  commits[1]?.answer();
  assert.equal((await second).outcome, 'recorded');
});

test('Recorder puts no more into a commit than it may hold, and all that waits gets its turn', async () => {
  const { commit, commits } = slowStore();
  const recorder = new Recorder(commit, 1);
  const large = 'x'.repeat(5 * 1024 * 1024);
  const all = [
    recorder.record(entry(null, 'first')),
    recorder.record(entry('a', large)),
    recorder.record(entry('b', large)),
    recorder.record(entry('c', 'small')),
  ];
  commits[0]?.answer();
  await settle();
  assert.deepEqual(
    commits[1]?.records.map((one) => one.length),
    [large.length, 5],
  );
  commits[1]?.answer();
  await settle();
  assert.equal(commits[2]?.records.length, 1);
  commits[2]?.answer();
  await Promise.all(all);
});
