import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { normalise } from './normalise.ts';
import { termOf } from './term.ts';

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
