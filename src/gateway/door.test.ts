import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Caller, Door } from './door.ts';

function caller(address: string, away: string[], name = address): Caller {
  return { address, turnAway: () => away.push(name) };
}

test('a flood from one address turns away its own longest waiting, and nobody else', () => {
  const away: string[] = [];
  const door = new Door(10);
  door.enter(caller('quiet', away));
  for (let n = 0; n < 100; n++) door.enter(caller('flood', away, `flood ${n}`));
  assert.equal(door.count, 10);
  assert.equal(away.length, 91);
  assert.deepEqual(away.slice(0, 2), ['flood 0', 'flood 1']);
  assert.ok(!away.includes('quiet'));
});

test('whoever left makes room, and leaving twice counts once', () => {
  const away: string[] = [];
  const door = new Door(2);
  const first = caller('a', away);
  door.enter(first);
  door.leave(first);
  door.leave(first);
  assert.equal(door.count, 0);
  door.enter(caller('b', away));
  door.enter(caller('b', away));
  assert.deepEqual(away, []);
});

test('when it closes, everybody who waits is told so', () => {
  const away: string[] = [];
  const door = new Door(9);
  for (const address of ['a', 'a', 'b']) door.enter({ address, turnAway: (code) => away.push(`${address} ${code}`) });
  door.close();
  assert.deepEqual(away, ['a JK439', 'a JK439', 'b JK439']);
  assert.equal(door.count, 0);
});

test('never more than the most wait, and nobody is turned away whose address holds fewer than another', () => {
  const step = fc.record({ address: fc.constantFrom('a', 'b', 'c'), leaves: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (steps, most) => {
      const door = new Door(most);
      const waiting = new Map<string, Caller[]>([
        ['a', []],
        ['b', []],
        ['c', []],
      ]);
      for (const { address, leaves } of steps) {
        const own = waiting.get(address) ?? [];
        if (leaves) {
          const gone = own.shift();
          if (gone !== undefined) door.leave(gone);
        } else {
          const one: Caller = {
            address,
            turnAway: () => {
              const others = [...waiting.values()].map((callers) => callers.length);
              assert.equal(waiting.get(address)?.length, Math.max(...others));
              assert.equal(waiting.get(address)?.shift(), one);
            },
          };
          own.push(one);
          door.enter(one);
        }
        assert.ok(door.count <= most);
        assert.equal(
          door.count,
          [...waiting.values()].reduce((sum, callers) => sum + callers.length, 0),
        );
      }
    }),
  );
});
