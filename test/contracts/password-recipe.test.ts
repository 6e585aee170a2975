/** What `adopt` leaves of a password, and the recipes that sign people in with it, agree with the libraries that made the old hashes. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { before, suite, test } from 'node:test';
import { hashPassword, needsRehash, verifyPassword } from '../../examples/service/password.ts';
import { unixCrypt } from '../../examples/service/unix-crypt.ts';
import { wrapAll } from '../../src/custody/adoption/argon2-pool.ts';
import { parseMap } from '../../src/custody/adoption/map.ts';
import { type MappedPassword, type OldHash, readOldHash } from '../../src/custody/adoption/old-hash.ts';
import { isOneWay } from '../../src/custody/adoption/password-form.ts';
import { noPythonPasswords, runPython } from '../support/passwords/python.ts';

/** A password column as a map tells it, in YAML's other spelling. */
function mapped(told: object): MappedPassword {
  const table = { subject: 'id', plain: ['id'], never: ['salt'], passwords: { hash: told } };
  const map = { version: 1, database: 'x', service: 'x', subject: { table: 'p', key: 'id' }, tables: { p: table } };
  const found = parseMap(JSON.stringify(map), 'map').tables[0]?.passwords[0];
  assert.ok(found);
  return found;
}

function taken(told: object, value: string, salt: string | null): OldHash {
  const old = readOldHash(mapped(told), value, salt);
  assert.ok(typeof old === 'object', `${JSON.stringify(told)} of ${value}: ${JSON.stringify(old)}`);
  return old;
}

/** Published: crypt_blowfish, Drepper's SHA-crypt, RFC 6070 (PBKDF2), FIPS 180 and RFC 1321 ("abc"). */
const published: readonly (readonly [password: string, told: object, value: string])[] = [
  ['U*U', { scheme: 'bcrypt' }, '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['Hello world!', { scheme: 'crypt' }, '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
  [
    'Hello world!',
    { scheme: 'crypt' },
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  ['password', { scheme: 'pbkdf2-django' }, 'pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE='],
  ['abc', { scheme: 'md5' }, '900150983cd24fb0d6963f7d28e17f72'],
  ['abc', { scheme: 'sha1' }, 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['abc', { scheme: 'sha256' }, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  // The salt is the beginning or the end of what is hashed.
  [
    'bc',
    { scheme: 'sha1', salt: { form: '{salt}.{hash}', place: 'before' } },
    'a.a9993e364706816aba3e25717850c26c9cd0d89d',
  ],
  [
    'ab',
    { scheme: 'sha1', salt: { form: '{hash}.{salt}', place: 'after' } },
    'a9993e364706816aba3e25717850c26c9cd0d89d.c',
  ],
];

for (const [password, told, value] of published)
  test(`verifyPassword takes the password of ${value} after it was wrapped, and no other`, async () => {
    const old = taken(told, value, null);
    const [stored = ''] = await wrapAll([old]);
    assert.ok(isOneWay(stored));
    assert.ok(!stored.includes(old.digest), 'the old digest is kept');
    assert.deepEqual([await verifyPassword(stored, password), needsRehash(stored)], [true, true]);
    assert.equal(await verifyPassword(stored, `${password} `), false);
  });

test('hashPassword salts anew each time, and what it makes needs no rehash', async () => {
  const [one, other] = [await hashPassword('비밀'), await hashPassword('비밀')];
  assert.notEqual(one, other);
  assert.ok(isOneWay(one));
  assert.deepEqual(
    [await verifyPassword(one, '비밀'), await verifyPassword(one, '비멸'), needsRehash(one)],
    [true, false, false],
  );
  assert.equal(needsRehash(one.replace('m=19456', 'm=9728')), true);
});

test('verifyPassword throws for what is in no form of ours, a plain password above all', async () => {
  for (const stored of ['', 'hunter2', '$2b$04$', ` ${await hashPassword('x')}`])
    await assert.rejects(verifyPassword(stored, stored), /not a password hash/);
});

test('unixCrypt refuses what it does not know', () => assert.throws(() => unixCrypt('x', '$y$j9T$salt'), /knows/));

const adventureworks = resolve(
  import.meta.dirname,
  '../..',
  process.env['JIKIMI_TEST_DATA'] ?? '../shared/data',
  'adventureworks/Password.csv',
);

test('readOldHash takes all 19,972 salted hashes of AdventureWorks apart', {
  skip: existsSync(adventureworks) ? false : `${adventureworks} is not there`,
}, () => {
  const salt = { column: 'salt', place: 'after', encoding: 'base64' };
  const column = mapped({ scheme: 'sha256', encoding: 'base64', salt });
  const lines = readFileSync(adventureworks, 'utf8').trimEnd().split('\n');
  const olds = lines.map((line) => {
    const [, value = '', its = ''] = line.split('\t');
    const old = readOldHash(column, value, its);
    return typeof old === 'object' ? [old.scheme, old.setting.length, old.digest.length].join() : old;
  });
  assert.equal(olds.length, 19_972);
  assert.deepEqual([...new Set(olds)], ['sha256,salt=after,5,64']);
});

type Case = { readonly password: string; readonly told: object; readonly value: string; readonly salt: string | null };
type Answers = { readonly answers: readonly [boolean, boolean, boolean | null][]; readonly made: readonly string[] };

suite('hashes of Python’s libraries', { skip: noPythonPasswords }, () => {
  const password = '비밀번호 ✓';
  let cases: readonly Case[];
  let stored: string[];
  const wrongly = [0, 3, 12] as const;

  before(async () => {
    cases = runPython<Case[]>('old_hashes.py', [password]);
    stored = await wrapAll(cases.map(({ told, value, salt }) => taken(told, value, salt)));
  });

  test('unixCrypt makes the same digests, whatever the length of the password', () => {
    const lengths = [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 128, 129];
    const made = runPython<Case[]>(
      'old_hashes.py',
      lengths.map((length) => 'pass'.repeat(40).slice(0, length)),
    );
    for (const one of made.filter(({ value }) => /^\$[156]\$/.test(value))) {
      const { setting, digest } = taken(one.told, one.value, null);
      assert.equal(unixCrypt(one.password, setting.toString()), digest, one.value);
    }
  });

  test('each is verified by the recipe in TypeScript once it was wrapped', async () => {
    assert.equal(cases.length, 23);
    const right = await Promise.all(stored.map((one) => verifyPassword(one, password)));
    assert.deepEqual(
      cases.filter((_, n) => right[n] !== true),
      [],
    );
    for (const n of wrongly) assert.equal(await verifyPassword(stored[n] ?? '', '비밀번호'), false);
  });

  test('and by the recipe in Python; each takes what the other hashed, as does argon2-cffi', async () => {
    const fresh = await hashPassword('비밀번호');
    const asked = [
      ...stored.map((one) => [one, password]),
      ...wrongly.map((n) => [stored[n], '비밀번호']),
      [fresh, '비밀번호'],
      [fresh, 'x'],
    ];
    const { answers, made } = runPython<Answers>('verify.py', asked, '비밀번호');
    const expected = [
      ...stored.map(() => [true, true, null]),
      ...wrongly.map(() => [false, true, null]),
      [true, false, true],
      [false, false, false],
    ];
    assert.deepEqual(answers, expected);
    for (const one of made) {
      assert.ok(isOneWay(one));
      assert.deepEqual(
        [await verifyPassword(one, '비밀번호'), await verifyPassword(one, 'x'), needsRehash(one)],
        [true, false, false],
      );
    }
  });
});
