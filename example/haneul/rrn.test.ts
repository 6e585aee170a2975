import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice } from './dice.ts';
import { drawRrn, rrnCheckDigit, sexDigit } from './rrn.ts';

test('rrnCheckDigit agrees with sums done by hand', () => {
  assert.equal(rrnCheckDigit('000000000000'), 1);
  assert.equal(rrnCheckDigit('900101123456'), 8);
  assert.equal(rrnCheckDigit('111111111111'), 8);
});

test('sexDigit tells sex and century', () => {
  assert.deepEqual(
    [sexDigit(1999, 'male'), sexDigit(1999, 'female'), sexDigit(2000, 'male'), sexDigit(2000, 'female')],
    [1, 2, 3, 4],
  );
});

test('drawRrn carries birth date, sex, a region that no office has, and a right check digit', () => {
  const throws = dice(3);
  for (let i = 0; i < 300; i++) {
    const birth = Temporal.PlainDate.from('1950-01-01').add({ days: throws.int(0, 20_000) });
    const rrn = drawRrn(throws, birth, 'female');
    assert.match(rrn, /^\d{6}-[24]9[789]\d{4}$/);
    assert.equal(rrn.slice(0, 6), birth.toString().slice(2).replaceAll('-', ''));
    const digits = rrn.replace('-', '');
    assert.equal(Number(digits[12]), rrnCheckDigit(digits.slice(0, 12)));
  }
});
