import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { CIPHERTEXT_AT, FIELD_AT, isEnvelope, readHeader, readHeaders, SHORTEST_ENVELOPE } from './envelope-header.ts';
import { openEnvelope, type Sealing, sealEnvelope } from './envelope.ts';
import { buildFinder } from './finder.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const u16 = fc.integer({ min: 0, max: 0xffff });
const found = fc.oneof(
  fc.record({ group: fc.integer({ min: 1, max: 0xffff }), term: bytes(16) }),
  fc.constant({ group: 0, term: null }),
);
const sealing: fc.Arbitrary<Sealing> = fc
  .tuple(found, u16, fc.uuid(), bytes(32))
  .map(([find, field, subject, key]) => ({ ...find, field, subject, key }));
const plaintext = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
);

const sample: Sealing = {
  group: 3,
  term: Buffer.alloc(16, 0xaa),
  field: 0x0102,
  subject: '00010203-0405-0607-0809-0a0b0c0d0e0f',
  key: Buffer.alloc(32, 7),
};

test('sealEnvelope does lay the header out as the design says', () => {
  const header = 'd54a4b01' + '0003' + 'aa'.repeat(16) + '0102' + '01' + '00' + '000102030405060708090a0b0c0d0e0f';
  const envelope = sealEnvelope(sample, 'kim@example.com');
  assert.equal(envelope.toString('hex', 0, 42), header);
  assert.equal(envelope.length, 70 + 15);
});

test('openEnvelope does give back what sealEnvelope took, and readHeader what it was told', () => {
  fc.assert(
    fc.property(sealing, plaintext, (to, value) => {
      const envelope = sealEnvelope(to, value);
      assert.ok(isEnvelope(envelope));
      assert.deepEqual(openEnvelope(envelope, to.key), Buffer.from(value as string));
      assert.deepEqual(openEnvelope(envelope, createSecretKey(to.key as Buffer)), Buffer.from(value as string));
      const { group, field, subject } = to;
      assert.deepEqual(readHeader(envelope), { group, term: to.term ?? Buffer.alloc(16), field, subject });
    }),
  );
});

test('openEnvelope does refuse any flipped bit', () => {
  fc.assert(
    fc.property(sealing, plaintext, fc.nat(), fc.nat(7), (to, value, at, bit) => {
      const envelope = sealEnvelope(to, value);
      const i = at % envelope.length;
      envelope[i] = (envelope[i] as number) ^ (1 << bit);
      assert.equal(openEnvelope(envelope, to.key), null);
    }),
    { numRuns: 500 },
  );
});

test('openEnvelope does refuse every single changed byte of one envelope', () => {
  const envelope = sealEnvelope(sample, '홍길동');
  for (let i = 0; i < envelope.length; i += 1) {
    const forged = Buffer.from(envelope);
    forged[i] = (forged[i] as number) ^ 0xff;
    assert.equal(openEnvelope(forged, sample.key), null, `byte ${i}`);
  }
});

test('openEnvelope does refuse an envelope cut at every length, at either end, or lengthened', () => {
  const envelope = sealEnvelope(sample, '서울특별시 강남구');
  for (let length = 0; length < envelope.length; length += 1) {
    assert.equal(openEnvelope(envelope.subarray(0, length), sample.key), null, `first ${length}`);
    assert.equal(openEnvelope(envelope.subarray(envelope.length - length), sample.key), null, `last ${length}`);
    if (length < SHORTEST_ENVELOPE) assert.equal(readHeader(envelope.subarray(0, length)), null);
  }
  assert.equal(openEnvelope(Buffer.concat([envelope, Buffer.alloc(1)]), sample.key), null);
});

test('openEnvelope does refuse an envelope relabelled as another field or another subject', () => {
  fc.assert(
    fc.property(sealing, plaintext, u16, fc.uuid(), (to, value, field, subject) => {
      fc.pre(field !== to.field && subject !== to.subject);
      const envelope = sealEnvelope(to, value);
      const relabelled = Buffer.from(envelope);
      relabelled.writeUInt16BE(field, FIELD_AT);
      assert.equal(openEnvelope(relabelled, to.key), null);
      const grafted = Buffer.concat([sealEnvelope({ ...to, subject }, '').subarray(0, 42), envelope.subarray(42)]);
      assert.equal(openEnvelope(grafted, to.key), null);
    }),
  );
});

test('openEnvelope does refuse another subject key', () => {
  assert.equal(openEnvelope(sealEnvelope(sample, 'kim'), randomBytes(32)), null);
});

test('sealEnvelope does never use a nonce twice', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 5_000; i += 1) seen.add(sealEnvelope(sample, '').toString('hex', 42, CIPHERTEXT_AT));
  assert.equal(seen.size, 5_000);
});

test('sealEnvelope does refuse a term without a group, a group without a term, and numbers out of range', () => {
  for (const wrong of [
    { group: 0 },
    { term: null },
    { term: Buffer.alloc(15) },
    { group: 0x10000 },
    { field: -1 },
    { subject: 'member-1' },
  ]) {
    assert.throws(() => sealEnvelope({ ...sample, ...wrong }, 'x'));
  }
  assert.throws(() => sealEnvelope({ ...sample, key: Buffer.alloc(16) }, 'x'));
});

test('readHeader does refuse another magic, suite or reserved byte', () => {
  for (const [at, value] of [
    [0, 0],
    [3, 2],
    [24, 2],
    [25, 1],
  ] as const) {
    const other = sealEnvelope(sample, 'kim');
    other[at] = value;
    assert.equal(readHeader(other), null, `byte ${at}`);
  }
});

test('readHeaders does say of each envelope what readHeader says, whoever stands before it', () => {
  const near = fc.constantFrom(sample.subject, sample.subject.replace(/f$/, 'e'), sample.subject.replace(/^0/, '1'));
  const one = fc.oneof(
    fc.tuple(near, u16).map(([subject, field]) => sealEnvelope({ ...sample, subject, field }, 'kim')),
    bytes(80),
  );
  fc.assert(
    fc.property(fc.array(one), (envelopes) => {
      const said = envelopes
        .map(readHeader)
        .map((header) => header && { field: header.field, subject: header.subject });
      assert.deepEqual(readHeaders(envelopes), said);
    }),
  );
});

test('isEnvelope does tell an envelope, however damaged, from text and from a finder', () => {
  assert.ok(isEnvelope(Buffer.from('d54a4b01', 'hex')));
  for (const other of ['', 'd54a4b', 'd54a4b02', Buffer.from('kim@example.com').toString('hex')])
    assert.ok(!isEnvelope(Buffer.from(other, 'hex')));
  assert.ok(!isEnvelope(buildFinder([{ group: 1, term: Buffer.alloc(16) }])));
});
