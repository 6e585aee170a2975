import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv } from './csv.ts';

const rows: readonly (readonly [what: string, text: string, expected: unknown])[] = [
  [
    'a mark, empty lines and no line at the end',
    '\uFEFFa,b\n\n1,2',
    [
      [1, 'a', 'b'],
      [3, '1', '2'],
    ],
  ],
  [
    'lines of Windows',
    'a,b\r\n1,2\r\n',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'a comma, a quote and a line within quotes',
    'a,b\n"x, ""y""\nz",2\n3,4\n',
    [
      [1, 'a', 'b'],
      [2, 'x, "y"\nz', '2'],
      [4, '3', '4'],
    ],
  ],
  ['a row too short', 'a,b\n1,2\n3\n', { line: 3, fault: 'length' }],
  ['a quote that stays open', 'a,b\n1,"2\n3,4\n', { line: 3, fault: 'quotes' }],
  ['a quote within a cell', 'a,b\n1,2"3\n', { line: 2, fault: 'quotes' }],
  ['a row without an end', `a,b\n${'x'.repeat(10_001)},1\n`, { line: 2, fault: 'long' }],
  ['nothing', '', []],
];
for (const [what, text, expected] of rows)
  test(`readCsv reads ${what}`, () => {
    const read = readCsv(text);
    assert.deepEqual('fault' in read ? read : read.map(({ line, cells }) => [line, ...cells]), expected);
  });

test('readCsv gives back what a spreadsheet wrote, and the line of each row', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', '강', ',', '"', '\n', ' '), maxLength: 6 })
    .map((text) => text.trim());
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('x', 'y'), cell), { minLength: 1, maxLength: 6 }), (table) => {
      const lines = table.map((row) => row.map(quoted).join(','));
      const read = readCsv(lines.join('\n'));
      assert.ok(!('fault' in read));
      assert.deepEqual(
        read.map(({ cells }) => cells),
        table,
      );
      let line = 1;
      for (const [n, one] of lines.entries()) {
        assert.equal(read[n]?.line, line);
        line += one.split('\n').length;
      }
    }),
  );
});
