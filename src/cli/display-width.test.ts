import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth, fit, jsonLine, padTo, printable, printableLine } from './display-width.ts';

test('displayWidth counts two columns for a syllable of Hangul and none for colour', () => {
  assert.equal(displayWidth('김하늘'), 6);
  assert.equal(displayWidth('a\u0301'), 1);
  assert.equal(displayWidth('\x1b[31mred\x1b[39m'), 3);
});

test('padTo and fit keep a column as wide as it is said to be', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '가', '-', ' ', '나') }),
      fc.integer({ min: 2, max: 20 }),
      (text, width) => {
        const fitted = fit(text, width);
        assert.ok(displayWidth(fitted) <= width);
        assert.equal(displayWidth(padTo(fitted, width)), width);
      },
    ),
  );
});

test('printable shows what could move the cursor as its number', () => {
  assert.equal(printable('a\x1b[2Jb\u202e'), 'a\\u{1b}[2Jb\\u{202e}');
  assert.equal(printable('one\ntwo\t3'), 'one↵two 3');
});

test('printableLine keeps the colours that paint writes, and no other command to the terminal', () => {
  assert.equal(
    printableLine('\x1b[1mname\x1b[22m \x1b[8mhidden\x1b[2K\u009b2J\u2028'),
    '\x1b[1mname\x1b[22m \\u{1b}[8mhidden\\u{1b}[2K\\u{9b}2J\\u{2028}',
  );
});

test('jsonLine is the same value without a character that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = jsonLine({ text });
      assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
      assert.deepEqual(JSON.parse(line), { text });
    }),
  );
});
