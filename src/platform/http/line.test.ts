import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineSchema } from './line.ts';

const line = lineSchema(20);

test('lineSchema takes a line in any language and trims it', () => {
  for (const text of ['CS-1204에 필요', ' needed for CS-1204 ', '😀', 'needed\n'])
    assert.equal(line.parse(text), text.trim());
});

test('lineSchema refuses what is empty, too long, or holds a control character', () => {
  for (const text of ['', ' \t', 'x'.repeat(21), 'a\nb', 'a\tb', '\u001b[2J', 'a\u0000', 'a\u007f.', 'a\u009b2J'])
    assert.equal(line.safeParse(text).success, false, JSON.stringify(text));
});
