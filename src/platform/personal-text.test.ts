import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusePersonalText } from './personal-text.ts';

const passed = [
  'CS-2201',
  'until 2027-01-04',
  '2027-01-04부터 2027-03-31까지',
  'from 2026-12-01, then 2026-12-31.',
  '123 456',
  '(2027-01-04)',
  '2027-01-04 09:30 in Seoul',
  '2027-01-04T09:30',
];
const refused = [
  'kim@example.kr',
  '010-1234-5678',
  '010 1234 5678',
  '01012345678',
  '1990-01-04',
  '2027-01-04-5',
  '2027-01-04 5678',
  '2027-01-04 09:300',
  '12027-01-04',
  '1-2027-01-04',
  '2027-13-04',
  '2027.01.04',
  'call 02.345.6789 by 2027-01-04',
];

for (const text of passed) test(`refusePersonalText passes ${text}`, () => refusePersonalText(text, 'reason'));
for (const text of refused)
  test(`refusePersonalText refuses ${text}`, () =>
    assert.throws(() => refusePersonalText(text, 'reason'), { code: 'JK224' }));
