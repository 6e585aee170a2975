import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprintOf } from './fingerprint.ts';
import { SyntaxFault, loadParser } from './parser-pool.ts';
import { parseText } from './parse-text.ts';

before(loadParser);

/** Texts that PostgreSQL takes with a comment between two words that its grammar reads as one. */
const lookedAhead = [
  `select id from members where email not /* 이 사람 */ in ('a')`,
  'select id from members where id not -- one\n between 1 and 2',
  'select id from members order by id nulls /* a /* b */ */ last',
  'select * from unnest(array[1]) with /* a */ ordinality',
  `select timestamp with -- zone\n time zone '2026-01-01 00:00Z'`,
];
for (const text of lookedAhead)
  test(`parseText reads ${JSON.stringify(text)} as without its comment, in the same places`, () => {
    const plain = text.replaceAll(/\/\*.*\*\/|--.*/g, (comment) => ' '.repeat(Buffer.byteLength(comment)));
    assert.notEqual(plain, text);
    assert.deepEqual(parseText(text), parseText(plain));
    assert.deepEqual(fingerprintOf(text), fingerprintOf(plain));
  });

test('parseText refuses what PostgreSQL refuses, also with a comment', () => {
  for (const text of ['select from from members', 'select /* a */ from from members', `select 'a' /* b\n */ 'c'`])
    assert.throws(() => parseText(text), /syntax error/, text);
});

test('parseText says where a quote or a comment is that never closes, in the words of the parser', () => {
  for (const open of [`'kim /* one`, '"kim /* one */', '$$kim -- one', '/* kim'])
    assert.throws(
      () => parseText(`select ${open}`),
      (error) => error instanceof SyntaxFault && error.message.startsWith('unterminated ') && error.position === 8,
      open,
    );
});

test('a literal of a text that does not parse is not in its fingerprint, however it is quoted', () => {
  const one = fingerprintOf(`select from from members where email = $q$kim$q$ or email = 'it''s'`);
  assert.deepEqual(one, fingerprintOf(`select from from members where email = $q$lee$q$ or email = 'no'`));
  for (const quoted of [`'kim`, `'it''s kim`, `E'a\\'kim'`, `U&'\\00' || 'kim'`, '$q$kim', `'a\\' || 'kim'`]) {
    const other = quoted.replace('kim', 'lee');
    assert.deepEqual(fingerprintOf(`select ${quoted}`), fingerprintOf(`select ${other}`), quoted);
    assert.deepEqual(fingerprintOf(`selec ${quoted}`), fingerprintOf(`selec ${other}`), quoted);
  }
});
