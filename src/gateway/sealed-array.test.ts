import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSealedArray, renderArray } from './sealed-array.ts';

const envelope = Buffer.from('d54a4b01', 'hex');
const sealed = `"\\\\x${envelope.toString('hex')}"`;

/** The literal with its envelopes opened. */
function opened(literal: string): string {
  const bytes = Buffer.from(literal);
  let taken = 0;
  const array = readSealedArray(bytes, 0, bytes.length, 0, () => taken++);
  const texts = Array.from({ length: taken }, (_, n) => Buffer.from(`n${n}`));
  return renderArray(array, texts).toString('utf8');
}

for (const [literal, shown] of [
  ['{}', '{}'],
  [`{${sealed},NULL,${sealed}}`, '{n0,NULL,n1}'],
  [`[2:3][0:0]={{${sealed}},{NULL}}`, '[2:3][0:0]={{n0},{NULL}}'],
  ['{[x}', '{[x}'],
  [`{[x,${sealed},a=b}`, '{[x,n0,a=b}'],
  [`{${sealed},[}`, '{n0,[}'],
] as const)
  test(`the array ${literal} is shown as ${shown}`, () => assert.equal(opened(literal), shown));

test('an array that is cut is refused and read to its end', () => {
  for (const literal of ['[', '[2:3]{a}', '{"a']) assert.throws(() => opened(literal), { code: 'JK400' });
});

test('every literal is read to its end', () => {
  const sign = fc.constantFrom('{', '}', ',', '[', ']', '=', 'a', ' ', '"', '\\\\');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
      try {
        opened(signs.join(''));
      } catch (error) {
        assert.ok(error instanceof Error && 'code' in error && (error.code === 'JK400' || error.code === 'JK430'));
      }
    }),
  );
});
