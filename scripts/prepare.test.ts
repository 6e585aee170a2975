import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';

const version = process.versions.node;
const lock = {
  packages: {
    '': {},
    'node_modules/node': { version, integrity: 'sha512-node' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    'node_modules/checker': { version: '1.0.0', dev: true },
  },
};
type Packages = Readonly<Record<string, { readonly version?: string }>>;

/** A clone with a lock and an npm that does what `npmDoes` says (JavaScript); `prepare` runs the script in it. */
function clone(t: TestContext, npmDoes: string) {
  const root = mkdtempSync(join(tmpdir(), 'jikimi-prepare-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
  };
  cpSync(join(import.meta.dirname, 'prepare.cjs'), join(root, 'scripts', 'prepare.cjs'));
  write('package-lock.json', JSON.stringify(lock));
  write('npm-cli.js', `const fs = require('fs');\n${npmDoes}`);
  const prepare = (environment: NodeJS.ProcessEnv = {}) => {
    const env = {
      ...process.env,
      npm_execpath: join(root, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      ...environment,
    };
    const run = spawnSync(process.execPath, [join(root, 'scripts', 'prepare.cjs')], { env, encoding: 'utf8' });
    return { status: run.status, printed: run.stdout, complained: run.stderr };
  };
  const installed = (packages: Packages) => write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  const runtime = () => write('node_modules/node/bin/node', `#!/bin/sh\necho v${version}\n`, 0o755);
  return { root, write, prepare, installed, runtime };
}

const npmInstalls = `
fs.mkdirSync('node_modules/node/bin', { recursive: true });
fs.writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\necho v${version}\\n', { mode: 0o755 });
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify(${JSON.stringify({ packages: lock.packages })}));
console.log('npm ' + process.argv.slice(2).join(' '));
`;
const npmMayNotRun = `process.exit(9);`;

test('prepare installs what is missing, says so, and is silent the next time', (t) => {
  const { prepare } = clone(t, npmInstalls);
  const first = prepare();
  assert.equal(first.status, 0, first.complained);
  assert.match(first.printed, /^Jikimi: nothing is installed yet: running `npm ci`/);
  assert.match(first.printed, /npm ci .*--include=dev/);
  assert.deepEqual(prepare(), { status: 0, printed: '', complained: '' });
});

test('prepare installs anew when the lock changed, or when an installation broke off', (t) => {
  const { prepare, installed, runtime } = clone(t, npmInstalls);
  runtime();
  installed({ ...lock.packages, 'node_modules/a': { version: '0.9.0' } });
  assert.match(prepare().printed, /package-lock\.json has changed \(a\)/);
  const broken = clone(t, npmInstalls);
  broken.write('node_modules/a/package.json', '{}');
  assert.match(broken.prepare().printed, /an installation was interrupted/);
});

test('prepare takes an installation without the development packages for `npm start`, and not for `npm test`', (t) => {
  const { prepare, installed, runtime } = clone(t, npmMayNotRun);
  runtime();
  const { 'node_modules/checker': _, ...production } = lock.packages;
  installed(production);
  assert.equal(prepare({ npm_lifecycle_event: 'prestart' }).status, 0);
  assert.match(prepare({ npm_lifecycle_event: 'pretest' }).printed, /package-lock\.json has changed \(checker\)/);
});

test('prepare says what to do when install scripts were blocked', (t) => {
  const { prepare } = clone(t, npmInstalls.replace(/fs\.writeFileSync\('node_modules\/node.*\n/, ''));
  const { status, complained } = prepare();
  assert.equal(status, 1);
  assert.match(complained, /npm is done, but Node .* is missing\.\n.*npm ci --ignore-scripts=false/);
});

for (const [fault, npmSays, sentence] of [
  ['there is no network', 'npm error code ENOTFOUND', /npm could not reach its registry/],
  ['the disk is full', 'npm error code ENOSPC', /the disk is full/],
  ['npm may not write', 'npm error code EACCES', /npm may not write below/],
  ['a package is another one', 'npm error code EINTEGRITY', /is not the one that package-lock\.json names/],
  ['npm fails otherwise', 'npm error code EWHAT', /`npm ci` ended with status 1/],
] as const)
  test(`prepare stops with what to do when ${fault}`, (t) => {
    const { status, complained } = clone(t, `console.error('${npmSays}'); process.exit(1);`).prepare();
    assert.equal(status, 1);
    assert.match(complained, sentence);
  });

test('prepare stops without a package-lock.json', (t) => {
  const { root, prepare } = clone(t, npmMayNotRun);
  rmSync(join(root, 'package-lock.json'));
  const { status, complained } = prepare();
  assert.equal(status, 1);
  assert.match(complained, /package-lock\.json is missing or damaged/);
});
