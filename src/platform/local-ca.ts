/**
 * A certificate authority of the installation's own, so that TLS is on from the first start: `ca.pem` is what clients trust
 * (`sslrootcert`), `server.pem` and `server.key` are what `loadTls` reads, `ca.key` signs and may be kept elsewhere between renewals.
 *
 * Several processes may start at once. Keys are put in place by link(2), which has one winner, and never replaced; certificates are
 * made from whatever key is in place and replaced by rename(2), so that any order of writers, and a crash between any two steps,
 * leaves files that fit together or are made to at the next start.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { authorityCertificate, type Issuer, serverCertificate } from './certificate.ts';
import { errno, placeFile, replaceFile } from './durable-file.ts';
import { Refusal } from './refusal.ts';

export type LocalCa = { readonly caFile: string; readonly certFile: string; readonly keyFile: string };

const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'] as const;
const DAY = 24;
const LIFE = { authority: 3650 * DAY, server: 397 * DAY } as const;
/** A certificate with less than this left is made anew. An authority always outlives the servers that it signs. */
const LEAST = { authority: 400 * DAY, server: 30 * DAY } as const;
/** Clocks of clients may be behind ours. */
const SKEW_HOURS = 1;

/**
 * Makes or renews what is missing, broken, expired within 30 days or without one of `names`, in `dir` (made where it is missing).
 * Keys are 0600, certificates 0644. Throws JK022 for a broken key file, JK026 where the authority's key is needed and gone,
 * JK027 for a name that is neither a host name nor an address.
 */
export function ensureLocalCa(dir: string, now: Temporal.Instant, names: readonly string[] = []): LocalCa {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const files = { caFile: join(dir, 'ca.pem'), certFile: join(dir, 'server.pem'), keyFile: join(dir, 'server.key') };
  const wanted = [...new Set([...LOCAL_NAMES, ...names.map(plainName)])] as [string, ...string[]];

  const authority = readCertificate(files.caFile);
  const server = readCertificate(files.certFile);
  const key = readKey(files.keyFile);
  if (authority && server && key && covers(server, wanted) && server.checkPrivateKey(key)) {
    const signed = server.checkIssued(authority) && server.verify(authority.publicKey);
    if (signed && lasts(authority, now, 0) && lasts(server, now, LEAST.server)) return files;
  }

  const caKeyFile = join(dir, 'ca.key');
  const caKey = readKey(caKeyFile) ?? (authority === undefined ? makeKey(caKeyFile) : undefined);
  if (caKey === undefined) throw new Refusal('JK026', { file: caKeyFile });
  const issuer: Issuer = { name: nameOf(caKey), key: caKey };
  const from = now.subtract({ hours: SKEW_HOURS });
  if (!authority?.checkPrivateKey(caKey) || !lasts(authority, now, LEAST.authority)) {
    replaceFile(files.caFile, 0o644, authorityCertificate(issuer, { from, until: now.add({ hours: LIFE.authority }) }));
  }
  const publicKey = createPublicKey(key ?? makeKey(files.keyFile));
  const until = now.add({ hours: LIFE.server });
  replaceFile(files.certFile, 0o644, serverCertificate(issuer, publicKey, wanted, { from, until }));
  return files;
}

/** Distinguishes the authorities of several installations in a client's list, and stays the same when one is renewed. */
function nameOf(caKey: KeyObject): string {
  const point = createPublicKey(caKey).export({ type: 'spki', format: 'der' }).subarray(-64);
  return `Jikimi local authority ${point.subarray(0, 4).toString('hex')}`;
}

/** As it stands in a certificate: international names in their ASCII form. */
function plainName(name: string): string {
  if (isIP(name) !== 0) return name;
  const ascii = domainToASCII(name);
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(ascii)) throw new Refusal('JK027', { name });
  return ascii;
}

function covers(certificate: X509Certificate, names: readonly string[]): boolean {
  return names.every(
    (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
  );
}

function lasts(certificate: X509Certificate, now: Temporal.Instant, hours: number): boolean {
  const from = certificate.validFromDate.getTime();
  const until = certificate.validToDate.getTime();
  return from <= now.epochMilliseconds && now.add({ hours }).epochMilliseconds < until;
}

/** Undefined where there is none, and where it is broken: it is made anew from the key. */
function readCertificate(file: string): X509Certificate | undefined {
  const pem = readIfThere(file);
  try {
    return pem === undefined ? undefined : new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function readKey(file: string): KeyObject | undefined {
  const pem = readIfThere(file);
  if (pem === undefined) return undefined;
  chmodSync(file, 0o600);
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new Refusal('JK022', { file }, error);
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw new Refusal('JK020', { file }, error);
  }
}

/** Puts a new key in place unless another process was first; returns the one that is in place. */
function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  placeFile(file, 0o600, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return readKey(file) ?? privateKey;
}
