import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadConfig } from '../platform/mod.ts';
import {
  asExample,
  commandElsewhere,
  commandFor,
  commandPrefix,
  ofGrant,
  pasteable,
  programName,
  shellQuoted,
} from './other-terminal.ts';

test('commandPrefix is empty where the defaults lead to the installation', () => {
  assert.equal(commandPrefix(loadConfig({})), '');
  assert.equal(commandPrefix(loadConfig({ JIKIMI_HOME: resolve('data') })), '');
});

test('commandPrefix leads a shell without any environment to the same home and office', () => {
  const home = "/tmp/a home; of $(nobody)'s";
  const prefix = commandPrefix(loadConfig({ JIKIMI_HOME: home, JIKIMI_HTTP_PORT: '8712' }));
  const { stdout } = spawnSync('sh', ['-c', `${prefix}env`], { env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
  assert.ok(stdout.split('\n').includes(`JIKIMI_HOME=${home}`), stdout);
  assert.ok(stdout.split('\n').includes('JIKIMI_HTTP_PORT=8712'), stdout);
});

test('commandFor leads doctor to the databases too, and nothing else', () => {
  const config = loadConfig({
    JIKIMI_HOME: '/srv/jikimi',
    JIKIMI_DATABASE_PORT: '10701',
    JIKIMI_MEMBERS_PORT: '10702',
  });
  assert.match(
    commandFor(config, 'doctor --json'),
    / JIKIMI_DATABASE_PORT=10701 JIKIMI_MEMBERS_PORT=10702 \S.* doctor --json$/,
  );
  assert.doesNotMatch(commandFor(config, 'status'), /DATABASE_PORT/);
});

test('shellQuoted makes one word of any text', () => {
  const texts = fc.sample(
    fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '`', '\n', '가', ';', '*') }),
    200,
  );
  const words = texts.map(shellQuoted).join(' ');
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' });
  assert.equal(stdout, texts.map((text) => `${text}\0`).join(''));
});

test('programName is what a shell finds: the name on its path, else npx, whatever npm put there', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'jikimi path '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [ours, other, ofNpm] = ['bin', 'other', 'node_modules/.bin'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [ours, other, ofNpm]) mkdirSync(each, { recursive: true });
  const bin = resolve(import.meta.dirname, '../../bin/jikimi.cjs');
  for (const each of [ours, ofNpm]) symlinkSync(bin, join(each, 'jikimi'));
  writeFileSync(join(other, 'jikimi'), '');
  assert.equal(programName(`/nowhere:${ours}`), 'jikimi');
  for (const path of ['', other, ofNpm, `${ofNpm}/:/nowhere:${other}`])
    assert.equal(programName(path), 'npx jikimi', path);
});

test('pasteable leads every command of a sentence to the home that is set, and nothing else', (t) => {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  process.env['JIKIMI_HOME'] = '/srv/j $&';
  for (const name of ['JIKIMI_HTTP_PORT', 'JIKIMI_LISTEN', 'JIKIMI_TLS_CERT']) delete process.env[name];
  process.env['PATH'] = '';
  assert.equal(
    pasteable('Run `npm start` (or `jikimi start`, `npx jikimi start`), never `npm ci`: jikimi.'),
    "Run `JIKIMI_HOME='/srv/j $&' npm start` (or `JIKIMI_HOME='/srv/j $&' npx jikimi start`, `JIKIMI_HOME='/srv/j $&' npx jikimi start`), never `npm ci`: jikimi.",
  );
  process.env['JIKIMI_HTTP_PORT'] = 'abc';
  assert.equal(pasteable('Run `npm start`.'), 'Run `npm start`.');
});

test('asExample names the program in every command of an example, and leaves its files', (t) => {
  const before = process.env['PATH'];
  t.after(() => (process.env['PATH'] = before));
  process.env['PATH'] = '';
  for (const [line, told] of [
    ['jikimi connect example', 'npx jikimi connect example'],
    ['psql "$(jikimi connect example --uri)"', 'psql "$(npx jikimi connect example --uri)"'],
    ['JIKIMI_EXAMPLE_MEMBERS=10 jikimi start', 'JIKIMI_EXAMPLE_MEMBERS=10 npx jikimi start'],
    ['jikimi completion fish > ~/completions/jikimi.fish', 'npx jikimi completion fish > ~/completions/jikimi.fish'],
    ['jikimi completion zsh > ~/.zfunc/_jikimi', 'npx jikimi completion zsh > ~/.zfunc/_jikimi'],
  ] as const)
    assert.equal(asExample(line), told);
});

test('ofGrant names the grant in commands alone', () => {
  assert.equal(
    ofGrant('GRANT: `jikimi grant show GRANT`, `npx jikimi connect GRANT --uri`, `GRANT`', 'my mail'),
    "GRANT: `jikimi grant show 'my mail'`, `npx jikimi connect 'my mail' --uri`, `GRANT`",
  );
});

test('commandElsewhere names the office that is asked and no home', () => {
  const config = loadConfig({
    JIKIMI_HOME: '/srv/jikimi',
    JIKIMI_HTTP_PORT: '8712',
    JIKIMI_TLS_CERT: 'x',
    JIKIMI_TLS_KEY: 'y',
  });
  assert.match(
    commandElsewhere(config, 'person claim jkl_x'),
    /^JIKIMI_HTTP_PORT=8712 (?:npx )?jikimi person claim jkl_x$/,
  );
  assert.match(commandElsewhere(loadConfig({}), 'whoami'), /^(?:npx )?jikimi whoami$/);
});
