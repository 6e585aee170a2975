import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Once } from './once.ts';

test('Once passes over what is reserved or was drawn before, and counts the attempts', () => {
  const once = new Once(['0']);
  assert.equal(once.next(String), '1');
  assert.equal(once.next(String), '2');
});

test('Once gives up where nothing is left', () => {
  const once = new Once();
  once.next(() => 'a');
  assert.throws(() => once.next(() => 'a'), RangeError);
});
