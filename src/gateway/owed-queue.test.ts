import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OwedQueue } from './owed-queue.ts';
import { type Owed, endsWithReady, mayBegin, newPortal, newStatement, owedQuery, owedSync } from './owed.ts';

const undo = () => undefined;
const kinds: readonly (() => Owed)[] = [
  () => owedSync,
  () => owedQuery('begin'),
  () => owedQuery('select 1'),
  () => ({ kind: 'parse', undo, spliced: null }),
  () => ({ kind: 'execute', portal: newPortal(newStatement('start transaction', []), []), run: null }),
  () => ({ kind: 'refused', simple: true, error: Buffer.alloc(0) }),
];

test('OwedQueue answers as the plain list does, whatever is pushed, shifted and taken', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.nat(kinds.length - 1).map((n) => ({ push: kinds[n] })) },
    { weight: 4, arbitrary: fc.constant({ shift: true }) },
    { weight: 1, arbitrary: fc.constant({ group: true }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.nat(3000), (steps, before) => {
      const queue = new OwedQueue();
      const list: Owed[] = [];
      for (let n = 0; n < before; n++) queue.push(owedSync);
      for (let n = 0; n < before; n++) queue.shift();
      for (const one of steps) {
        if ('push' in one && one.push !== undefined) {
          const owed = one.push();
          queue.push(owed);
          list.push(owed);
        } else if ('shift' in one) assert.equal(queue.shift(), list.shift());
        else {
          const sync = list.findIndex((owed) => owed.kind === 'sync');
          assert.deepEqual(queue.takeGroup(), list.splice(0, sync === -1 ? list.length : sync));
        }
        assert.equal(queue.first, list[0]);
        assert.equal(queue.length, list.length);
        assert.equal(queue.borders, list.filter(endsWithReady).length);
        assert.equal(queue.mayBegin, list.some(mayBegin));
        assert.equal(queue.sinceBorder, list.length - 1 - list.findLastIndex(endsWithReady));
      }
    }),
  );
});
