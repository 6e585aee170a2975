import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { element, integer, objectIdentifier, readAll, time } from './der.ts';

test('objectIdentifier and integer do write what X.690 gives as examples', () => {
  assert.equal(objectIdentifier('2.999.3').toString('hex'), '0603883703');
  assert.equal(objectIdentifier('1.2.840.113549.1.1.10').toString('hex'), '06092a864886f70d01010a');
  assert.equal(integer(Buffer.from([0])).toString('hex'), '020100');
  assert.equal(integer(Buffer.from([0, 0, 127])).toString('hex'), '02017f');
  assert.equal(integer(Buffer.from([128])).toString('hex'), '02020080');
});

test('time does change its form in 2050, as RFC 5280 asks', () => {
  assert.equal(time(Temporal.Instant.from('2049-12-31T23:59:59Z')).toString('latin1', 2), '491231235959Z');
  assert.equal(time(Temporal.Instant.from('2050-01-01T00:00:00Z')).toString('latin1', 2), '20500101000000Z');
});

test('readAll does read what element wrote, at every width of length', () => {
  for (const size of [0, 1, 127, 128, 255, 256, 65535, 65536]) {
    const content = Buffer.alloc(size, 7);
    const written = Buffer.concat([element(0x30, content), element(0x04, Buffer.of(1))]);
    assert.deepEqual(readAll(written), [
      { tag: 0x30, content },
      { tag: 0x04, content: Buffer.of(1) },
    ]);
  }
});

test('readAll does meet random bytes with elements or its one error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      try {
        readAll(Buffer.from(bytes));
      } catch (error) {
        assert.equal((error as Error).message, 'not DER');
      }
    }),
    { numRuns: 2000 },
  );
});
