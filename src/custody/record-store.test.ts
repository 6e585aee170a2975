/** What the scenario of a failover cannot bring about at will: which connection is asked when, and in which order records stand in a commit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { Refusal } from '../platform/mod.ts';
import { RecordStore } from './record-store.ts';

type Server = {
  timeline: number;
  accepted: boolean;
  told: string;
  missing: number;
  readonly lookedFor: unknown[];
  /** Resolves before the answers to what is asked in words that hold this. */
  slow?: { readonly in: string; readonly until: Promise<void> };
};
type Notice = (notice: { code: string; severity: string }) => void;

/** A store whose connections lead to these servers, one after another; `warn` is told to the newest. */
function storeOf(...servers: readonly Server[]) {
  const clients = new Map<
    Server,
    { notice: Notice | null; query: (asked: unknown, values?: unknown[]) => Promise<object> }
  >();
  let next = 0;
  const connect = async () => {
    const server = servers[Math.min(next++, servers.length - 1)] ?? assert.fail();
    const known = clients.get(server);
    if (known !== undefined) return known;
    const client = {
      notice: null as Notice | null,
      on: (_: string, notice: Notice) => (client.notice = notice),
      release: () => undefined,
      query: async (asked: unknown, values?: unknown[]) => {
        const text = typeof asked === 'string' ? asked : (asked as { text: string }).text;
        if (server.slow !== undefined && text.includes(server.slow.in)) await server.slow.until;
        if (text.includes('pg_is_in_recovery')) return { rows: [{ standby: false }] };
        if (text.includes('as timeline')) return { rows: [{ timeline: server.timeline, accepted: server.accepted }] };
        if (text.includes('as missing')) {
          server.lookedFor.push(values);
          return { rows: [{ missing: server.missing }] };
        }
        return { rows: [{ told: server.told }] };
      },
    };
    clients.set(server, client);
    return client;
  };
  return {
    store: new RecordStore({ connect } as unknown as pg.Pool),
    warn: (server: Server, code: string, severity: string) => clients.get(server)?.notice?.({ code, severity }),
  };
}

const server = (timeline: number, more: Partial<Server> = {}): Server => ({
  timeline,
  accepted: true,
  told: '0 recorded',
  missing: 0,
  lookedFor: [],
  ...more,
});
const named = (batch: number) => ({ session: 's', batch });
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('RecordStore commits nothing on an old primary once it worked on a later one, on a connection that it trusted before', async () => {
  const [old, later] = [server(1), server(2)];
  const { store } = storeOf(old, later, old);
  await store.commit('[]', [named(1)]);
  await store.commit('[]', [named(2)]);
  await assert.rejects(store.commit('[]', [named(3)]), refused('JK331'));
});

for (const [when, words, expected] of [
  ['while it was asked which server it is', 'as missing', refused('JK331')],
  ['while it committed', 'custody.record', /later timeline/],
] as const)
  test(`RecordStore takes nothing for recorded on an old primary where it began to work on a later one ${when}`, async () => {
    const gate = Promise.withResolvers<void>();
    const { store } = storeOf(server(1, { slow: { in: words, until: gate.promise } }), server(2));
    const late = store.commit('[]', [named(1)]);
    await store.commit('[]', [named(2)]);
    gate.resolve();
    await assert.rejects(late, expected);
  });

for (const [told, names, expected] of [
  ['0 recorded,1 recorded', [named(1), undefined], [['s'], [1]]],
  ['0 recorded,1 recorded', [undefined, named(2)], [['s'], [2]]],
  ['0 recorded,1 ended', [named(1), named(2)], [['s'], [1]]],
  ['0 again', [named(1)], [['s'], [1]]],
] as const)
  test(`RecordStore looks for what was released of ${told} (${names.map((one) => one?.batch ?? '-').join()}) on a server that was promoted`, async () => {
    const promoted = server(2, { accepted: false, missing: 1 });
    const { store } = storeOf(server(1, { told }), promoted);
    await store.commit('[]', names);
    await assert.rejects(store.commit('[]', []), refused('JK332'));
    assert.deepEqual(promoted.lookedFor, [expected]);
  });

test('RecordStore takes no commit for made whose wait was cut off, whatever language the server speaks', async () => {
  const cut = server(1);
  const { store, warn } = storeOf(cut);
  await store.commit('[]', []);
  warn(cut, '00000', '알림');
  await store.commit('[]', []);
  warn(cut, '01000', '경고');
  await assert.rejects(store.commit('[]', []), /did not wait/);
});
