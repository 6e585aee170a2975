/** Makes X.509 v3 certificates (RFC 5280) on P-256 keys, signed with ECDSA and SHA-256. Pure but for the serial number's chance. */
import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import {
  bitString,
  boolean,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
  utf8String,
} from './der.ts';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Who signs: a P-256 private key and the common name of its certificate. */
export type Issuer = { readonly name: string; readonly key: KeyObject };
export type Validity = { readonly from: Temporal.Instant; readonly until: Temporal.Instant };

/** A self-signed authority that may sign servers, and no further authority. PEM. */
export function authorityCertificate(issuer: Issuer, validity: Validity): string {
  return certificate(issuer, issuer.name, createPublicKey(issuer.key), validity, [
    extension(OID.basicConstraints, true, sequence(boolean(true), integer(Buffer.from([0])))),
    extension(OID.keyUsage, true, bitString(Buffer.from([0b0000_0110]), 1)), // keyCertSign, cRLSign
  ]);
}

/** A server's certificate for host names (in ASCII) and addresses. PEM. */
export function serverCertificate(
  issuer: Issuer,
  publicKey: KeyObject,
  names: readonly [string, ...string[]],
  validity: Validity,
): string {
  return certificate(issuer, names[0], publicKey, validity, [
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, bitString(Buffer.from([0b1000_0000]), 7)), // digitalSignature
    extension(OID.extendedKeyUsage, false, sequence(objectIdentifier(OID.serverAuth))),
    extension(OID.subjectAltName, false, sequence(...names.map(generalName))),
  ]);
}

function certificate(
  issuer: Issuer,
  subject: string,
  publicKey: KeyObject,
  validity: Validity,
  extensions: readonly Buffer[],
): string {
  const algorithm = sequence(objectIdentifier(OID.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  const toBeSigned = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(validity.from), time(validity.until)),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(
      0xa3,
      sequence(
        ...extensions,
        extension(OID.subjectKeyId, false, octetString(keyId(publicKey))),
        extension(OID.authorityKeyId, false, sequence(element(0x80, keyId(createPublicKey(issuer.key))))),
      ),
    ),
  );
  const der = sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, issuer.key)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(commonName: string): Buffer {
  return sequence(element(0x31, sequence(objectIdentifier(OID.commonName), utf8String(commonName))));
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(oid), critical ? boolean(true) : Buffer.alloc(0), octetString(value));
}

function generalName(name: string): Buffer {
  if (isIP(name) !== 0) return element(0x87, Buffer.from(ipaddr.parse(name).toByteArray()));
  return element(0x82, Buffer.from(name, 'ascii'));
}

/** RFC 7093, method 1: the first 160 bits of the SHA-256 of the public key (65 bytes at the end of a P-256 SPKI). */
function keyId(publicKey: KeyObject): Buffer {
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
  return createHash('sha256').update(point).digest().subarray(0, 20);
}
