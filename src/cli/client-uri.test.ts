import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { loadConfig } from '../platform/mod.ts';
import { clientUri } from './client-uri.ts';

test('clientUri names a home of any spelling, also between the double quotes of a shell', () => {
  const home = '/tmp/a b&c?d#e$HOME"f`g';
  const login = { username: 'example.x', password: 'p', host: '::1', port: 6700, database: 'a/b' };
  const uri = clientUri(loadConfig({ JIKIMI_HOME: home }), login, { password: false });
  const { stdout } = spawnSync('sh', ['-c', `printf %s "${uri}"`], { encoding: 'utf8' });
  const read = new URL(stdout);
  assert.deepEqual(
    [...read.searchParams],
    [
      ['sslmode', 'verify-full'],
      ['sslrootcert', `${home}/tls/ca.pem`],
    ],
  );
  assert.deepEqual([read.hostname, read.pathname, read.username, read.password], ['[::1]', '/a%2Fb', 'example.x', '']);
});
