import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayWidth } from './display-width.ts';
import { pairs, table } from './table.ts';

test('table stands in columns, wide characters too', () => {
  assert.deepEqual(
    table(
      [{ title: 'name' }, { title: 'n', side: 'right' }],
      [
        ['김', '1'],
        ['abc', '10'],
      ],
      80,
    ),
    ['name   n', '김     1', 'abc   10'],
  );
});

test('table fits the width wherever its columns can give way', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '가'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 5 }), (rows) => {
      for (const line of table([{ title: 'a' }, { title: 'b' }, { title: 'c' }], rows, 40))
        assert.ok(displayWidth(line) <= 40);
    }),
  );
});

test('pairs leaves out what is empty', () => {
  assert.deepEqual(
    pairs([
      ['a', '1'],
      ['long', null],
      ['bc', ''],
    ]),
    ['a  1'],
  );
});
