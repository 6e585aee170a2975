/** Certificates of a custodian and of those who ask it, as docs/operations.md makes them: by openssl, in a folder of the test's. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function openssl(folder: string, ...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe', cwd: folder });
}

/** `NAME.pem` and `NAME.key`. */
export function makeAuthority(folder: string, name: string): void {
  const out = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  openssl(folder, 'req', '-x509', ...newKey, '-days', '30', '-subj', `/CN=${name}`, ...out);
}

export type Peer = {
  readonly name: string;
  readonly authority: string;
  /** As `subjectAltName` has it. */
  readonly subject?: string;
  /** Of its validity from now on; negative for one that has expired. */
  readonly days?: number;
};

/** `NAME.pem` and `NAME.key`, signed by an authority of the same folder. */
export function makePeer(folder: string, { name, authority, subject = 'IP:127.0.0.1', days = 30 }: Peer): void {
  openssl(folder, 'req', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${subject}\n`);
  const signed = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial', '-days', String(days)];
  openssl(folder, 'x509', '-req', '-in', `${name}.csr`, ...signed, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
}

/** The settings of one side. */
export function peerSettings(folder: string, name: string, authority: string): NodeJS.ProcessEnv {
  return {
    JIKIMI_CUSTODIAN_TLS_CERT: join(folder, `${name}.pem`),
    JIKIMI_CUSTODIAN_TLS_KEY: join(folder, `${name}.key`),
    JIKIMI_CUSTODIAN_TLS_CA: join(folder, `${authority}.pem`),
  };
}
