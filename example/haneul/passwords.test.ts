import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COST, hashPasswords } from './passwords.ts';

const MEMBERS = Array.from({ length: 20 }, (_, i) => ({ id: 100_001 + i }));

test('hashPasswords writes PHC strings of argon2id that state their cost', () => {
  const form = new RegExp(
    `^\\$argon2id\\$v=19\\$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}$`,
  );
  for (const { hash } of hashPasswords(1, MEMBERS)) assert.match(hash, form);
});

test('hashPasswords gives each member a salt and a hash of their own, the same for the same seed', () => {
  const hashes = hashPasswords(1, MEMBERS);
  assert.equal(new Set(hashes.map(({ hash }) => hash.split('$')[4])).size, MEMBERS.length);
  assert.equal(new Set(hashes.map(({ hash }) => hash.split('$')[5])).size, MEMBERS.length);
  assert.deepEqual(hashPasswords(1, MEMBERS), hashes);
  assert.notDeepEqual(hashPasswords(2, MEMBERS), hashes);
});
