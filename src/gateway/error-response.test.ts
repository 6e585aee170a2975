import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../platform/mod.ts';
import { errorMessage, noticeMessage } from './backend-builders.ts';
import { readReport } from './backend-parsers.ts';
import { errorResponse, noticeResponse, stripDetail } from './error-response.ts';

const everyField: readonly (readonly [string, string])[] = Array.from('SVCMDHPpqWstcdnFLRZ', (letter) => [
  letter,
  `of ${letter}`,
]);

function fieldsOf(frame: Buffer): Record<string, string> {
  return Object.fromEntries(readReport(frame, 0, frame.length));
}

test('errorResponse carries the code as SQLSTATE, the sentence and what to do', () => {
  const refusal = new Refusal('JK401', { bytes: 9, limit: 8 });
  assert.deepEqual(fieldsOf(errorResponse(refusal, 'en', 'FATAL')), {
    S: 'FATAL',
    V: 'FATAL',
    C: 'JK401',
    M: 'A message of 9 bytes is larger than the 8 bytes that are allowed here. [JK401]',
    H: 'Send fewer rows or smaller values at a time.',
  });
  assert.match(fieldsOf(errorResponse(refusal, 'ko'))['M'] ?? '', /9바이트/);
  assert.equal(fieldsOf(errorResponse(refusal, 'ko'))['V'], 'ERROR');
});

test('errorResponse never carries the cause', () => {
  const refusal = new Refusal('JK001', {}, new Error('kim@example.com'));
  assert.ok(!errorResponse(refusal, 'en').includes('kim@'));
});

test('noticeResponse is a notice with the same fields', () => {
  const frame = noticeResponse(new Refusal('JK404'), 'en', 'WARNING');
  assert.equal(frame[0], 'N'.charCodeAt(0));
  assert.equal(fieldsOf(frame)['S'], 'WARNING');
});

test('stripDetail keeps the fields that quote no value and drops the others, unknown ones too', () => {
  for (const build of [errorMessage, noticeMessage]) {
    const frame = build(everyField);
    const around = Buffer.concat([Buffer.alloc(3), frame, Buffer.alloc(3)]);
    const stripped = stripDetail(around, 3, 3 + frame.length);
    assert.equal(stripped[0], frame[0]);
    assert.equal(Object.keys(fieldsOf(stripped)).join(''), 'SVCMHPstcdnFLR');
  }
});

test('stripDetail keeps bytes that are not UTF-8 as they are', () => {
  const frame = Buffer.from('450000000c4dff000000', 'hex');
  frame.writeInt32BE(frame.length - 1, 1);
  const sound = frame.subarray(0, 9);
  sound.writeInt32BE(8, 1);
  assert.ok(stripDetail(sound, 0, 9).equals(sound));
});

test('stripDetail refuses what is not a whole report', () => {
  const frame = errorMessage(everyField);
  for (const end of [0, 4, 5, frame.length - 1]) {
    assert.throws(() => stripDetail(frame, 0, end), Refusal);
  }
  assert.throws(() => stripDetail(Buffer.from('5a0000000549', 'hex'), 0, 6), Refusal);
});
