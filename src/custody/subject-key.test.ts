import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { newSubjectKey, unwrapSubjectKey, wrapSubjectKey } from './subject-key.ts';
import { WRAPPED_BYTES } from './wrapped-key.ts';

const subject = '018f0c3e-7b1a-7cc0-8a5e-0123456789ab';
const epochKey = randomBytes(32);

test('unwrapSubjectKey does give back what was wrapped, only to the same subject, epoch and epoch key', () => {
  const epoch = fc.integer({ min: 1, max: 0xffffffff });
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), epoch, epoch, (owner, stranger, at, other) => {
      fc.pre(owner !== stranger && at !== other);
      const key = newSubjectKey();
      const wrapped = wrapSubjectKey(key, epochKey, { subject: owner, epoch: at });
      assert.equal(wrapped.length, WRAPPED_BYTES);
      assert.deepEqual(unwrapSubjectKey(wrapped, epochKey, { subject: owner, epoch: at }), key);
      assert.equal(unwrapSubjectKey(wrapped, epochKey, { subject: stranger, epoch: at }), null);
      assert.equal(unwrapSubjectKey(wrapped, epochKey, { subject: owner, epoch: other }), null);
      assert.equal(unwrapSubjectKey(wrapped, randomBytes(32), { subject: owner, epoch: at }), null);
    }),
  );
});

test('unwrapSubjectKey does refuse every changed byte and every other length', () => {
  const wrapped = wrapSubjectKey(newSubjectKey(), epochKey, { subject, epoch: 1 });
  for (let i = 0; i < wrapped.length; i += 1) {
    const forged = Buffer.from(wrapped);
    forged[i] = (forged[i] as number) ^ 1;
    assert.equal(unwrapSubjectKey(forged, epochKey, { subject, epoch: 1 }), null, `byte ${i}`);
    assert.equal(unwrapSubjectKey(wrapped.subarray(0, i), epochKey, { subject, epoch: 1 }), null, `first ${i}`);
  }
});

test('wrapSubjectKey does refuse a key of another length and an epoch out of range', () => {
  assert.throws(() => wrapSubjectKey(Buffer.alloc(16), epochKey, { subject, epoch: 1 }), RangeError);
  assert.throws(() => wrapSubjectKey(newSubjectKey(), epochKey, { subject, epoch: -1 }), RangeError);
});
