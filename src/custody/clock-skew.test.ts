import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skewMs } from './clock-skew.ts';

const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

test('skewMs does take a slow answer for none', () => {
  assert.equal(skewMs(at(1000), at(9000), at(1000)), 0);
  assert.equal(skewMs(at(1000), at(9000), at(5000)), 0);
  assert.equal(skewMs(at(1000), at(9000), at(9000)), 0);
});

test('skewMs does tell how far a clock steps back or ahead', () => {
  assert.equal(skewMs(at(10_000), at(10_003), at(7_500)), 2_500);
  assert.equal(skewMs(at(10_000), at(10_003), at(12_504)), 2_501);
});
