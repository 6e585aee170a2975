/** Numbers are made up or are the ones that standards print; none is anybody's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawCard, luhnDigit } from '../../../example/haneul/cards.ts';
import { dice } from '../../../example/haneul/dice.ts';
import { drawRrn, rrnCheckDigit } from '../../../example/haneul/rrn.ts';
import { icaoDigit, passesIban, passesLuhn, passesResident } from './digits.ts';
import type { Fit } from './finding.ts';
import { fitAccount, fitCard, fitLicence, fitPassport, fitResident } from './fit-number.ts';

const all = (fit: (text: string) => Fit, rows: readonly (readonly [string, Fit])[]) => {
  for (const [text, expected] of rows) assert.equal(fit(text), expected, text);
};

test('passesLuhn takes the numbers that networks publish for tests and no neighbour of theirs', () => {
  for (const number of [
    '4242424242424242',
    '5555555555554444',
    '378282246310005',
    '6011111111111117',
    '3530111333300000',
  ]) {
    assert.ok(passesLuhn(number), number);
    for (let digit = 0; digit < 10; digit++) {
      const changed = number.slice(0, -1) + String(digit);
      assert.equal(passesLuhn(changed), changed === number);
    }
  }
});

test('passesLuhn agrees with the digit that the example draws', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{11,18}$/), (payload) => passesLuhn(payload + luhnDigit(payload))));
});

test('passesIban takes the examples of the registry and not with two digits changed places', () => {
  for (const iban of [
    'GB82WEST12345698765432',
    'DE89370400440532013000',
    'FR1420041010050500013M02606',
    'NO9386011117947',
  ]) {
    assert.ok(passesIban(iban), iban);
    assert.ok(!passesIban(`${iban.slice(0, 2)}${iban[3]}${iban[2]}${iban.slice(4)}`) || iban[2] === iban[3], iban);
  }
});

test('passesResident checks residents as the example draws them, and foreigners by two more', () => {
  const throws = dice(3);
  for (let n = 0; n < 200; n++) {
    const birth = Temporal.PlainDate.from('1950-01-01').add({ days: throws.int(0, 26_000) });
    const digits = drawRrn(throws, birth, 'male').replace('-', '');
    assert.ok(passesResident(digits));
    assert.ok(!passesResident(digits.slice(0, 12) + String((Number(digits[12]) + 1) % 10)));
  }
  const twelve = '900101500000';
  const alien = twelve + String((rrnCheckDigit(twelve) + 2) % 10);
  assert.ok(passesResident(alien));
  assert.equal(fitResident(`${alien.slice(0, 6)}-${alien.slice(6)}`), 'strict');
});

test('icaoDigit gives the check digits of the specimen in ICAO Doc 9303', () => {
  assert.equal(icaoDigit('L898902C3'), 6);
  assert.equal(icaoDigit('740812'), 2);
  assert.equal(icaoDigit('120415'), 9);
});

test('fitResident is strict with a check digit, loose with a birth date alone, and nothing without one', () => {
  const rrn = drawRrn(dice(1), Temporal.PlainDate.from('1988-02-29'), 'female');
  const wrong = rrn.slice(0, -1) + String((Number(rrn.at(-1)) + 5) % 10);
  all(fitResident, [
    [rrn, 'strict'],
    [rrn.replace('-', ''), 'strict'],
    [wrong, 'loose'],
    ['880229-2******', 'loose'],
    ['8902292971234', null],
    ['890229-2971234', 'loose'],
    ['8813011234567', null],
    ['010-1234-5678', null],
    ['1234567890123', null],
    ['110111-0123456', null],
  ]);
});

test('fitCard is strict with issuer, length and check digit together', () => {
  const throws = dice(2);
  for (let n = 0; n < 100; n++) assert.equal(fitCard(drawCard(throws)), 'strict');
  all(fitCard, [
    ['4242 4242 4242 4242', 'strict'],
    ['3782-822463-10005', 'strict'],
    ['4242424242424241', 'loose'],
    ['1234567812345670', 'loose'],
    ['33332664695310', 'loose'],
    ['****-****-****-4242', 'loose'],
    ['4242', null],
    ['AW00000001', null],
    ['not a card', null],
  ]);
});

test('fitAccount is strict for an IBAN, loose for the groups of a Korean bank', () => {
  all(fitAccount, [
    ['DE89 3704 0044 0532 0130 00', 'proven'],
    ['DE88 3704 0044 0532 0130 00', null],
    ['110-482-305817', 'strict'],
    ['3333-01-1234567', 'strict'],
    ['302-1234-5678-91', 'strict'],
    ['1010', null],
    ['국민 123456-01-123456 홍길동', 'proven'],
    ['123-45-67890', null],
    ['212-555-0142', null],
    ['1234-5678-9012', 'loose'],
    ['AW00000001', null],
  ]);
});

test('fitPassport knows the zone of a passport, the Korean forms, and what else may be one', () => {
  all(fitPassport, [
    ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'proven'],
    ['M12345678', 'strict'],
    ['M123A4567', 'strict'],
    ['C01X00T47', 'loose'],
    ['123456789', 'loose'],
    ['14AB12345', 'loose'],
    ['hello', null],
    ['P<KORHONG<<GILDONG<<<<<<<<<<<<<<<<<<<<<<<<<<', 'proven'],
  ]);
});

test('fitLicence is strict for the Korean form', () => {
  all(fitLicence, [
    ['11-23-456789-01', 'strict'],
    ['28-99-000000-12', 'strict'],
    ['42-99-000000-12', 'loose'],
    ['D1234567', 'loose'],
    ['서울 95-123456-01', 'strict'],
    ['MORGA657054SM9IJ', 'strict'],
    ['class B', null],
    ['437244', null],
    ['4372441', 'loose'],
  ]);
});
