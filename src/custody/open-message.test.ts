import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCompareRequest, decodeOpenRequest, encodeCompareRequest, encodeOpenRequest } from './open-message.ts';

const asked = { session: '01020304-0506-7708-890a-0b0c0d0e0f10', fingerprint: Buffer.alloc(32, 7) };

test('a request comes out as it went in, and one whose batch number cannot be recorded is refused', () => {
  const last = 0x7fff_ffff;
  const open = { ...asked, batch: last, envelopes: [Buffer.from('one'), Buffer.alloc(0)] };
  for (const one of [open, { ...open, asExport: true }])
    assert.deepEqual(decodeOpenRequest(encodeOpenRequest(one)), one);
  const compare = { ...asked, batch: last, value: 'kim@example.kr' };
  for (const one of [compare, { ...compare, group: 0xffff }])
    assert.deepEqual(decodeCompareRequest(encodeCompareRequest(one)), one);
  assert.throws(() => decodeOpenRequest(encodeOpenRequest({ ...open, batch: last + 1 })), RangeError);
  assert.throws(() => decodeCompareRequest(encodeCompareRequest({ ...compare, batch: last + 1 })), RangeError);
});
