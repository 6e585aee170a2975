import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildFinder, isFinder, parseFinder } from './finder.ts';

const term = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array));
const pairs = fc.uniqueArray(
  fc.record({ group: fc.integer({ min: 1, max: 0xffff }), term }, { noNullPrototype: true }),
  {
    minLength: 1,
    maxLength: 8,
    selector: (pair) => pair.group,
  },
);

test('parseFinder does give back the pairs that buildFinder took', () => {
  fc.assert(
    fc.property(pairs, (of) => {
      const finder = buildFinder(of);
      assert.ok(isFinder(finder));
      assert.equal(finder.length, 4 + 18 * of.length);
      assert.deepEqual(parseFinder(finder), of);
    }),
  );
});

test('buildFinder does lay out magic, group and term', () => {
  assert.equal(
    buildFinder([{ group: 0x0102, term: Buffer.alloc(16, 0xab) }]).toString('hex'),
    `d54a4b020102${'ab'.repeat(16)}`,
  );
});

test('parseFinder does refuse a finder cut at every length but between pairs', () => {
  const finder = buildFinder([1, 2, 3].map((group) => ({ group, term: Buffer.alloc(16, group) })));
  for (let length = 0; length < finder.length; length += 1) {
    const whole = length > 4 && (length - 4) % 18 === 0;
    assert.equal(parseFinder(finder.subarray(0, length)) === null, !whole, `first ${length}`);
  }
});

test('buildFinder does refuse no pair, group 0, a group twice and a term of another length', () => {
  const ok = Buffer.alloc(16);
  for (const wrong of [
    [],
    [{ group: 0, term: ok }],
    [{ group: 0x10000, term: ok }],
    [
      { group: 1, term: ok },
      { group: 1, term: ok },
    ],
    [{ group: 1, term: Buffer.alloc(15) }],
  ]) {
    assert.throws(() => buildFinder(wrong));
  }
});
