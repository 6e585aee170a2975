import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { normalise } from './normalise.ts';
import { digestUnder, subjectUnder, termOf } from './term.ts';

test('termOf does give the first 16 bytes of HMAC-SHA-256', () => {
  // RFC 4231, test case 2
  assert.equal(
    termOf(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex'),
    '5bdcc146bf60754e6a042426089575c7',
  );
});

test('termOf does give equal spellings one term, and other groups another', () => {
  const [email, phone] = [randomBytes(32), randomBytes(32)];
  const term = termOf(email, normalise('email', 'Kim@Example.com '));
  assert.deepEqual(term, termOf(email, normalise('email', 'kim@example.com')));
  assert.notDeepEqual(term, termOf(phone, normalise('email', 'kim@example.com')));
});

test('subjectUnder does give a request the same ids again, and any other session, number, place or key another', () => {
  const key = randomBytes(32);
  const session = '01020304-0506-7708-890a-0b0c0d0e0f10';
  const id = subjectUnder(key, session, 1, 0);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(subjectUnder(key, session, 1, 0), id);
  const others = [
    subjectUnder(key, session, 1, 1),
    subjectUnder(key, session, 2, 0),
    subjectUnder(key, session.replace('01', 'f1'), 1, 0),
    subjectUnder(randomBytes(32), session, 1, 0),
  ];
  assert.equal(new Set([id, ...others]).size, 5);
});

test('digestUnder does tell requests apart, and is no term of the same text', () => {
  const key = randomBytes(32);
  const request = Buffer.from('010-1234-5678');
  assert.deepEqual(digestUnder(key, request), digestUnder(key, request));
  assert.notDeepEqual(digestUnder(key, request), digestUnder(key, Buffer.from('010-1234-5679')));
  assert.notDeepEqual(digestUnder(key, request), digestUnder(randomBytes(32), request));
  assert.notDeepEqual(digestUnder(key, request).subarray(0, 16), termOf(key, request.toString()));
});
