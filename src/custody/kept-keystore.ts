import { existsSync } from 'node:fs';
import type pg from 'pg';
import { Refusal } from '../platform/mod.ts';
import { anyEpoch } from './custody.sql.ts';
import type { KeyStore } from './keystore.ts';
import { createFileKeyStore, openFileKeyStore } from './open-file-keystore.ts';

/**
 * The key store of this installation: opened, or made where no subject has a key yet. Throws JK304 where subjects have keys and their store is
 * not in its place (lost, moved, not mounted): a new one would hide the loss and make every value look forged. The passphrase is asked
 * for after that is settled.
 */
export async function keptKeyStore(
  pool: pg.Pool,
  directory: string,
  passphrase: () => Promise<string>,
): Promise<KeyStore> {
  if (existsSync(directory)) return openFileKeyStore(directory, await passphrase());
  if (await anyEpoch(pool)) throw new Refusal('JK304');
  return createFileKeyStore(directory, await passphrase());
}
