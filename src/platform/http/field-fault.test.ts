import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { faultOf } from './field-fault.ts';

const schema = z.strictObject({
  name: z.string().min(1),
  age: z.int().max(9),
  tags: z.array(z.strictObject({ mode: z.enum(['a', 'b']) })),
  who: z.union([z.literal('all'), z.array(z.string().regex(/^x/)).min(1)]),
});
const right = { name: 'n', age: 1, tags: [{ mode: 'a' }], who: 'all' };

function faults(change: object) {
  const issue = schema.safeParse({ ...right, ...change }).error?.issues[0];
  return issue === undefined ? undefined : faultOf('body', issue, 'en');
}

test('faultOf says where and what, and never the value that stood there', () => {
  assert.deepEqual(faults({ name: undefined }), { path: 'body.name', fault: 'is missing' });
  assert.deepEqual(faults({ name: '' }), { path: 'body.name', fault: 'is empty' });
  assert.deepEqual(faults({ age: 'kim@example.kr' }), { path: 'body.age', fault: 'must be of the type number' });
  assert.deepEqual(faults({ age: 10 }), { path: 'body.age', fault: 'must be at most 9' });
  assert.deepEqual(faults({ tags: [{ mode: 'kim' }] }), { path: 'body.tags[0].mode', fault: 'must be one of: a, b' });
  assert.deepEqual(faults({ tags: [{ mode: 'a', more: 1 }] }), {
    path: 'body.tags[0].more',
    fault: 'is not a field of this request',
  });
  assert.equal(faults({ who: ['kim'] })?.path, 'body.who[0]');
});
