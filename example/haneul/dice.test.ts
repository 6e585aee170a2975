import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice, weighted } from './dice.ts';

test('dice throws the same for the same seed', () => {
  const throwMany = (seed: number): unknown => {
    const throws = dice(seed);
    return Array.from({ length: 50 }, () => [
      throws.int(0, 1e9),
      throws.digits(7),
      throws.chance(50),
      throws.givenName('male'),
    ]);
  };
  assert.deepEqual(throwMany(5), throwMany(5));
  assert.notDeepEqual(throwMany(5), throwMany(6));
});

test('draw gives each thing about its share', () => {
  const throws = dice(1);
  const table = weighted([
    ['often', 3],
    ['seldom', 1],
  ]);
  const often = Array.from({ length: 4000 }, () => throws.draw(table)).filter((thing) => thing === 'often').length;
  assert.ok(often > 2850 && often < 3150, String(often));
});

test('pick refuses an empty list', () => {
  assert.throws(() => dice(1).pick([]));
});
