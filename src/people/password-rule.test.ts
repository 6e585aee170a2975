import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalised, passwordFault } from './password-rule.ts';

const faultOf = (password: string, account = 'seo.yuna') => passwordFault(password, account)?.fault;

test('passwordFault takes what is long and not guessed first, in any script', () => {
  for (const password of [
    'four plain words here',
    '가을 하늘 공활한데 높고 구름 없이',
    'kQ8#vTz2!pLm',
    'x7 banana lamp 81',
  ])
    assert.equal(faultOf(password), undefined, password);
});

test('passwordFault counts characters, not their bytes or halves', () => {
  assert.equal(faultOf('x7 banana l'), 'is shorter than {{least}} characters');
  assert.equal(faultOf('😀😁😂🤣😃😄'), 'is shorter than {{least}} characters');
  assert.equal(faultOf('가나다라마바사아자차카'), 'is shorter than {{least}} characters');
  assert.equal(faultOf('x7 banana la'.repeat(17)), 'is longer than {{most}} characters');
});

test('passwordFault refuses the commonest, also decorated, repeated, or as a row of keys', () => {
  for (const password of [
    'Password1234',
    'P@ssword!2027',
    'passw0rd12345',
    'iloveyou2027!',
    '!!!Welcome2027',
    'adminadminadmin',
    '비밀번호비밀번호비밀번호',
    'aaaaaaaaaaaaa',
    '123412341234',
    '1234567890123',
    '098765432109',
    'abcdefghijklm',
    'qwertyuiopas',
    'Qwertyuiop123',
  ])
    assert.equal(faultOf(password), 'is among the first that anybody would try', password);
});

test('passwordFault refuses the name of the account and its parts', () => {
  for (const password of ['xx seo.yuna xx', 'my YUNA is long 7'])
    assert.equal(faultOf(password), 'holds the name of the account');
  assert.equal(faultOf('a house by the sea', 'sea'), undefined, 'what is this short stands in many words');
});

test('normalised makes one password of both ways in which keyboards compose Hangul', () => {
  assert.equal(normalised('가을'.normalize('NFD')), normalised('가을'.normalize('NFC')));
});
