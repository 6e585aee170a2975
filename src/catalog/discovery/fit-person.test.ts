import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitBirth, fitName } from './fit-person.ts';

test('fitName is strict for Korean names and keeps places, offices and things out', () => {
  for (const text of ['김하늘', '이 준서', '남궁민수', '박*호', '최지우']) assert.equal(fitName(text), 'strict', text);
  for (const text of ['강남구', '서초동', '주문완료', '신용카드형']) assert.notEqual(fitName(text), 'strict', text);
  for (const text of ['Anna Maria', 'MARY', 'Lovelace, Ada', 'José da Silva', 'Ravi Kumar'])
    assert.equal(fitName(text), 'strict', text);
  for (const text of ["O'Neil", 'de la Cruz', '하늘', '이준', 'mary', 'Rose is red', 'Steel Chair', 'Weber Ulrike'])
    assert.equal(fitName(text), 'loose', text);
  for (const text of [
    'Smith, Jones and Doe',
    'Braun - Weber',
    'Acme Inc',
    'Gupta Pvt Ltd',
    '주식회사 하늘',
    '(주)하늘',
    'Bauer GmbH',
  ])
    assert.equal(fitName(text), null, text);
  for (const text of ['kim07', 'a@b.kr', 'Room 12', 'x'.repeat(70), 'one two three four five six seven', ''])
    assert.equal(fitName(text), null, text);
});

test('fitName takes a title, and the fillers of a passport, for proof, and the other orders and alphabets of names for a form', () => {
  for (const text of [
    'Dr. Heike Vogt',
    'Frau Dr. med. Öztürk',
    'Ama Boateng, MD',
    '김하늘 교수',
    '박서준님',
    'OKAFOR<<ADA',
  ])
    assert.equal(fitName(text), 'proven', text);
  for (const text of [
    'KIM MIN JUN',
    'KIM YOUNGSOO',
    'Nguyen Van An',
    'Wang Xiaoming',
    'Lee, Seo-yeon',
    'Jiho Park',
    'WEBER Maria',
    'Robert Smith Jr.',
    '김 하 늘',
  ])
    assert.equal(fitName(text), 'strict', text);
  for (const text of ['Dr. 7', '김치찌개', 'Han River', 'Prof', '영업 과장', '회원님'])
    assert.ok(['loose', null].includes(fitName(text)), text);
});

test('fitBirth takes days that there were, in the spellings of databases, and no day to come', () => {
  for (const text of [
    '1990-01-02',
    '19900102',
    '1990.01.02',
    '900102',
    '900102-1',
    '1990년 1월 2일',
    '12/31/1985',
    '12- 8-1974',
    '1985',
    '2000-02-29',
  ])
    assert.equal(fitBirth(text, 2026), 'loose', text);
  for (const text of ['1990-13-01', '1999-02-29', '2031-01-01', '1790-01-01', '901301', 'in spring', '12345'])
    assert.equal(fitBirth(text, 2026), null, text);
});
