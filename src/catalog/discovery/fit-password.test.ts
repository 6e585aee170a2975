import assert from 'node:assert/strict';
import { createHash, scryptSync } from 'node:crypto';
import { test } from 'node:test';
import { hashPasswords } from '../../../example/haneul/passwords.ts';
import { digestKind, isOpaque, taggedKind } from './fit-password.ts';

const digest = (name: string, form: 'hex' | 'base64') => createHash(name).update('a password').digest(form);

test('taggedKind reads the kind off the prefix that libraries write', () => {
  const rows: readonly (readonly [string, string])[] = [
    [hashPasswords(1, [{ id: 1 }])[0]?.hash ?? '', 'argon2id'],
    ['argon2$argon2i$v=19$m=512,t=2,p=2$c29tZXNhbHQ$SqlVijFGiPG+935vDSGEsA', 'argon2'],
    ['$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW', 'bcrypt'],
    ['$2y$10$92IXUNpkjO0rOQ5byMi.Ye4oKoEa3Ro9llC/.og/at2.uheWG/igi', 'bcrypt'],
    ['{bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG', 'bcrypt-variant'],
    ['pbkdf2_sha256$600000$c2FsdHNhbHQ$n1QRfZ3pM0Vb8sMyzv1hD8h3Yj3bS5a3l1f2Q9w0abc=', 'pbkdf2-django'],
    ['pbkdf2:sha256:260000$abcdefgh$0123456789abcdef0123456789abcdef', 'pbkdf2'],
    [`scrypt:32768:8:1$salt$${scryptSync('a', 'salt', 64).toString('hex')}`, 'scrypt'],
    ['$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E', 'scrypt'],
    ['$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/', 'crypt'],
    ['$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/', 'crypt'],
    ['$y$j9T$F5Jx5fExrKuPp53xLKQ..1$tnSYvahCwPBHKZUspmcxMfb0.WiB9W.zEaKlOBL35rC', 'crypt-variant'],
    ['$P$B12345678Qr3xTnpn2dGvcaOJzzZUG1', 'phpass'],
    ['{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3', 'ldap'],
    ['SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy', 'scram'],
    ['*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19', 'mysql'],
    [`sha1$ab12$${digest('sha1', 'hex')}`, 'salted'],
  ];
  for (const [text, kind] of rows) assert.equal(taggedKind(text), kind, text);
  for (const text of ['a password', digest('md5', 'hex'), '$5.00', '2026-01-02', ''])
    assert.equal(taggedKind(text), null, text);
});

test('digestKind tells digests by their length, in hex and in Base64', () => {
  for (const name of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']) {
    assert.equal(digestKind(digest(name, 'hex')), name);
    assert.equal(digestKind(digest(name, 'hex').toUpperCase()), name);
    assert.equal(digestKind(digest(name, 'base64')), name);
  }
  assert.equal(digestKind(`${digest('sha256', 'hex')}:c0ffee`), 'salted');
  for (const text of ['deadbeef', 'a password', '6f9619ff-8b86-d011-b42d-00c04fc964ff', ''])
    assert.equal(digestKind(text), null, text);
});

test('isOpaque takes ciphertext and digests, not numbers, words or addresses', () => {
  for (const text of [digest('sha256', 'base64'), digest('md5', 'hex'), 'vault:v1cmVhbGx5bm90aGluZzEyMzQ='])
    assert.ok(isOpaque(text), text);
  for (const text of [
    '1234567890123456',
    'aVeryLongWordIndeed',
    'kim07@example.kr-long',
    'two words and 12 more',
    'short1',
  ])
    assert.ok(!isOpaque(text), text);
});
