/** The child of `jikimi adopt`: connects to the owner's database, plans, and after the word of its parent adopts. Without its parent it ends. */
import pg from 'pg';
import { type AdoptionMap, adopt, enter, gatewayRoleSecret, parseMap, plan } from '../custody/adoption/mod.ts';
import { loadConfig, onUncaught } from '../platform/mod.ts';
import type { FromChild, ToChild } from './adopt-messages.ts';
import { connectOr, refuseToParent } from './database-child.ts';
import { gatewayVerifier } from './gateway-secret.ts';
import { adopterClient } from './installation.ts';

const connectMs = 10_000;

/** Serves one adoption over the IPC channel of its parent. Every fault goes there, which says it in words. */
export function serveAdoption(): void {
  onUncaught(refuseToParent);
  const client = new pg.Client({
    connectionString: process.env['JIKIMI_ADOPT_URI'],
    connectionTimeoutMillis: connectMs,
    application_name: 'jikimi adopt',
    keepAlive: true,
  });
  client.on('error', () => undefined); // the statement under way tells it
  let map: AdoptionMap | null = null;
  process.on('disconnect', () => process.exit(1));
  process.on('SIGINT', () => undefined); // the parent decides, and its end is our end
  process.on('message', (message) => {
    void answer(message as ToChild).catch(refuseToParent);
  });

  async function answer(message: ToChild): Promise<void> {
    if (message.kind === 'plan') {
      map = parseMap(message.text, message.file);
      await connectOr(client, 'JK611', 'JK612');
      await enter(client);
      const { host, port } = client;
      say({ kind: 'planned', plan: await plan(client, map), address: { host, port, dbname: client.database ?? '' } });
    } else if (map !== null) {
      const config = loadConfig();
      const custodian = adopterClient(config);
      const verifier = gatewayVerifier(config, map.database, await gatewayRoleSecret(client));
      const remains = await adopt(client, map, {
        custodian,
        fields: message.fields,
        gatewayVerifier: verifier,
        onProgress: (table, done) => say({ kind: 'progress', table, done }),
        onStep: (step) => say({ kind: 'step', step }),
      });
      custodian.close();
      await client.end();
      say({ kind: 'done', remains });
      process.disconnect?.();
    }
  }
}

function say(message: FromChild): void {
  process.send?.(message);
}
