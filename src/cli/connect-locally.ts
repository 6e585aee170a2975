/** The connection string that `start` prints: a credential of the example's handler, issued by the ordinary verb. */
import { join } from 'node:path';
import { issueCredential } from '../access/mod.ts';
import { databaseByName } from '../catalog/mod.ts';
import { makeVerifier } from '../gateway/mod.ts';
import { actorByAccount } from '../people/mod.ts';
import { type Config, databaseUri, openDatabase } from '../platform/mod.ts';

export async function connectUri(config: Config, grant: string): Promise<string> {
  const office = openDatabase(databaseUri(config, 'office'), 2);
  try {
    const { accounts } = await import('../../example/haneul/organisation.ts');
    const credential = await issueCredential(
      office,
      await actorByAccount(office, accounts.handler),
      grant,
      makeVerifier,
    );
    const database = await databaseByName(office, 'example');
    return clientUri(config, { ...credential, dbname: database?.dbname ?? 'example' });
  } finally {
    await office.destroy();
  }
}

/** A libpq URI that works as it is: the gateway's certificate is checked against the local CA, or the system's where one was brought. */
export function clientUri(config: Config, credential: { username: string; password: string; dbname: string }): string {
  const host = config.listen === '0.0.0.0' || config.listen === '::' ? '127.0.0.1' : config.listen;
  const root = config.tlsCert === undefined ? join(config.home, 'tls', 'ca.pem') : 'system';
  const uri = new URL(`postgresql://${host}:${config.gatewayPort}/${credential.dbname}`);
  uri.username = credential.username;
  uri.password = credential.password;
  return `${uri.href}?sslmode=verify-full&sslrootcert=${encodeURI(root)}`;
}
