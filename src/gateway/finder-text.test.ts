import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { elementsOf, finderText, sealedArrayText, sqlLiteral } from './finder-text.ts';

suite('finder-text', () => {
  test('elementsOf reads an array literal as PostgreSQL does', () => {
    assert.deepEqual(elementsOf('{}'), []);
    assert.deepEqual(elementsOf(' { kim , "a,\\"b\\\\" ,NULL,"NULL", null, 가 나 ,x\\,y } '), [
      'kim',
      'a,"b\\',
      null,
      'NULL',
      null,
      '가 나',
      'x,y',
    ]);
  });

  test('elementsOf keeps a space that is escaped, as PostgreSQL does', () =>
    assert.deepEqual(elementsOf('{ a\\  , \\ b,\\ }'), ['a ', ' b', ' ']));

  test('elementsOf reads a long text once, whatever stands in it', () => {
    const long = ' '.repeat(500_000);
    for (const array of [
      `{${long}{}`,
      `{a${long}{}`,
      `{"a"${long}b}`,
      `{${'a '.repeat(250_000)}{}`,
      `{${long}}${long}x`,
    ])
      assert.throws(() => elementsOf(array), { code: 'JK513' });
    assert.deepEqual(elementsOf(`{${long}a${long}b${long},"c"${long}}`), [`a${long}b`, 'c']);
  });

  test('elementsOf refuses what is not a list of one dimension', () => {
    for (const array of ['', 'a', '{a', '{{a},{b}}', '[0:1]={a,b}', '{a,}', '{,a}', '{a"b"}', '{"a"b}', '{"a}'])
      assert.throws(() => elementsOf(array), { code: 'JK513' }, array);
  });

  test('sqlLiteral gives the finder, typed, whatever standard_conforming_strings says', () => {
    const finder = Buffer.from('d54a4b02', 'hex');
    assert.equal(sqlLiteral(finderText(finder), 'pii.sealed'), ` E'\\\\xd54a4b02'::pii.sealed `);
    const array = sealedArrayText([finder, null]);
    assert.equal(array, '{"\\\\xd54a4b02",NULL}');
    assert.equal(sqlLiteral(array, 'pii.sealed[]'), ` E'{"\\\\\\\\xd54a4b02",NULL}'::pii.sealed[] `);
  });
});
