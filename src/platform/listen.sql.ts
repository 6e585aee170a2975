/**
 * NOTIFY of one channel, heard over a connection of its own: CONNECTING → LISTENING → (lost) WAITING → CONNECTING, until stopped.
 *
 * What is heard only hastens a look that is taken anyway: nothing may depend on it, since what is notified while nobody listens is lost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'node:net';
import pg from 'pg';
import { quoteName } from './quote.ts';

const againMs = 1000;
const keepAliveMs = 60_000;

/** Calls `heard` at each notification, and whenever it listens anew. */
export function listenTo(uri: string, channel: string, heard: () => void): { stop(): Promise<void> } {
  const ending = new AbortController();
  let client: pg.Client | null = null;
  const listenOnce = async () => {
    const own = new pg.Client({
      connectionString: uri,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
      application_name: 'jikimi',
    });
    client = own;
    const lost = new Promise<void>((done) => own.on('end', done).on('error', () => done()));
    own.on('notification', heard);
    try {
      await own.connect();
      await own.query(`listen ${quoteName(channel)}`);
      heard();
      await lost;
    } catch {
      // tried again below
    } finally {
      await own.end().catch(() => undefined);
    }
  };
  const running = (async () => {
    while (!ending.signal.aborted) {
      await listenOnce();
      await sleep(againMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      (client as unknown as { connection?: { stream?: Socket } } | null)?.connection?.stream?.destroy(); // also while it connects
      await running;
    },
  };
}
