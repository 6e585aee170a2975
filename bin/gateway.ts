/** The gateway process. Wiring only. */
import { join } from 'node:path';
import { licenceChannel } from '../src/access/mod.ts';
import { CustodianClient } from '../src/custody/mod.ts';
import { Gateway, Targets } from '../src/gateway/mod.ts';
import {
  custodianPlace,
  databaseUri,
  ensureLocalCa,
  faultFields,
  loadConfig,
  listenTo,
  loadTls,
  machineNow,
  openDatabase,
  runProcess,
  secret,
} from '../src/platform/mod.ts';

await runProcess('gateway', async (log) => {
  const config = loadConfig();
  const db = openDatabase(databaseUri(config, 'gateway'), 8);
  const source =
    config.tlsCert !== undefined && config.tlsKey !== undefined
      ? { certFile: config.tlsCert, keyFile: config.tlsKey }
      : { dir: join(config.home, 'tls') };
  const load = () => {
    if ('dir' in source) ensureLocalCa(source.dir, machineNow());
    return loadTls(source, machineNow());
  };
  let tls = load();
  const renewal = setInterval(
    () => {
      try {
        tls = load();
      } catch (error) {
        log('certificate.not-renewed', faultFields(error)); // the one at hand serves on until it expires
      }
    },
    24 * 60 * 60 * 1000,
  );
  renewal.unref();
  const custodian = new CustodianClient({
    place: custodianPlace(config, machineNow()),
    role: 'gateway',
    token: secret(config, 'custodian-gateway.token'),
    timeoutMs: config.custodianTimeoutMs,
  });
  const targets = new Targets(db, config);
  const mockSecret = Buffer.from(secret(config, 'gateway-mock.secret'));
  const gateway = new Gateway({ config, db, targets, custodian, tls: () => tls, mockSecret, log });
  await gateway.listen();
  const listener = listenTo(databaseUri(config, 'gateway'), licenceChannel, () => gateway.lookNow());
  return {
    stop: async () => {
      await gateway.stop();
      await listener.stop();
      custodian.close();
      await targets.close();
      await db.destroy();
    },
  };
});
