import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Category, categories, isCategory } from '../catalog/mod.ts';
import { FULLY_MASKED, mask } from './mask.ts';

const all = Object.keys(categories) as Category[];
const rows = Array.from(
  readFileSync(new URL('../../docs/masks.md', import.meta.url), 'utf8').matchAll(
    /^\| (\w+) \| `(.+?)` \| `(.+?)` \|/gm,
  ),
  ([, category = '', given = '', masked = '']) => ({ category, given, masked }),
);

/** Whether the shown form keeps within what its category may show at most. */
const within: Readonly<Record<Category, (masked: string) => boolean>> = {
  name: (masked) => signs(masked).length <= 6,
  email: (masked) => Array.from(masked.slice(0, masked.indexOf('***@'))).length <= 2,
  phone: (masked) => signs(masked).length <= 10,
  address: (masked) => !/\d/.test(masked) && masked.includes('***'),
  birth_date: (masked) => /^(\d\d)?\d\d-\*\*-\*\*$/.test(masked),
  card: (masked) => signs(masked).length === 10,
  account: (masked) => signs(masked).length === 4 || /^[A-Z]{2}\*\*/.test(masked),
  location: (masked) => signs(masked).length <= 8 || within.address(masked),
  rrn: (masked) => /^\d{6}-\d\*{6}$/.test(masked),
  ip: (masked) => /^\d+\.\d+\.\*\.\*$|^[0-9a-f]+:[0-9a-f]+:\*\*\*$/i.test(masked),
  text: () => false,
};

/** The fewest letters and digits that a recognised value loses; 0 where its shown part may be all of them, as in a bare city. */
const fewest: Readonly<Record<Category, number>> = {
  name: 1,
  email: 0,
  phone: 3,
  address: 0,
  birth_date: 2,
  card: 4,
  account: 6,
  location: 0,
  rrn: 6,
  ip: 0,
  text: 1,
};

test('mask does what each row of docs/masks.md says', () => {
  for (const { category, given, masked } of rows) {
    assert.ok(isCategory(category), category);
    assert.equal(mask(category, given), masked, `${category} ${given}`);
  }
  assert.deepEqual(new Set(rows.map((row) => row.category)), new Set(all));
});

test('mask does treat a value alike when it is decomposed or has blanks around it', () => {
  for (const { category, given, masked } of rows)
    assert.equal(mask(category as Category, ` ${given.normalize('NFD')}\n`), masked);
});

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: min, maxLength: max });
const near = fc.constantFrom(...rows.map((row) => row.given));
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-() .@*:김홍길동서울시구abZ')) }),
  fc.stringMatching(/^[가-힣]{1,8}$/),
  fc.stringMatching(/^\+?[0-9]{1,4}[- .]?[0-9]{1,4}[- .]?[0-9]{1,6}[- ]?[0-9]{0,6}$/),
  digits(0, 20),
  fc.emailAddress(),
  fc.ipV4(),
  fc.ipV6(),
  fc.tuple(fc.float(), fc.float()).map(([a, b]) => `${a}, ${b}`),
  near,
  fc.tuple(near, fc.string({ maxLength: 3 })).map(([text, tail]) => text + tail),
  fc
    .tuple(near, fc.nat(40), fc.string({ maxLength: 2 }))
    .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
);

test('mask does never return the value, and shows only letters and digits of it, in order and within the bound of its category', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), anything, (category, text) => {
      const masked = mask(category, text);
      if (text === '') return assert.equal(masked, '');
      const hidden = signs(text);
      const shown = signs(masked);
      if (hidden.length > 0) assert.notEqual(masked, text);
      if (masked === FULLY_MASKED) return;
      assert.ok(isSubsequence(shown, hidden), `${shown} is not taken from the value`);
      assert.ok(within[category](masked), masked);
      assert.ok(hidden.length - shown.length >= fewest[category], `${hidden.length - shown.length} hidden`);
    }),
    { numRuns: 5_000 },
  );
});

test('mask does hide whole what is longer than any datum', () => {
  for (const category of all) assert.equal(mask(category, '서울 강남구 '.repeat(100)), FULLY_MASKED);
});

test('mask does stay fast on text made to trip its patterns', () => {
  const hostile = [
    '1'.repeat(512),
    'a-'.repeat(256),
    `a@${'a-'.repeat(250)}`,
    '1,'.repeat(256),
    `+${'(1)'.repeat(170)}`,
    'é '.repeat(256),
  ];
  const started = performance.now();
  for (const category of all) for (const text of hostile) mask(category, text);
  assert.ok(performance.now() - started < 200);
});

function signs(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (part.startsWith(character, at)) at += character.length;
  return at === part.length;
}
