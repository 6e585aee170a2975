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

test('table and pairs show what could change the terminal as its number, and count its columns', () => {
  const evil = 'a\x1b[2J\u202eb\nc';
  const shown = 'a\\u{1b}[2J\\u{202e}b↵c';
  assert.deepEqual(table([{ title: 'x' }, { title: 'y' }], [[evil, '1']], 80), [
    `x${' '.repeat(shown.length - 1)}  y`,
    `${shown}  1`,
  ]);
  assert.deepEqual(pairs([['x', evil]]), [`x  ${shown}`]);
});

test('table paints a cell whole, also where it is cut', (t) => {
  const before = process.env['FORCE_COLOR'];
  t.after(() => (before === undefined ? delete process.env['FORCE_COLOR'] : (process.env['FORCE_COLOR'] = before)));
  process.env['FORCE_COLOR'] = '1';
  const rows = [[{ text: 'a long \x1b[8mtext', style: 'red' as const }]];
  assert.deepEqual(table([{ title: 'x' }], rows, 12).slice(1), ['\x1b[31ma long \\u{1…\x1b[39m']);
});
