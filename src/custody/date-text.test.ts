import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateText } from './date-text.ts';

for (const [given, kept] of [
  ['1990-01-31', '1990-01-31'],
  ['1990-01-31 +00', '1990-01-31'],
  [' 1990-01-31+09:00 ', '1990-01-31'],
  ['1990-01-31T00:00:00.000Z', '1990-01-31'],
  ['1990-01-31 00:00:00', '1990-01-31'],
  ['31.1.1990', '31.1.1990'],
  ['1990-01-31x', '1990-01-31x'],
  ['', ''],
  [`1990-01-31T${' '.repeat(500_000)}\nx`, 'itself'],
] as const)
  test(`the date "${given.slice(0, 40)}" is kept as "${kept}"`, () =>
    assert.equal(dateText(given), kept === 'itself' ? given : kept));
