import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedText } from './typed-text.ts';

for (const [type, oid, hex, text] of [
  ['bool', 16, '01', 'true'],
  ['int2', 21, 'fffe', '-2'],
  ['int4', 23, '000004d2', '1234'],
  ['int8', 20, '00000000499602d2', '1234567890'],
  ['date', 1082, 'fffff1da', '1990-01-31'],
  ['uuid', 2950, '00112233445566778899aabbccddeeff', '00112233-4455-6677-8899-aabbccddeeff'],
  ['text', 25, 'ed959c', '한'],
  ['nothing', 0, '6b', 'k'],
] as const)
  test(`a binary ${type} is read as text`, () => assert.equal(typedText(Buffer.from(hex, 'hex'), 1, oid), text));

test('a binary value of another type is refused', () => {
  assert.throws(() => typedText(Buffer.alloc(8), 1, 1184), { code: 'JK526' });
  assert.equal(typedText(Buffer.from('1990'), 0, 1184), '1990');
});

test('a date is one of the years 1 to 9999, and no value is cut', () => {
  const day = (days: number) => Buffer.from(Int32Array.of(days).buffer).reverse();
  assert.equal(typedText(day(-730_119), 1, 1082), '0001-01-01');
  assert.equal(typedText(day(2_921_939), 1, 1082), '9999-12-31');
  for (const days of [-730_120, 2_921_940, 0x7fffffff, -0x80000000])
    assert.throws(() => typedText(day(days), 1, 1082), { code: 'JK526' }, String(days));
  for (const oid of [16, 20, 21, 23, 1082, 2950])
    assert.throws(() => typedText(Buffer.alloc(3), 1, oid), { code: 'JK400' }, String(oid));
});
