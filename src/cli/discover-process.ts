/** The child of `jikimi discover`: connects with the role of the URL, looks, and tells its parent. Without its parent it ends. */
import pg from 'pg';
import { type Report, discover, reportOf } from '../catalog/discovery/mod.ts';
import {
  type Language,
  Refusal,
  databaseFault,
  isConnectionFault,
  isPasswordMissing,
  onUncaught,
} from '../platform/mod.ts';
import type { FromDiscoverer, ToDiscoverer } from './discover-messages.ts';

const connectMs = 10_000;

/** Serves one discovery over the IPC channel of its parent. Every fault goes there, which says it in words. */
export function serveDiscovery(): void {
  onUncaught(refuse);
  process.on('disconnect', () => process.exit(1));
  process.on('SIGINT', () => undefined); // the parent's end is our end
  process.on('message', (message) => {
    const { language } = message as ToDiscoverer;
    discoverAt(process.env['JIKIMI_DISCOVER_URI'] ?? '', language, (done, of, table) =>
      say({ kind: 'progress', done, of, table }),
    ).then((report) => {
      say({ kind: 'discovered', report });
      process.disconnect?.();
    }, refuse);
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
  await connect(client);
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

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    const address = `${client.host}:${client.port}/${client.database ?? ''}`;
    if (isPasswordMissing(error)) throw new Refusal('JK658', { address }, error);
    const fault = databaseFault(error);
    throw fault === undefined
      ? new Refusal('JK650', { address }, error)
      : new Refusal('JK651', { address, sqlstate: fault.sqlstate }, error);
  }
}

/** Tells the parent code and parameters, and of a fault of ours its name and SQLSTATE: a message may hold a value. */
function refuse(error: unknown): void {
  const { code, params, cause } = Refusal.from(error);
  say({
    kind: 'refused',
    code,
    params,
    fault: code === 'JK001' && cause instanceof Error ? `${cause.name} ${databaseFault(cause)?.sqlstate ?? ''}` : '',
  });
  if (process.connected) return process.disconnect?.(); // which ends us
  process.exit(1);
}

function say(message: FromDiscoverer): void {
  process.send?.(message);
}
