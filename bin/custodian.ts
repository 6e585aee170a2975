/** The custodian: the one process that reads keys. Wiring only. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptKeyStore, passphraseBeside, startCustodian } from '../src/custody/custodian.ts';
import {
  custodianRemote,
  custodianSocket,
  databaseUri,
  faultFields,
  loadConfig,
  machineNow,
  openPool,
  runProcess,
  secret,
} from '../src/platform/mod.ts';

/** Longer than a gateway waits: what answers later is of no use, and a connection that hangs is given up. */
const longestQueryMs = 15_000;

/** Each prepared statement is planned once a connection, by keys: planning anew would cost as much as running it. */
const plannedOnce = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

await runProcess('custodian', async (log) => {
  const config = loadConfig();
  const directory = join(config.home, 'keys');
  const credential = join(process.env['CREDENTIALS_DIRECTORY'] ?? '', 'jikimi-keys');
  const passphrase = async () =>
    process.env['CREDENTIALS_DIRECTORY'] !== undefined && existsSync(credential)
      ? readFileSync(credential, 'utf8').trim()
      : passphraseBeside(directory);
  const pool = openPool(databaseUri(config, 'custodian'), 12, longestQueryMs, plannedOnce);
  const store = await keptKeyStore(pool, directory, passphrase);
  const custodian = await startCustodian({
    pool,
    store,
    socketPath: custodianSocket(config),
    remote: custodianRemote(config, machineNow()),
    tokens: { gateway: secret(config, 'custodian-gateway.token'), adopter: secret(config, 'custodian-adopter.token') },
    onFault: (error) => log('fault', faultFields(error)),
  });
  return {
    stop: async () => {
      await custodian.stop();
      await pool.end();
    },
  };
});
