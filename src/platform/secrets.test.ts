import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from './config.ts';
import { databaseUri, secret, withoutLogin } from './secrets.ts';

const asSuperuser = [
  'postgresql://postgres:top@db.example:5433/own?sslmode=verify-full',
  'postgresql://db.example:5433/own?user=postgres&password=top&sslmode=verify-full',
];

for (const url of asSuperuser)
  test(`withoutLogin leaves of ${url.replace('top', '…')} only where the database is`, () => {
    assert.equal(withoutLogin(url), 'postgresql://db.example:5433/own?sslmode=verify-full');
  });

test('databaseUri connects as the role, with or without a login in DATABASE_URL', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'jikimi-secrets-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const url of [...asSuperuser, ...asSuperuser.map(withoutLogin)]) {
    const config = loadConfig({ JIKIMI_HOME: home, DATABASE_URL: url });
    assert.equal(
      databaseUri(config, 'gateway'),
      `postgresql://jikimi_gateway:${secret(config, 'gateway.password')}@db.example:5433/own?sslmode=verify-full`,
    );
  }
});
