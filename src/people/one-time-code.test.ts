import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticatorUri, codeAt, secretFrom, secretOf, stepAt, stepOf } from './one-time-code.ts';

const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

test('codeAt gives the values of RFC 6238, appendix B, in six digits', () => {
  const vectors = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const;
  for (const [seconds, eight] of vectors) assert.equal(codeAt(secret, stepAt(at(seconds))), eight.slice(2));
});

test('stepOf takes the code of this step and of those beside it, and no other', () => {
  const now = at(1_234_567_890);
  const step = stepAt(now);
  const taken = [-2, -1, 0, 1, 2].map((off) => stepOf(secret, codeAt(secret, step + off), now));
  assert.deepEqual(taken, [undefined, step - 1, step, step + 1, undefined]);
  for (const code of ['', '00592', '0059240', 'abcdef', '００５９２４'])
    assert.equal(stepOf(secret, code, now), undefined);
});

test('secretOf is another one for another key, person and nonce', () => {
  const one = secretOf('key', 'person', Buffer.alloc(20));
  assert.equal(one.length, 20);
  for (const other of [
    secretOf('kez', 'person', Buffer.alloc(20)),
    secretOf('key', 'persom', Buffer.alloc(20)),
    secretOf('key', 'person', Buffer.alloc(20, 1)),
  ])
    assert.notDeepEqual(other, one);
});

test('authenticatorUri carries the secret as apps read it (RFC 4648), and secretFrom reads it back', () => {
  const uri = authenticatorUri('seo.yuna', secret);
  assert.match(uri, /^otpauth:\/\/totp\/Jikimi:seo\.yuna\?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Jikimi&/);
  assert.deepEqual(secretFrom(uri), secret);
  assert.equal(secretFrom('otpauth://totp/x?issuer=Jikimi'), undefined);
});
