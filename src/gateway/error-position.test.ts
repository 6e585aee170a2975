import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { errorMessage } from './backend-builders.ts';
import { readReport } from './backend-parsers.ts';
import { positionBefore, withPositionIn, withoutPosition } from './error-position.ts';
import { splice } from './literals.ts';

const words = fc.array(
  fc.record({
    kept: fc.string({ unit: fc.constantFrom('a', '가', '😀', ' ', "'") }),
    was: fc.string({ unit: fc.constantFrom('b', '나', '🙂') }),
    put: fc.string({ unit: fc.constantFrom('c', '다', '🎈') }),
  }),
  { maxLength: 5 },
);

test('a character that was kept is where it was, and a replaced one where its replacement was put', () => {
  fc.assert(
    fc.property(words, (pieces) => {
      const text = pieces.map(({ kept, was }) => kept + was).join('');
      let at = 0;
      const replacements = pieces.map(({ kept, was, put }) => {
        const start = at + Buffer.byteLength(kept);
        at = start + Buffer.byteLength(was);
        return { start, end: at, text: put };
      });
      assert.equal(splice(text, replacements), pieces.map(({ kept, put }) => kept + put).join(''));
      let [before, after] = [1, 1];
      for (const { kept, was, put } of pieces) {
        for (const _ of Array.from(kept)) assert.equal(positionBefore(text, replacements, after++), before++);
        for (const _ of Array.from(put)) assert.equal(positionBefore(text, replacements, after++), before);
        before += Array.from(was).length;
      }
      assert.equal(positionBefore(text, replacements, after), before);
    }),
  );
});

test('withPositionIn changes the position of a report and nothing else, through every text that came before', () => {
  const report = errorMessage([
    ['S', 'ERROR'],
    ['C', '42703'],
    ['P', '30'],
  ]);
  const written = `select $123456, 'x', nothing`;
  const before = { text: written, replacements: [{ start: 7, end: 16, text: '' }], before: null };
  const replacements = [{ start: 7, end: 10, text: ' $1::pii.sealed ' }];
  const moved = withPositionIn({ text: `select 'x', nothing`, replacements, before }, report);
  assert.deepEqual(
    [...readReport(moved, 0, moved.length)],
    [
      ['S', 'ERROR'],
      ['C', '42703'],
      ['P', '26'],
    ],
  );
});

test('an error in a question of the gateway says no position: the client has not seen that text', () => {
  const error = errorMessage([
    ['S', 'ERROR'],
    ['C', '22012'],
    ['M', 'division by zero'],
    ['P', '17'],
  ]);
  const told = withoutPosition(error);
  const report = readReport(told, 0, told.length);
  assert.deepEqual([report.get('C'), report.get('M'), report.has('P')], ['22012', 'division by zero', false]);
});
