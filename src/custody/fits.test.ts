import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Normalisation } from '../catalog/mod.ts';
import { fits } from './fits.ts';

const rows: [by: Normalisation, text: string, expected: boolean][] = [
  ['email', 'kim@example.kr', true],
  ['email', ' Kim@Example.kr ', true],
  ['email', '010-1234-5678', false],
  ['email', 'kim', false],
  ['phone', '010-1234-5678', true],
  ['phone', '+82 10 1234 5678', true],
  ['phone', 'kim@example.kr', false],
  ['phone', '4242424242424242', false],
  ['digits', '4242-4242-4242-4242', true],
  ['digits', 'kim', false],
  ['name', '김하늘', true],
];

for (const [by, text, expected] of rows)
  test(`fits says ${expected} of a ${by} for ${text}`, () => assert.equal(fits(by, text), expected));
