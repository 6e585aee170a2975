import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HashFault, type MappedPassword, type Salt, readOldHash } from './old-hash.ts';

const md5 = '5f4dcc3b5aa765d61d8327deb882cf99';
const column = (scheme: MappedPassword['scheme'], more: Partial<MappedPassword> = {}): MappedPassword => ({
  column: 'hash',
  scheme,
  encoding: 'hex',
  salt: null,
  ...more,
});
const salted = (form: string | null, more: Partial<Salt> = {}): Salt => ({
  place: 'before',
  encoding: 'text',
  from: form === null ? { kind: 'column', column: 'salt' } : { kind: 'form', form },
  ...more,
});

const read: readonly (readonly [
  password: MappedPassword,
  value: string,
  salt: string | null,
  setting: string,
  digest: string,
])[] = [
  [
    column('bcrypt'),
    '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
    null,
    '$2y$05$CCCCCCCCCCCCCCCCCCCCC.',
    'E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
  ],
  [column('crypt'), '$1$saltstri$YMyguxXMBpd2TEZ.vS/3q1', null, '$1$saltstri', 'YMyguxXMBpd2TEZ.vS/3q1'],
  [
    column('crypt'),
    '$5$rounds=10000$saltstringsaltst$3xv.VbSCBX41eDL9L3voZiTwNu5s6wVDDsYzgkMtyS5',
    null,
    '$5$rounds=10000$saltstringsaltst',
    '3xv.VbSCBX41eDL9L3voZiTwNu5s6wVDDsYzgkMtyS5'.slice(0, 43),
  ],
  [
    column('pbkdf2-django'),
    'pbkdf2_sha256$260000$abc$TlxWfaqwnoR2nVd2tGvFXQVeGp3Y4wSVB7hkWEHZXrs=',
    null,
    'pbkdf2_sha256$260000$abc',
    'TlxWfaqwnoR2nVd2tGvFXQVeGp3Y4wSVB7hkWEHZXrs=',
  ],
  [column('md5'), md5.toUpperCase(), null, '', md5],
  [column('md5', { encoding: 'base64' }), Buffer.from(md5, 'hex').toString('base64'), null, '', md5],
  [column('md5', { salt: salted(null) }), md5, 'a$lt', 'a$lt', md5],
  [column('md5', { salt: salted(null, { encoding: 'hex' }) }), md5, '\\x61', 'a', md5],
  [column('md5', { salt: salted('{hash}:{salt}') }), `${md5}:a:b`, null, 'a:b', md5],
  [column('md5', { salt: salted('md5${salt}${hash}', { encoding: 'base64' }) }), `md5$YQ$${md5}`, null, 'a', md5],
  [column('md5', { salt: salted('{salt}{hash}') }), `ab${md5}`, null, 'ab', md5],
  [column('md5', { salt: salted(null) }), md5, '', '', md5],
];

for (const [password, value, salt, setting, digest] of read)
  test(`readOldHash takes ${value} apart`, () => {
    const old = readOldHash(password, value, salt);
    assert.ok(typeof old === 'object', JSON.stringify(old));
    assert.deepEqual([old.setting.toString(), old.digest], [setting, digest]);
    assert.equal(old.scheme.startsWith(password.scheme), true);
  });

const wrong: readonly (readonly [password: MappedPassword, value: string, salt: string | null, fault: HashFault])[] = [
  [column('bcrypt'), 'hunter2', null, 'plain'],
  [column('bcrypt'), '', null, 'plain'],
  [column('bcrypt'), md5, null, 'another'],
  [column('bcrypt'), '$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', null, 'another'],
  [column('bcrypt'), '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe', null, 'another'],
  [column('crypt'), '$y$j9T$abc$def', null, 'another'],
  [column('pbkdf2-django'), 'md5$salt$abc', null, 'another'],
  [column('argon2id'), '$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$abc', null, 'another'],
  [column('argon2id'), 'secret', null, 'plain'],
  [column('sha256'), md5, null, 'another'],
  [column('md5'), `${md5} `, null, 'plain'],
  [column('md5', { salt: salted(null) }), md5, null, 'salt'],
  [column('md5', { salt: salted(null, { encoding: 'hex' }) }), md5, 'zz', 'salt'],
  [column('md5', { salt: salted('{hash}:{salt}') }), md5, null, 'another'],
];

for (const [password, value, salt, fault] of wrong)
  test(`readOldHash refuses ${JSON.stringify(value)} as ${password.scheme}: ${fault}`, () =>
    assert.equal(readOldHash(password, value, salt), fault));

test('readOldHash finds salt and digest again, whatever the form and the encodings', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const encoding = fc.constantFrom('hex' as const, 'base64' as const);
  const form = fc.constantFrom('{salt}:{hash}', '{hash}:{salt}', 'sha1${salt}${hash}', '[{hash}] {salt}');
  const salt = fc.uint8Array({ minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(bytes(20), salt, encoding, encoding, form, (digest, its, how, saltHow, written) => {
      const value = written
        .replace('{salt}', () => Buffer.from(its).toString(saltHow))
        .replace('{hash}', () => Buffer.from(digest).toString(how));
      const password = column('sha1', { encoding: how, salt: salted(written, { encoding: saltHow }) });
      assert.deepEqual(readOldHash(password, value, null), {
        scheme: 'sha1,salt=before',
        setting: Buffer.from(its),
        digest: Buffer.from(digest).toString('hex'),
      });
    }),
  );
});
