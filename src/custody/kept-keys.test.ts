import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeptKeys } from './kept-keys.ts';

const keyOf = (n: number) => Buffer.alloc(32, n);

test('KeptKeys gives each subject its own key or none, whatever was asked before, and never keeps more than it may', () => {
  const step = fc.record({ subject: fc.nat(20).map(String), keep: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 2, max: 12 }), (steps, most) => {
      const kept = new KeptKeys(most);
      const given = new Map<string, Buffer>();
      for (const { subject, keep } of steps) {
        if (keep) {
          given.set(subject, keyOf(Number(subject)));
          assert.deepEqual(kept.keep(subject, keyOf(Number(subject))), keyOf(Number(subject)));
        }
        const key = kept.get(subject);
        if (keep) assert.deepEqual(key, keyOf(Number(subject)));
        if (key !== undefined) assert.deepEqual(key, given.get(subject));
      }
      assert.ok([...given.keys()].filter((subject) => kept.get(subject) !== undefined).length <= most);
    }),
  );
});

test('KeptKeys lets those go first that were asked for longest ago', () => {
  const kept = new KeptKeys(4);
  for (const n of [1, 2, 3]) kept.keep(String(n), keyOf(n));
  assert.deepEqual(kept.get('1'), keyOf(1));
  kept.keep('4', keyOf(4));
  assert.equal(kept.get('2'), undefined);
  assert.deepEqual(kept.get('1'), keyOf(1));
  assert.deepEqual(kept.get('4'), keyOf(4));
});

test('KeptKeys leaves what it gave as it was when it keeps it no longer', () => {
  const kept = new KeptKeys(2);
  const mine = kept.keep('1', keyOf(1));
  kept.clear();
  for (let n = 2; n < 10; n++) kept.keep(String(n), keyOf(n));
  assert.deepEqual(mine, keyOf(1));
  assert.equal(kept.get('1'), undefined);
});
