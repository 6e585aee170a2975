import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadConfig } from '../platform/mod.ts';
import { commandPrefix, pasteable, shellQuoted } from './other-terminal.ts';

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

test('shellQuoted makes one word of any text', () => {
  const texts = fc.sample(
    fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '`', '\n', '가', ';', '*') }),
    200,
  );
  const words = texts.map(shellQuoted).join(' ');
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' });
  assert.equal(stdout, texts.map((text) => `${text}\0`).join(''));
});

test('pasteable leads every command of a sentence to the home that is set, and nothing else', (t) => {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  process.env['JIKIMI_HOME'] = '/srv/j $&';
  for (const name of ['JIKIMI_HTTP_PORT', 'JIKIMI_LISTEN', 'JIKIMI_TLS_CERT']) delete process.env[name];
  assert.equal(
    pasteable('Run `npm start` (or `jikimi start`), never `npm ci`: jikimi.'),
    "Run `JIKIMI_HOME='/srv/j $&' npm start` (or `JIKIMI_HOME='/srv/j $&' jikimi start`), never `npm ci`: jikimi.",
  );
  process.env['JIKIMI_HTTP_PORT'] = 'abc';
  assert.equal(pasteable('Run `npm start`.'), 'Run `npm start`.');
});
