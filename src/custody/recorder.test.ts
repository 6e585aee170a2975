import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { Refusal } from '../platform/mod.ts';
import { Recorder } from './recorder.ts';

type Commit = { readonly records: string[]; readonly answer: () => void; readonly fail: () => void };

/** A pool whose commits end when the test says so. */
function slowPool(): { pool: pg.Pool; commits: Commit[] } {
  const commits: Commit[] = [];
  const query = ({ values }: { values: [string] }) => {
    const records = JSON.parse(values[0]) as string[];
    const { promise, resolve, reject } = Promise.withResolvers<{ rows: unknown[] }>();
    commits.push({
      records,
      answer: () => resolve({ rows: [{ told: records.map((_, n) => `${n} recorded`).join(',') }] }),
      fail: () => reject(new Error('cut off')),
    });
    return promise;
  };
  return { pool: { query } as unknown as pg.Pool, commits };
}

const settle = () => new Promise((done) => setImmediate(done));
const entry = (grant: string | null, name: string) => ({ grant, json: JSON.stringify(name) });

test('Recorder has no grant in two commits at once, and lets the others go on beside it', async () => {
  const { pool, commits } = slowPool();
  const recorder = new Recorder(pool, 2);
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
  const { pool, commits } = slowPool();
  const recorder = new Recorder(pool, 1);
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
  const { pool, commits } = slowPool();
  const recorder = new Recorder(pool, 1);
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
