import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { mock, test } from 'node:test';
import { Refusal } from '../platform/mod.ts';

/** Every argon2id that is worked out, with its cost; the module takes the function when it is loaded. */
const worked: { readonly memory: number; readonly passes: number }[] = [];
const real = crypto.argon2;
mock.method(crypto, 'argon2', (...args: Parameters<typeof real>) => {
  worked.push({ memory: args[1].memory, passes: args[1].passes });
  real(...args);
});
syncBuiltinESMExports();
const { cost, hashPassword, isOutdated, isPassword } = await import('./password-hash.ts');
const password = 'four plain words here';

test('hashPassword keeps nothing of a password but argon2id, salted, as OWASP asks for', async () => {
  const [one, other] = [await hashPassword(password), await hashPassword(password)];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(one, other);
  assert.deepEqual([await isPassword(one, password), await isPassword(other, password)], [true, true]);
  assert.equal(await isPassword(one, `${password}.`), false);
  assert.equal(
    await isPassword(await hashPassword('가을 하늘 공활한데 높고'.normalize('NFD')), '가을 하늘 공활한데 높고'),
    true,
  );
});

test('isPassword does the same work for an account that has none, and never says yes', async () => {
  const hash = await hashPassword(password);
  worked.length = 0;
  await isPassword(hash, 'not this one at all');
  assert.equal(await isPassword(undefined, password), false);
  assert.deepEqual(
    worked,
    [cost, cost].map(({ memory, passes }) => ({ memory, passes })),
  );
});

test('isOutdated is true of a hash of less, whose password is still known', async () => {
  const salt = Buffer.alloc(16, 1);
  const tag = await new Promise<Buffer>((done, failed) =>
    crypto.argon2(
      'argon2id',
      { message: password, nonce: salt, tagLength: 32, memory: 8192, passes: 2, parallelism: 1 },
      (fault, key) => (fault === null ? done(key) : failed(fault)),
    ),
  );
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const old = `$argon2id$v=19$m=8192,t=2,p=1$${text(salt)}$${text(tag)}`;
  assert.deepEqual([isOutdated(old), isOutdated(await hashPassword(password))], [true, false]);
  assert.equal(await isPassword(old, password), true);
});

test('hashPassword works out a few at once; of too many the last are refused at once, the others all get their turn', async () => {
  let most = 0;
  let now = 0;
  const slow = mock.method(crypto, 'argon2', (...args: Parameters<typeof real>) => {
    most = Math.max(most, ++now);
    const [, , done] = args;
    setImmediate(() => {
      now--;
      done(null, Buffer.alloc(32));
    });
  });
  syncBuiltinESMExports();
  const again = './password-hash.ts?again';
  const { hashPassword: hashed }: typeof import('./password-hash.ts') = await import(again);
  const all = await Promise.allSettled(Array.from({ length: 70 }, () => hashed(password)));
  slow.mock.restore();
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  assert.equal(refused.length, 4);
  assert.ok(refused.every((error) => error instanceof Refusal && error.code === 'JK118'));
  assert.equal(most, 2);
});
