import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawCard, luhnDigit, TEST_BINS } from './cards.ts';
import { dice } from './dice.ts';

test('luhnDigit agrees with published numbers', () => {
  for (const number of ['4242424242424242', '5555555555554444', '79927398713', '378282246310005']) {
    assert.equal(luhnDigit(number.slice(0, -1)), Number(number.at(-1)));
  }
});

test('drawCard makes 16 digits that pass Luhn and begin as test cards do', () => {
  const throws = dice(7);
  for (let i = 0; i < 500; i++) {
    const card = drawCard(throws);
    assert.match(card, /^\d{16}$/);
    assert.ok(TEST_BINS.includes(card.slice(0, 6)));
    assert.ok(passesLuhn(card));
  }
});

/** Written the other way round than the code under test: over the whole number, its digit included. */
function passesLuhn(card: string): boolean {
  const sum = Array.from(card)
    .reverse()
    .map(Number)
    .reduce((total, digit, i) => total + (i % 2 === 0 ? digit : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]!), 0);
  return sum % 10 === 0;
}
