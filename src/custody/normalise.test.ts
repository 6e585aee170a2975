import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Normalisation } from '../catalog/mod.ts';
import { normalise } from './normalise.ts';

const all: readonly Normalisation[] = ['email', 'phone', 'name', 'digits', 'exact'];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789+82 ()-./\u200b\u202c０１８２＋')) }),
  fc.emailAddress(),
);

/** Spellings that must meet, by rule; each line is one value. */
const meeting: readonly (readonly [Normalisation, readonly string[]])[] = [
  ['email', ['kim.jun+shop@example.com', ' Kim.Jun+Shop@EXAMPLE.com\n', 'KIM.JUN+SHOP@example.COM']],
  ['email', ['zoë@example.com', 'zoe\u0308@example.com', 'ZOË@EXAMPLE.COM', 'ZOE\u0308@EXAMPLE.COM']],
  ['email', ['홍길동@예시.한국', '홍길동@예시.한국'.normalize('NFD')]],
  ['email', ['οδος@example.gr', 'ΟΔΟΣ@example.gr', 'οδοσ@example.gr']],
  ['email', ['straße@example.de', 'STRASSE@example.de', 'STRAẞE@example.de']],
  [
    'phone',
    [
      '01012345678',
      '010-1234-5678',
      '010 1234 5678',
      '+82-10-1234-5678',
      '+82 (0)10-1234-5678',
      '(+82) 10.1234.5678',
      '+821012345678',
    ],
  ],
  [
    'phone',
    ['01012345678', '０１０－１２３４－５６７８'.replaceAll('－', '-'), '\u202a010-1234-5678\u202c', '010–1234–5678'],
  ],
  ['phone', ['+12125550187', '+1 (212) 555-0187', '+1.212.555.0187']],
  ['name', ['홍길동', ' 홍길동 ', '홍길동'.normalize('NFD')]],
  ['name', ['John Smith', 'John  Smith', '\tJohn\u00a0Smith']],
  ['digits', ['1234567890123456', '1234-5678-9012-3456', '1234 5678 9012 3456', '１２３４567890123456']],
];

/** Values that must stay apart. */
const apart: readonly (readonly [Normalisation, string, string])[] = [
  ['email', 'kim.jun@example.com', 'kimjun@example.com'],
  ['email', 'kim+a@example.com', 'kim@example.com'],
  ['email', 'mıke@example.com', 'mike@example.com'],
  ['phone', '+12125550187', '2125550187'],
  ['phone', 'none', 'unknown'],
  ['phone', '02-123-4567 ext 5', '02-123-45675'],
  ['phone', '', '+'],
  ['name', '홍 길동', '홍길동'],
  ['name', 'john smith', 'John Smith'],
  ['digits', 'DE89 3704', 'FR89 3704'],
  ['exact', 'a', 'a '],
];

test('normalise does bring equal spellings together', () => {
  for (const [by, spellings] of meeting) {
    for (const spelling of spellings)
      assert.equal(normalise(by, spelling), normalise(by, spellings[0] ?? ''), `${by}: ${spelling}`);
  }
});

test('normalise does keep different values apart', () => {
  for (const [by, one, other] of apart)
    assert.notEqual(normalise(by, one), normalise(by, other), `${by}: ${one}, ${other}`);
});

test('normalise does nothing when done again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), text, (by, value) => {
      const once = normalise(by, value);
      assert.equal(normalise(by, once), once);
    }),
    { numRuns: 5_000 },
  );
});

test('normalise does fold each letter of Unicode the same in either case, and once', () => {
  for (let code = 0; code <= 0x1ffff; code += 1) {
    const letter = String.fromCodePoint(code);
    if (!/[\p{L}\p{M}\p{N}]/u.test(letter) || letter === 'ı') continue;
    const once = normalise('email', letter);
    assert.equal(normalise('email', once), once, code.toString(16));
    if (letter.toUpperCase() !== letter)
      assert.equal(normalise('email', letter.toUpperCase()), once, code.toString(16));
    if (letter.toLowerCase() !== letter)
      assert.equal(normalise('email', letter.toLowerCase()), once, code.toString(16));
  }
});

test('normalise does bring a phone number together however it is grouped', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', ' - ', '–');
  fc.assert(
    fc.property(
      fc.stringMatching(/^10[0-9]{8}$/),
      separator,
      separator,
      fc.constantFrom('0', '+82', '+82 ', '+82-', '+82 (0)', '(+82)'),
      (national, a, b, prefix) => {
        const written = prefix + national.slice(0, 2) + a + national.slice(2, 6) + b + national.slice(6);
        assert.equal(normalise('phone', written), `0${national}`);
      },
    ),
  );
});
