import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../catalog/discovery/mod.ts';
import { type Language, Refusal, isCode } from '../platform/mod.ts';
import type { FromDiscoverer, ToDiscoverer } from './discover-messages.ts';

/**
 * Runs `bin/discover.ts` to its end. The connection string goes by environment: a command line is for every user of the machine to read. Throws the
 * child's refusal, or JK654 where it ended without one.
 */
export async function runDiscoverer(
  uri: string,
  language: Language,
  onProgress: (done: number, of: number, table: string) => void,
): Promise<Report> {
  const entry = fileURLToPath(new URL('../../bin/discover.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, JIKIMI_DISCOVER_URI: uri },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Report>();
  child.on('message', (message) => {
    const said = message as FromDiscoverer;
    switch (said.kind) {
      case 'progress':
        return onProgress(said.done, said.of, said.table);
      case 'discovered':
        return resolve(said.report);
      case 'refused':
        return reject(
          new Refusal(
            isCode(said.code) ? said.code : 'JK001',
            said.params,
            said.fault === '' ? undefined : new Error(said.fault),
          ),
        );
    }
  });
  child.once('close', (code, signal) => reject(new Refusal('JK654', { how: signal ?? `exit ${code ?? 0}` })));
  const asked: ToDiscoverer = { kind: 'discover', language };
  child.send(asked);
  try {
    return await promise;
  } finally {
    if (child.connected) child.disconnect();
  }
}
