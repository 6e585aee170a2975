/** The connection string that `start` prints: a credential of the example's handler, issued by the ordinary verb. */
import { issueCredential } from '../access/mod.ts';
import { databaseByName } from '../catalog/mod.ts';
import { makeVerifier } from '../gateway/mod.ts';
import { actorByAccount } from '../people/mod.ts';
import { type Config, databaseUri, localHost, openDatabase } from '../platform/mod.ts';
import { clientUri } from './client-uri.ts';

export async function connectUri(config: Config, grant: string): Promise<string> {
  const office = openDatabase(databaseUri(config, 'office'), 2);
  try {
    const { accounts } = await import('../../example/haneul/organisation.ts');
    const credential = await issueCredential(
      office,
      await actorByAccount(office, accounts.handler),
      grant,
      makeVerifier,
      config.language,
    );
    const database = await databaseByName(office, 'example');
    const { username, password } = credential;
    const login = {
      username,
      password,
      host: localHost(config.listen),
      port: config.gatewayPort,
      database: database?.dbname ?? 'example',
    };
    return clientUri(config, login, { password: true });
  } finally {
    await office.destroy();
  }
}
