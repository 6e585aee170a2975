import assert from 'node:assert/strict';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { type Part, batchBody, batchRecord } from './record-text.ts';

const part: fc.Arbitrary<Part> = fc.record({
  field: fc.integer({ min: 1, max: 0xffff }),
  mode: fc.constantFrom('full', 'partial', 'match', 'none'),
  outcome: fc.constantFrom('opened', 'masked', 'matched', 'withheld', 'written'),
  subjects: fc.array(fc.uuid(), { maxLength: 4 }),
});
const who = fc.record(
  {
    session: fc.uuid(),
    batch: fc.nat(),
    grant: fc.uuid(),
    holder: fc.uuid(),
    purpose: fc.uuid(),
    source: fc.ipV6(),
    statement: fc.stringMatching(/^[0-9a-f]{64}$/),
    onBehalf: fc.string({ unit: 'binary' }),
  },
  { requiredKeys: ['session', 'batch', 'grant', 'holder', 'purpose', 'source', 'statement'] },
);

test('batchBody writes the body as RFC 8785 would', () => {
  fc.assert(
    fc.property(who, fc.array(part), (asked, parts) => {
      const body = batchBody(asked, parts);
      const told = parts.map((one) => ({ ...one, subjects: one.subjects.length }));
      assert.deepEqual(JSON.parse(body), { ...asked, parts: told });
      assert.equal(body, canonicalize(JSON.parse(body)));
    }),
  );
});

test('batchRecord writes JSON that says what it was told, its stops in order', () => {
  const stop = fc.tuple(fc.uuid(), fc.constantFrom('restricted', 'held'));
  fc.assert(
    fc.property(who, fc.array(part), fc.array(stop), (asked, parts, stops) => {
      const { session, batch, grant } = asked;
      const record = { kind: 'opening', session, batch, grant, digest: 'ab', generation: 7, stops } as const;
      const [salt, content] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
      assert.deepEqual(JSON.parse(batchRecord({ ...record, salt, content, body: batchBody(asked, parts), parts })), {
        ...record,
        salt: salt.toString('hex'),
        content: content.toString('hex'),
        body: JSON.parse(batchBody(asked, parts)),
        parts: parts.map((one) => ({ ...one, subjects: `{${one.subjects.join(',')}}` })),
        stops: stops.map(([subject, kind]) => `${subject} ${kind}`).sort(),
      });
    }),
  );
});
