import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawRandom } from './draw-random.ts';

test('drawRandom gives values of the length asked, each once, also where a pool ends', () => {
  const draw = drawRandom(12);
  const drawn = Array.from({ length: 2100 }, draw);
  assert.ok(drawn.every((one) => one.length === 12));
  assert.equal(new Set(drawn.map((one) => one.toString('hex'))).size, 2100);
});
