import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Tries, charge, noTries } from './lock-out.ts';

const rules = { tries: 5, lockMinutes: 30 };
const start = Temporal.Instant.from('2027-01-04T00:00:00Z');
const after = (minutes: number) => start.add({ minutes });

/** So many charges at one moment: what each may be told, and where it leads. */
function charged(before: Tries, count: number, now = start): { looks: string[]; left: Tries } {
  let left = before;
  const looks = Array.from({ length: count }, () => {
    const { look, locks, ...next } = charge(left, now, rules);
    left = next;
    return locks ? `${look}, locks` : look;
  });
  return { looks, left };
}

test('charge locks with the fifth, tells in words five times more, and then nothing', () => {
  const { looks, left } = charged(noTries, 13);
  const words = ['words', 'words', 'words', 'words', 'words'];
  assert.deepEqual(looks, [
    'whole',
    'whole',
    'whole',
    'whole',
    'whole, locks',
    ...words,
    'nothing',
    'nothing',
    'nothing',
  ]);
  assert.deepEqual(left.lockedUntil, after(30));
});

test('charge never prolongs a lock, and counts anew from its end on', () => {
  const { left } = charged(noTries, 5);
  const later = charged(left, 3, after(29));
  assert.deepEqual(later.looks, ['words', 'words', 'words']);
  assert.deepEqual(later.left.lockedUntil, after(30));
  assert.deepEqual(charged(later.left, 5, after(30)).looks, ['whole', 'whole', 'whole', 'whole', 'whole, locks']);
});

test('charge counts no higher than it needs', () => {
  assert.equal(charged(noTries, 1000).left.tries, 11);
});
