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

for (const [finding, texts] of Object.entries({
  phone: ['call +91 98123 45678', 'reach me on +49 (0)89 123456', '+441632960001 is mine', '031-123-4567로 주세요'],
  account: [
    'to DE89 3704 0044 0532 0130 00 please',
    '국민은행 123456-01-123456로 환불',
    '0200|국민은행|123456-01-123456|',
    '계좌번호: 110-123-456789',
  ],
  licence: ['면허 11-23-456789-01 확인'],
  passport: ['여권번호: M12345678', 'passport no. M123A4567 seen', 'Passport 123456789'],
  birth_date: ['생년월일 1990-01-02', 'DOB: 02/01/1990', 'born on 1990-01-02', '생일 1990년 1월 2일'],
  ip: ['login from 192.0.2.7', '접속지 192.0.2.7', 'IP: 192.0.2.7'],
  location: ['seen near 37.56653, 126.97796'],
  address: [
    '배송지는 서울특별시 종로구 세종대로 175 입니다',
    '경기 성남시 분당구 판교역로 166',
    'hit at 12 Old Mill Road today',
  ],
}))
  test(`embeddedIn finds ${finding}`, () => {
    for (const text of texts) assert.deepEqual([...embeddedIn(text).keys()], [finding], text);
  });

test('embeddedIn leaves order numbers, prices, dates and versions alone', () => {
  for (const text of [
    'order 20260102-0001 of 2026-01-02',
    'v1.2.3, 4.99 USD',
    'ref 1234567890123',
    '9999-9999-9999-9998',
    'twenty @ 5 each',
    'Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36',
    'firmware 1.2.3.4 of 2026',
    'DE88 3704 0044 0532 0130 00 has another check digit',
    'a passport is needed',
    'born to run 1990',
    'ratio 1.2345 and 2.3456',
    'sum +12 345',
    '3 Main dishes',
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
