/** A second gateway with a custodian of its own, on the record store and the key store of an installation: a second host, on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { type Jikimi, endProcess } from './jikimi.ts';
import { runFolder } from './run-folder.ts';

export type SecondSite = {
  readonly gatewayPort: number;
  readonly pids: { readonly custodian: number; readonly gateway: number };
  stop(): Promise<void>;
};

export async function startSecondSite({ config, environment }: Jikimi): Promise<SecondSite> {
  const home = mkdtempSync(join(runFolder(), 'jikimi-site-'));
  for (const folder of ['secrets', 'tls']) cpSync(join(config.home, folder), join(home, folder), { recursive: true });
  for (const name of ['keys', 'keys.passphrase']) symlinkSync(join(config.home, name), join(home, name));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const gatewayPort = await freePort();
  const there: NodeJS.ProcessEnv = {
    ...environment,
    JIKIMI_HOME: home,
    JIKIMI_GATEWAY_PORT: String(gatewayPort),
    DATABASE_URL: `postgresql://127.0.0.1:${config.databasePort}/jikimi`,
  };
  const custodian = await startProcess('custodian', there);
  const gateway = await startProcess('gateway', there);
  return {
    gatewayPort,
    pids: { custodian: custodian.pid ?? 0, gateway: gateway.pid ?? 0 },
    stop: async () => {
      for (const child of [gateway, custodian]) await endProcess(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** `bin/NAME.ts` alone; resolves when it is ready. */
async function startProcess(name: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const entry = fileURLToPath(new URL(`../../bin/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise<void>((ready, failed) => {
    child.on('message', (message) => (message === 'ready' ? ready() : failed(new Error(JSON.stringify(message)))));
    child.once('exit', (code) => failed(new Error(`${name} ended: ${code}`)));
  });
  return child;
}
