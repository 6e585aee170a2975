import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignedLines, jsonRows } from './sql-result.ts';
import { pointAt } from './sql-told.ts';
import { textsIn } from './texts.ts';

const result = {
  command: 'SELECT',
  rowCount: 2,
  fields: [
    { name: 'id', dataTypeID: 20 },
    { name: 'name', dataTypeID: 25 },
    { name: 'ok', dataTypeID: 16 },
  ],
  rows: [
    ['1', '김하늘', 't'],
    ['20', null, 'f'],
  ],
};

test('alignedLines shows a result as psql does, numbers to the right', () => {
  assert.deepEqual(alignedLines(result, textsIn('en')), [
    ' id |  name  | ok',
    '----+--------+----',
    '  1 | 김하늘 | t',
    ' 20 |        | f',
    '(2 rows)',
  ]);
});

test('alignedLines shows the command tag where there are no columns', () => {
  assert.deepEqual(alignedLines({ command: 'UPDATE', rowCount: 3, fields: [], rows: [] }, textsIn('en')), ['UPDATE 3']);
});

test('jsonRows keeps a number that a double cannot hold as text', () => {
  assert.deepEqual(jsonRows({ ...result, rows: [['9007199254740993', 'x', null]] }), [
    { id: '9007199254740993', name: 'x', ok: null },
  ]);
  assert.deepEqual(jsonRows(result)[0], { id: 1, name: '김하늘', ok: true });
});

test('pointAt shows the line of the fault and a mark below it', () => {
  assert.deepEqual(pointAt("select 1,\n  '김', x", '18'), ["LINE 2:   '김', x", '                ^']);
  assert.deepEqual(pointAt('select 1', undefined), []);
});
