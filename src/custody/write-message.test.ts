import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type WriteRequest, decodeWriteRequest, encodeWriteRequest } from './write-message.ts';

const subject = '11121314-1516-8718-991a-1b1c1d1e1f20';
const asked: WriteRequest = {
  session: '01020304-0506-7708-890a-0b0c0d0e0f10',
  batch: 0x7fff_ffff,
  fingerprint: Buffer.alloc(32, 7),
  fresh: ['person', 'unowned'],
  cells: [
    { owner: { kind: 'new', nth: 1 }, field: 65_535, text: '' },
    { owner: { kind: 'subject', subject }, field: 1, text: '김지우' },
    { owner: { kind: 'new', nth: 0 }, field: 2, text: 'kim@example.kr' },
  ],
};

test('a write request comes out as it went in', () => {
  assert.deepEqual(decodeWriteRequest(encodeWriteRequest(asked)), asked);
  const told = { ...asked, onBehalf: 'u-1042' };
  assert.deepEqual(decodeWriteRequest(encodeWriteRequest(told)), told);
  const bare = { ...asked, fresh: [], cells: [] };
  assert.deepEqual(decodeWriteRequest(encodeWriteRequest(bare)), bare);
});

test('a write request that is cut anywhere, or has a byte left over, is refused', () => {
  const whole = encodeWriteRequest(asked);
  for (let length = 0; length < whole.length; length++)
    assert.throws(() => decodeWriteRequest(whole.subarray(0, length)), RangeError, String(length));
  assert.throws(() => decodeWriteRequest(Buffer.concat([whole, Buffer.alloc(1)])), RangeError);
});

test('a write request for a subject that is not made, that owns nothing or of an impossible number is refused', () => {
  const owner = { kind: 'new', nth: 2 } as const;
  const refused: readonly WriteRequest[] = [
    { ...asked, cells: [...asked.cells, { owner, field: 1, text: 'x' }] },
    { ...asked, fresh: [...asked.fresh, 'person'] },
    { ...asked, batch: 0x8000_0000 },
  ];
  for (const request of refused) assert.throws(() => decodeWriteRequest(encodeWriteRequest(request)), RangeError);
  const kinds = encodeWriteRequest(asked);
  kinds.writeUInt8(2, 58); // of the first new subject
  assert.throws(() => decodeWriteRequest(kinds), RangeError);
});
