import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSubjectId, subjectIdBytes, writeSubjectId } from './subject-id.ts';

test('readSubjectId does give back the uuid that was written, at any offset', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(40), (subject, offset) => {
      const bytes = Buffer.alloc(offset + 20, 0xff);
      writeSubjectId(subject, bytes, offset);
      assert.equal(readSubjectId(bytes, offset), subject);
      assert.equal(bytes.toString('hex'), 'ff'.repeat(offset) + subject.replaceAll('-', '') + 'ffffffff');
      assert.equal(readSubjectId(subjectIdBytes(subject)), subject);
    }),
  );
});

test('writeSubjectId does refuse what is not a lowercase uuid', () => {
  const uuid = '018f0c3e-7b1a-7cc0-8a5e-0123456789ab';
  for (const wrong of [
    '',
    uuid.toUpperCase(),
    uuid.replaceAll('-', ''),
    `${uuid}0`,
    uuid.replace('a', 'g'),
    `{${uuid}}`,
  ]) {
    assert.throws(() => subjectIdBytes(wrong), TypeError);
  }
});
