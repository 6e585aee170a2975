import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { append, emptyEdge, leafHash, nodeHash, rootOf, rootOfLeaves, rootOfPacked } from './merkle.ts';

/** The definition of RFC 6962 2.1, written as it reads. */
function definition(leaves: readonly Buffer[]): Buffer {
  const first = leaves[0];
  if (first === undefined) return hash('sha256', '', 'buffer');
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

test('leafHash of nothing is the RFC 6962 test value', () => {
  assert.equal(
    leafHash(Buffer.alloc(0)).toString('hex'),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});

test('rootOf agrees with the definition of RFC 6962 at every size', () => {
  const leaves: Buffer[] = [];
  for (let size = 0; size < 70; size++) {
    assert.deepEqual(rootOfLeaves(leaves), definition(leaves), `size ${size}`);
    leaves.push(leafHash(Buffer.from([size])));
  }
});

test('append in any portions gives the same edge', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 12 }), (portions) => {
      const leaves = Array.from({ length: portions.reduce((a, b) => a + b, 0) }, (_, n) =>
        leafHash(Buffer.from(String(n))),
      );
      let edge = emptyEdge;
      let from = 0;
      for (const portion of portions) {
        edge = append(edge, leaves.slice(from, from + portion));
        from += portion;
      }
      assert.deepEqual(edge, append(emptyEdge, leaves));
      assert.deepEqual(rootOf(edge), definition(leaves));
    }),
  );
});

test('rootOfPacked agrees with the definition of RFC 6962 at every size', () => {
  const leaves: Buffer[] = [];
  for (let size = 1; size < 70; size++) {
    leaves.push(leafHash(Buffer.from([size])));
    assert.deepEqual(rootOfPacked(Buffer.concat(leaves)), definition(leaves), `size ${size}`);
  }
});
