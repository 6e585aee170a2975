/**
 * The files that touch a subject's key, in one place. Only `bin/custodian.ts` may load them (docs/design.md, section 3); import-graph.test.ts walks the
 * other processes. A new file that unwraps, holds or uses a key belongs into this list; the test finds one by its use of ciphers.
 */
export const keyFiles: readonly RegExp[] = [
  /^src\/custody\/custodian\.ts$/,
  /^src\/custody\/([\w-]+-)?keystore(-[\w-]+)?\.ts$/,
  /^src\/custody\/[\w-]+-keys?\.ts$/,
  // They seal, open and compute terms under a key; what only reads a header or a magic stands apart, so that the gateway can have it.
  /^src\/custody\/(envelope|term)\.ts$/,
];

/** Names of node:crypto that only a holder of keys needs. (SCRAM and TLS do with hashes, HMAC and files.) */
export const cipherNames: readonly string[] = [
  'createCipheriv',
  'createDecipheriv',
  'createSecretKey',
  'hkdf',
  'hkdfSync',
  'subtle',
  'webcrypto',
];

/** The processes that hold no key. */
export const keylessProcesses: readonly string[] = [
  'bin/gateway.ts',
  'bin/office.ts',
  'bin/jikimi.ts',
  'bin/adopt.ts',
  'bin/discover.ts',
];

export const keyProcess = 'bin/custodian.ts';
