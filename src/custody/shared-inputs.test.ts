import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { SharedInputs } from './shared-inputs.ts';

/** A pool whose queries answer when the test says so, each with its number. */
function slowPool(): { pool: pg.Pool; asked: string[]; answer: (n: number) => void } {
  const asked: string[] = [];
  const answers: ((rows: { rows: unknown[] }) => void)[] = [];
  const query = (config: { values: [string, string] }) => {
    asked.push(config.values[1]);
    return new Promise((done) => answers.push(done));
  };
  const answer = (n: number) => answers[n]?.({ rows: [{ name: `answer ${n}` }] });
  return { pool: { query } as unknown as pg.Pool, asked, answer };
}

test('SharedInputs gives nobody facts that were read before they asked, and one query to all who wait', async () => {
  const { pool, asked, answer } = slowPool();
  const inputs = new SharedInputs(pool);
  const first = inputs.of('grant', ['a']);
  const second = inputs.of('grant', ['b']);
  const third = inputs.of('grant', ['c']);
  assert.deepEqual(asked, ['{a}']);
  answer(0);
  assert.equal((await first)?.name, 'answer 0');
  assert.deepEqual(asked, ['{a}', '{b,c}']);
  answer(1);
  assert.deepEqual([(await second)?.name, (await third)?.name], ['answer 1', 'answer 1']);
});

test('SharedInputs asks about different grants at the same time', () => {
  const { pool, asked } = slowPool();
  const inputs = new SharedInputs(pool);
  void inputs.of('one', ['a']);
  void inputs.of('other', ['b']);
  assert.deepEqual(asked, ['{a}', '{b}']);
});
