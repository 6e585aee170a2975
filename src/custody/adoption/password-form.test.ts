import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type WrappedPassword, isOneWay, writeWrapped } from './password-form.ts';

const bytes = (least: number, most: number) =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((array) => Buffer.from(array));
const number = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const digest = fc.constantFrom('md5', 'sha1', 'sha256', 'sha512');
const place = fc.constantFrom('', ',salt=before', ',salt=after');
const scheme = fc.oneof(
  fc.constantFrom('bcrypt', 'crypt', 'pbkdf2-django'),
  fc.tuple(digest, place).map((parts) => parts.join('')),
);
const wrapped = fc.record(
  {
    scheme: scheme as fc.Arbitrary<WrappedPassword['scheme']>,
    setting: bytes(0, 64),
    cost: fc.record({ memory: number, passes: number, parallelism: number }, { noNullPrototype: true }),
    salt: bytes(9, 32),
    tag: bytes(17, 64),
  },
  { noNullPrototype: true },
);

test('writeWrapped says everything that was given, in its place, and the column takes it', () => {
  fc.assert(
    fc.property(wrapped, (one) => {
      const text = writeWrapped(one);
      assert.ok(isOneWay(text));
      const [, head, scheme_, setting, version, cost, salt, tag, ...more] = text.split('$');
      const { memory, passes, parallelism } = one.cost;
      assert.deepEqual(
        [head, scheme_, version, cost, more],
        ['argon2id-over', one.scheme, 'v=19', `m=${memory},t=${passes},p=${parallelism}`, []],
      );
      assert.deepEqual(
        [setting, salt, tag].map((part) => Buffer.from(part ?? '', 'base64')),
        [one.setting, one.salt, one.tag],
      );
    }),
  );
});

test('no character that is not of the form can be put into what writeWrapped wrote', () => {
  const change = fc.record({ at: fc.nat(200), by: fc.constantFrom('', '$', ' ', '\n', ',', '=', 'x', '0') });
  fc.assert(
    fc.property(wrapped, change, (one, { at, by }) => {
      const text = writeWrapped(one);
      const n = at % (text.length + 1);
      const changed = text.slice(0, n) + by + text.slice(n + 1);
      if (isOneWay(changed)) assert.doesNotMatch(changed, /[^A-Za-z0-9+/$,=-]/);
    }),
  );
});

test('isOneWay takes no text that is not in one of the two forms', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(isOneWay(text), false)));
  for (const text of [
    '',
    '$argon2id$',
    '$argon2i$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$argon2id$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$argon2id-over$plain$$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$argon2id-over$bcrypt,salt=after$$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQxMjM0$RdescudvJCsgt3ub+b4dWRWJTmaaJObG\n',
  ])
    assert.equal(isOneWay(text), false, text);
});

test('isOneWay takes what other libraries write for argon2id', () => {
  // Argon2's own test vector, and one of argon2-cffi.
  for (const text of [
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=102400,t=2,p=8$tSm+JOWigOgPZx/g44K5fQ$WDyus6py50bVFIPkjA28lQ',
  ])
    assert.ok(isOneWay(text));
});
