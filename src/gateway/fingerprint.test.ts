import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fingerprintOf, fingerprintOfStatement } from './fingerprint.ts';
import { loadParser } from './parser-pool.ts';

before(loadParser);

test('fingerprintOf is the same for statements of one form, and of 32 bytes also where the text does not parse', () => {
  const one = fingerprintOf(`select id from members where email = 'a@b.kr'`);
  assert.deepEqual(one, fingerprintOf(`select id from members where email = 'c@d.kr'`));
  assert.notDeepEqual(one, fingerprintOf('select id from members'));
  assert.deepEqual(fingerprintOf(`selec 'a' 1`), fingerprintOf(`selec 'b' 2`));
  assert.equal(fingerprintOf('selec').length, 32);
});

test('fingerprintOfStatement is that of its text, each time', () => {
  const statement = { text: 'select 1 from members' };
  for (let k = 0; k < 2; k++) assert.deepEqual(fingerprintOfStatement(statement), fingerprintOf(statement.text));
  assert.notDeepEqual(fingerprintOfStatement({ text: 'select 1 from payout' }), fingerprintOfStatement(statement));
});

test('fingerprintOf does not parse a text that would hold up every session, and tells it by its shape', () => {
  const long = (n: number) => `select ${n}${'/* */'.repeat(250_000)}`;
  assert.deepEqual(fingerprintOf(long(1)), fingerprintOf(long(2)));
  assert.notDeepEqual(fingerprintOf(long(1)), fingerprintOf('select 1'));
});

test('fingerprintOf reads dollar quotes of a text that does not parse once, and one that never closes to the end', () => {
  const open = (value: string) => `selec 1 where a = $x$${value}`;
  assert.deepEqual(fingerprintOf(open('kim')), fingerprintOf(open('lee $y$ park')));
  const tags = Array.from({ length: 200_000 }, (_, n) => `$t${n}$`).join(' ');
  assert.equal(fingerprintOf(`selec ${tags}`).length, 32);
});
