/**
 * Secrets of an installation: one file each under `$JIKIMI_HOME/secrets`, mode 0600, random, made on first use. A process reads only those
 * that it is started with; none is ever printed, logged or put on a command line.
 */
import { hash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { placeFile } from './durable-file.ts';

/** Database roles of Jikimi's own processes. */
export const processRoles = ['office', 'gateway', 'custodian', 'sequencer'] as const;
export type ProcessRole = (typeof processRoles)[number];

export function secret(config: Config, name: string): string {
  const file = join(config.home, 'secrets', name);
  if (!existsSync(file)) {
    mkdirSync(join(config.home, 'secrets'), { recursive: true, mode: 0o700 });
    placeFile(file, 0o600, randomBytes(32).toString('base64url'));
  }
  return readFileSync(file, 'utf8').trim();
}

/** A connection string without user and password: where the database is, and nothing that opens it. */
export function withoutLogin(connection: string): string {
  const uri = new URL(connection);
  uri.username = '';
  uri.password = '';
  for (const name of ['user', 'password']) uri.searchParams.delete(name); // pg takes them before the others
  return uri.href;
}

/** Connection string of Jikimi's own database for one process's role. */
export function databaseUri(config: Config, role: ProcessRole): string {
  const uri = new URL(withoutLogin(config.databaseUrl ?? `postgresql://127.0.0.1:${config.databasePort}/jikimi`));
  uri.username = `jikimi_${role}`;
  uri.password = secret(config, `${role}.password`);
  return uri.href;
}

/** Where the custodian listens. A path that is too long for a socket moves to a private directory under /tmp. */
export function custodianSocket(config: Config): string {
  const usual = join(config.home, 'run', 'custodian.sock');
  if (Buffer.byteLength(usual) < 100) return usual;
  return join(tmpdir(), `jikimi-${hash('sha256', config.home).slice(0, 16)}`, 'custodian.sock');
}
