/** The child of `jikimi discover`: connects with the role of the URL, looks, and tells its parent. Without its parent it ends. */
import pg from 'pg';
import { type Report, discover, reportOf } from '../catalog/discovery/mod.ts';
import { type Language, Refusal, databaseFault, isConnectionFault, onUncaught } from '../platform/mod.ts';
import { connectOr, refuseToParent } from './database-child.ts';
import type { FromDiscoverer, ToDiscoverer } from './discover-messages.ts';

const connectMs = 10_000;

/** Serves one discovery over the IPC channel of its parent. Every fault goes there, which says it in words. */
export function serveDiscovery(): void {
  onUncaught(refuseToParent);
  process.on('disconnect', () => process.exit(1));
  process.on('SIGINT', () => undefined); // the parent's end is our end
  process.on('message', (message) => {
    const { language } = message as ToDiscoverer;
    discoverAt(process.env['JIKIMI_DISCOVER_URI'] ?? '', language, (done, of, table) =>
      say({ kind: 'progress', done, of, table }),
    ).then((report) => {
      say({ kind: 'discovered', report });
      process.disconnect?.();
    }, refuseToParent);
  });
}

/** Connects, looks, and closes. Throws JK650, JK651, JK655, JK657 or JK658, and what `discover` throws. */
export async function discoverAt(
  uri: string,
  language: Language,
  onProgress: (done: number, of: number, table: string) => void,
): Promise<Report> {
  const client = clientOf(uri);
  client.on('error', () => undefined); // the statement under way tells it
  await connectOr(client, 'JK650', 'JK651');
  try {
    return reportOf(await discover(client, onProgress), language);
  } catch (error) {
    if (!isConnectionFault(error)) throw error;
    throw new Refusal('JK657', { sqlstate: databaseFault(error)?.sqlstate ?? '-' }, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Throws JK655; the fault of a wrong string holds the string, and so is not kept. */
function clientOf(uri: string): pg.Client {
  try {
    if (!/^postgres(?:ql)?:\/\//.test(uri)) throw new Error('another scheme');
    return new pg.Client({
      connectionString: uri,
      connectionTimeoutMillis: connectMs,
      application_name: 'jikimi discover',
      keepAlive: true,
    });
  } catch {
    throw new Refusal('JK655');
  }
}

function say(message: FromDiscoverer): void {
  process.send?.(message);
}
