import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeVerifier, verifierText } from '../gateway/mod.ts';
import { type Config, Refusal, replaceFile, secret } from '../platform/mod.ts';

/**
 * The SCRAM verifier that `jikimi_gateway` gets in a cluster. The role is one a cluster: where another database of it was adopted before, its password
 * stays, and becomes this database's too. `stored` is what the cluster keeps of it. Throws JK632 where none of this home's passwords is the one.
 */
export function gatewayVerifier(config: Config, database: string, stored: string | null): string {
  const own = `database-${database}.password`;
  if (stored === null) return verifierText(makeVerifier(secret(config, own)));
  const directory = join(config.home, 'secrets');
  const names = existsSync(directory)
    ? readdirSync(directory).filter((name) => /^database-.+\.password$/.test(name))
    : [];
  for (const name of names) {
    const password = readFileSync(join(directory, name), 'utf8').trim();
    if (!isOf(stored, password)) continue;
    if (name !== own) replaceFile(join(directory, own), 0o600, password);
    return stored;
  }
  throw new Refusal('JK632');
}

function isOf(stored: string, password: string): boolean {
  const salt = /^SCRAM-SHA-256\$\d+:([^$]+)\$/.exec(stored)?.[1];
  return salt !== undefined && verifierText(makeVerifier(password, Buffer.from(salt, 'base64'))) === stored;
}
