import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadParser } from './parser-pool.ts';
import { ordersBySealed } from './sealed-order.ts';

const sealed = new Set(['email']);
before(loadParser);

test('ordersBySealed hears of a sealed column in an order, and of no other', () => {
  assert.equal(ordersBySealed('select id from members order by members.email desc', sealed), true);
  assert.equal(ordersBySealed('select email from members order by id', sealed), false);
});

test('ordersBySealed does not read a text that would hold up every session: it is advice', () =>
  assert.equal(ordersBySealed(`select ${'1, '.repeat(30_000)}email from members order by email`, sealed), false));
