/** Certificate and key with which a process of ours answers TLS, checked before the first client sees them. */
import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { readAll } from './der.ts';
import { Refusal } from './refusal.ts';

/** Where to read: a directory that `ensureLocalCa` keeps, or files of the company's own. */
export type TlsSource = { readonly dir: string } | { readonly certFile: string; readonly keyFile: string };

export type TlsMaterial = {
  /** PEM: our certificate first, then those that lead to the authority. */
  readonly cert: string;
  /** PEM of the private key. Never log it. */
  readonly key: string;
  /** For `new TLSSocket(socket, { isServer: true, secureContext })`; TLS 1.2 at least. */
  readonly secureContext: SecureContext;
  /** See `serverEndPoint`. */
  readonly endPoint: Buffer | undefined;
  readonly notAfter: Temporal.Instant;
};

/**
 * Throws JK020 (a file cannot be read), JK021 (not a certificate, or one that TLS does not accept), JK022 (not a private key without
 * passphrase), JK023 (expired), JK024 (not valid yet) or JK025 (the two do not belong together).
 */
export function loadTls(source: TlsSource, now: Temporal.Instant): TlsMaterial {
  const certFile = 'dir' in source ? join(source.dir, 'server.pem') : source.certFile;
  const keyFile = 'dir' in source ? join(source.dir, 'server.key') : source.keyFile;
  const cert = read(certFile);
  const key = read(keyFile);
  const leaf = parseCertificate(certFile, cert);
  const privateKey = parseKey(keyFile, key);
  const notBefore = Temporal.Instant.fromEpochMilliseconds(leaf.validFromDate.getTime());
  const notAfter = Temporal.Instant.fromEpochMilliseconds(leaf.validToDate.getTime());
  if (Temporal.Instant.compare(now, notAfter) > 0) {
    throw new Refusal('JK023', { file: certFile, until: notAfter.toString() });
  }
  if (Temporal.Instant.compare(now, notBefore) < 0) {
    throw new Refusal('JK024', { file: certFile, from: notBefore.toString() });
  }
  if (!leaf.checkPrivateKey(privateKey)) throw new Refusal('JK025', { file: certFile, keyFile });
  const secureContext = contextOf(certFile, cert, key);
  return { cert, key, secureContext, endPoint: serverEndPoint(leaf.raw), notAfter };
}

/** Hashes by the object identifier of the signature algorithm that uses them, or of the hash itself; MD5 and SHA-1 count as SHA-256. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['2a864886f70d010104', 'sha256'], // md5WithRSAEncryption
  ['2a864886f70d010105', 'sha256'], // sha1WithRSAEncryption
  ['2a864886f70d01010e', 'sha224'],
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a8648ce3d0401', 'sha256'], // ecdsa-with-SHA1
  ['2a8648ce3d040301', 'sha224'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
  ['2b0e03021a', 'sha256'], // sha1
  ['608648016503040204', 'sha224'],
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
]);
const RSA_PSS = '2a864886f70d01010a';

/**
 * The channel binding `tls-server-end-point` (RFC 5929, section 4): the certificate's hash by the hash function of its own signature.
 * Undefined where the signature has none (Ed25519): then it is not defined, and SCRAM-SHA-256-PLUS cannot be offered. Throws a plain
 * Error for bytes that are not a certificate.
 */
export function serverEndPoint(certDer: Buffer): Buffer | undefined {
  const algorithm = readAll(child(certDer, 0, 1));
  const oid = algorithm[0]?.content.toString('hex') ?? '';
  const hash = HASHES.get(oid === RSA_PSS ? pssHash(algorithm[1]?.content) : oid);
  return hash === undefined ? undefined : createHash(hash).update(certDer).digest();
}

/** RSASSA-PSS names its hash in its parameters, at `[0]`; where it is left out, it is SHA-1 (RFC 4055). */
function pssHash(parameters: Buffer | undefined): string {
  const named = readAll(parameters ?? Buffer.alloc(0)).find((part) => part.tag === 0xa0);
  return named === undefined ? '2b0e03021a' : child(named.content, 0, 0).toString('hex');
}

/** Follows a path of positions down nested elements. */
function child(bytes: Buffer, ...path: readonly number[]): Buffer {
  return path.reduce((within, position) => {
    const found = readAll(within)[position];
    if (found === undefined) throw new Error('not a certificate');
    return found.content;
  }, bytes);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal('JK020', { file }, error);
  }
}

function parseCertificate(file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new Refusal('JK021', { file }, error);
  }
}

function parseKey(file: string, pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new Refusal('JK022', { file }, error);
  }
}

function contextOf(file: string, cert: string, key: string): SecureContext {
  try {
    return createSecureContext({ cert, key, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new Refusal('JK021', { file }, error);
  }
}
