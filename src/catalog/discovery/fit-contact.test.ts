import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitEmail, fitPhone } from './fit-contact.ts';

test('fitEmail takes mailboxes, also with a name before them, and nothing that only has an @', () => {
  for (const text of [
    'kim@example.kr',
    'a.b+c@mail.example.co.kr',
    '김@예시.한국',
    'Kim <kim@example.kr>',
    "o'hara@example.com",
    '<kim@example.kr>',
  ])
    assert.equal(fitEmail(text), 'strict', text);
  assert.equal(fitEmail('ki***@example.kr'), 'loose');
  for (const text of [
    'kim@',
    '@example.kr',
    'kim@localhost',
    'kim at example.kr',
    'a@b@example.kr',
    'write to kim@example.kr please',
    '<3f2b1c9e-0a4d-4c58-9d0e-0b4f5e6a7c81@mail.example.com>',
  ])
    assert.equal(fitEmail(text), null, text);
});

test('fitPhone is strict for numbers of Korea, North America and E.164', () => {
  for (const text of [
    '010-1234-5678',
    '01012345678',
    '010 123 4567',
    '010.1234.5678',
    '+82-10-1234-5678',
    '+82 (0)2 123 4567',
    '02-123-4567',
    '031)123-4567',
    '(02)1234-5678',
    '070-1234-5678',
    '0505-123-4567',
    '1588-1234',
    '010-****-5678',
    '697-555-0142',
    '(206) 555-0199',
    '+1 206-555-0199 x12',
    '+44 20 7946 0958',
    '+4930901820',
  ])
    assert.equal(fitPhone(text), 'strict', text);
});

test('fitPhone is strict for what is written at home behind a zero, and not for what is counted, dated or a book', () => {
  for (const text of [
    '030-0074321',
    '020 7946 0958',
    '(0161) 496 0123',
    '07700 900123',
    '089/1234567',
    '06 12 34 56 78',
    '03-1234-5678',
    '07700900123',
    '080-123-4567',
  ])
    assert.equal(fitPhone(text), 'strict', text);
  for (const text of ['0-306-40615-2', '0000320193', '00012345678', '01-02-2024', '0123456', '012-34-5678-90-1234'])
    assert.notEqual(fitPhone(text), 'strict', text);
});

test('fitPhone is loose for what could be one, and nothing for dates, words and long numbers', () => {
  for (const text of ['1 (11) 500 555-0132', '28303384290', '(5) 555-4729'])
    assert.equal(fitPhone(text), 'loose', text);
  for (const text of [
    '2026-01-02',
    '2026/01/02',
    'call me',
    '12345',
    '1234567890123456789',
    'AW00000001',
    '123-456-7890',
    '',
  ])
    assert.equal(fitPhone(text), null, text);
});
