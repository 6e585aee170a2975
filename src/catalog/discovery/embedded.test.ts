import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawRrn } from '../../../example/haneul/rrn.ts';
import { dice } from '../../../example/haneul/dice.ts';
import { embeddedIn } from './embedded.ts';
import { leavesOf } from './leaves.ts';

test('embeddedIn finds what a form or a check digit gives away inside a text', () => {
  const rrn = drawRrn(dice(9), Temporal.PlainDate.from('1977-07-07'), 'male');
  const text = `성함: 김하늘, 연락처 010-1234-5678 으로 전화. kim@example.kr / ${rrn} / 4242-4242-4242-4242`;
  assert.deepEqual([...embeddedIn(text).keys()].toSorted(), ['card', 'email', 'name', 'phone', 'rrn']);
});

test('embeddedIn leaves order numbers, prices, dates and versions alone', () => {
  for (const text of [
    'order 20260102-0001 of 2026-01-02',
    'v1.2.3, 4.99 USD',
    'ref 1234567890123',
    '9999-9999-9999-9998',
    'twenty @ 5 each',
  ])
    assert.deepEqual([...embeddedIn(text).keys()], [], text);
});

test('leavesOf takes lists into elements and objects into paths, and texts that are no JSON not at all', () => {
  assert.deepEqual(leavesOf(['["a","b"]', '[]', '["c"]'], 'array')?.elements, ['a', 'b', 'c']);
  const leaves = leavesOf(['{"to":{"phone":"1"},"tags":["x"]}', '{"to":{"phone":"2"}}'], 'json')?.leaves;
  assert.deepEqual(leaves, [
    { key: 'phone', values: ['1', '2'] },
    { key: 'tags', values: ['x'] },
  ]);
  assert.equal(leavesOf(['hello', '{"a":1}', 'b'], 'text'), null);
  assert.equal(leavesOf(['[draft] hello', '{broken'], 'text'), null);
});
