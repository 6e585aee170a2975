import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serverCertificate } from './certificate.ts';
import { bitString, integer, objectIdentifier, sequence } from './der.ts';
import { ensureLocalCa } from './local-ca.ts';
import { Refusal } from './refusal.ts';
import { loadTls, serverEndPoint } from './tls.ts';

const now = Temporal.Instant.from('2026-11-24T00:00:00Z');
const dir = mkdtempSync(join(tmpdir(), 'jikimi-tls-'));
const certFile = join(dir, 'own.pem');
const keyFile = join(dir, 'own.key');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function certificateFor(from: string, until: string): string {
  const validity = { from: Temporal.Instant.from(from), until: Temporal.Instant.from(until) };
  return serverCertificate({ name: 'test', key: privateKey }, createPublicKey(privateKey), ['localhost'], validity);
}

const cert = certificateFor('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');

function load(certText: string, keyText: string) {
  writeFileSync(certFile, certText);
  writeFileSync(keyFile, keyText);
  return loadTls({ certFile, keyFile }, now);
}

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

after(() => rmSync(dir, { recursive: true }));

test('loadTls does load files of the company’s own and those of the local authority', () => {
  const own = load(cert, key);
  assert.equal(own.notAfter.toString(), '2027-01-01T00:00:00Z');
  assert.equal(own.endPoint?.length, 32);
  ensureLocalCa(dir, now);
  assert.ok(Temporal.Instant.compare(loadTls({ dir }, now).notAfter, now) > 0);
});

test('loadTls does refuse a file that is missing, naming it', () => {
  assert.throws(() => loadTls({ certFile: join(dir, 'nowhere.pem'), keyFile }, now), refused('JK020'));
  writeFileSync(certFile, cert);
  assert.throws(
    () => loadTls({ certFile, keyFile: join(dir, 'nowhere.key') }, now),
    (error) => refused('JK020')(error) && (error as Error).message.includes('nowhere.key'),
  );
});

test('loadTls does refuse a broken certificate and a broken or locked key', () => {
  for (const text of ['', 'nonsense', cert.slice(0, 200), key]) {
    assert.throws(() => load(text, key), refused('JK021'));
  }
  assert.throws(
    () => load(`${cert}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`, key),
    refused('JK021'),
  );
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  for (const text of ['', 'nonsense', cert, key.slice(0, 80), locked]) {
    assert.throws(() => load(cert, text), refused('JK022'));
  }
});

test('loadTls does refuse a certificate outside its time', () => {
  assert.throws(() => load(certificateFor('2025-01-01T00:00:00Z', '2026-11-23T23:59:59Z'), key), refused('JK023'));
  assert.throws(() => load(certificateFor('2026-11-24T00:00:01Z', '2027-01-01T00:00:00Z'), key), refused('JK024'));
  load(certificateFor('2026-11-24T00:00:00Z', '2050-01-01T00:00:00Z'), key);
});

test('loadTls does refuse a key of another certificate', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  assert.throws(() => load(cert, other.export({ type: 'pkcs8', format: 'pem' }).toString()), refused('JK025'));
});

test('serverEndPoint does take the hash of the certificate’s signature, and SHA-256 for MD5 and SHA-1', () => {
  // Of the last three, OpenSSL wrote the whole parameters: RSASSA-PSS with SHA-384 and SHA-256, and with its default, SHA-1.
  const pss = '06092a864886f70d01010a';
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ['md5WithRSA', objectIdentifier('1.2.840.113549.1.1.4'), 'sha256'],
    ['sha1WithRSA', objectIdentifier('1.2.840.113549.1.1.5'), 'sha256'],
    ['sha224WithRSA', objectIdentifier('1.2.840.113549.1.1.14'), 'sha224'],
    ['sha256WithRSA', objectIdentifier('1.2.840.113549.1.1.11'), 'sha256'],
    ['sha384WithRSA', objectIdentifier('1.2.840.113549.1.1.12'), 'sha384'],
    ['sha512WithRSA', objectIdentifier('1.2.840.113549.1.1.13'), 'sha512'],
    ['ecdsa-with-SHA1', objectIdentifier('1.2.840.10045.4.1'), 'sha256'],
    ['ecdsa-with-SHA256', objectIdentifier('1.2.840.10045.4.3.2'), 'sha256'],
    ['ecdsa-with-SHA384', objectIdentifier('1.2.840.10045.4.3.3'), 'sha384'],
    ['ecdsa-with-SHA512', objectIdentifier('1.2.840.10045.4.3.4'), 'sha512'],
    [
      'PSS, SHA-384',
      Buffer.from(
        `${pss}3035a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a204020200ce`,
        'hex',
      ),
      'sha384',
    ],
    [
      'PSS, SHA-256',
      Buffer.from(
        `${pss}3035a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a204020200de`,
        'hex',
      ),
      'sha256',
    ],
    ['PSS, default', Buffer.from(`${pss}3000`, 'hex'), 'sha256'],
  ];
  for (const [name, algorithm, hash] of cases) {
    const der = sequence(sequence(integer(Buffer.of(1))), sequence(algorithm), bitString(Buffer.alloc(300)));
    assert.deepEqual(serverEndPoint(der), createHash(hash).update(der).digest(), name);
  }
});

test('serverEndPoint does say that a signature without a hash binds nothing', () => {
  const der = sequence(sequence(), sequence(objectIdentifier('1.3.101.112')), bitString(Buffer.alloc(64)));
  assert.equal(serverEndPoint(der), undefined);
  assert.throws(() => serverEndPoint(Buffer.from('nonsense')));
});
