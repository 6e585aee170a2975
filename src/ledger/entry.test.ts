import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { bodyLeaf, contentOf, openingContent } from './entry.ts';
import { leafHash, rootOfLeaves } from './merkle.ts';

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const body = fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()));
const people = ['b2', 'a1', 'c3', 'd4'].map((end) => `00010203-0405-4607-8809-0a0b0c0d0e${end}`);
const parts = fc.array(fc.record({ subjects: fc.uniqueArray(fc.constantFrom(...people)) }), { maxLength: 300 });

/** As the head of entry.ts says it. */
function definition(own: Buffer, said: object, treated: readonly { subjects: readonly string[] }[]): Buffer {
  const met = [...new Set(treated.flatMap(({ subjects }) => subjects))];
  const salts = createHash('shake256', { outputLength: 32 * Math.max(1, met.length) })
    .update(own)
    .digest();
  const leaves = met.map((subject, n) => {
    const numbers = treated.flatMap((part, index) => (part.subjects.includes(subject) ? [index + 1] : []));
    const id = Buffer.from(subject.replaceAll('-', ''), 'hex');
    const told = Buffer.concat(numbers.map((number) => Buffer.of(number >> 8, number & 255)));
    return leafHash(Buffer.concat([salts.subarray(32 * n, 32 * n + 32), id, told]));
  });
  return rootOfLeaves([leafHash(Buffer.concat([own, Buffer.from(canonicalize(said) ?? '')])), ...leaves]);
}

test('openingContent and contentOf agree with their definition', () => {
  fc.assert(
    fc.property(salt, body, parts, (own, said, treated) => {
      const expected = definition(own, said, treated);
      assert.deepEqual(openingContent(own, said, treated), expected);
      assert.deepEqual(contentOf(own, canonicalize(said) ?? '', treated), expected);
      const plain = treated.map(({ subjects }) => ({ subjects: subjects.map((one) => one.replaceAll('-', '')) }));
      assert.deepEqual(openingContent(own, said, plain), expected);
    }),
  );
});

test('bodyLeaf is the content of what names nobody', () => {
  fc.assert(fc.property(salt, body, (own, said) => assert.deepEqual(bodyLeaf(own, said), definition(own, said, []))));
});
