import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.ts';

test('nearest names what is spelled most alike first, and no more than asked for', () => {
  const names = ['orders.total', 'members.name', 'members.email', 'members.mobile'];
  assert.deepEqual(nearest('members.emial', names, 2), ['members.email', 'members.mobile']);
  assert.deepEqual(nearest('c', ['b', 'a']), ['a', 'b']);
  assert.equal(
    nearest(
      'x',
      Array.from({ length: 40 }, (_, at) => `n${at}`),
    ).length,
    10,
  );
  assert.deepEqual(nearest('x', []), []);
});
