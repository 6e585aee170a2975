/** A session between two real sockets: a server that says a script, and a client that reads as slowly as it likes. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Refusal } from '../platform/mod.ts';
import type { Opened } from '../custody/mod.ts';
import {
  bareMessage,
  commandComplete,
  dataRow,
  errorMessage,
  parameterStatus,
  readyForQuery,
  rowDescription,
} from './backend-builders.ts';
import { visitDataRow } from './backend-parsers.ts';
import { Binder, type BinderOptions } from './binder.ts';
import { FrameReader } from './frame.ts';
import { readParse } from './frontend-parsers.ts';
import { bind, describe, execute, parse, query, sync } from './frontend-builders.ts';
import { backend as from, frontend as to } from './message.ts';
import { type Probe, makeProbe } from './probe.ts';
import { ReadBuffer } from './read-buffer.ts';
import { SealedTables } from './sealed-tables.ts';
import { Session } from './session.ts';
import { SideConnection } from './side-connection.ts';

/** So that a fault which loses a frame fails, and does not wait for it. */
const limit = { timeout: 60_000 };
const types = { sealed: 70_000, array: 70_001 };
const field = (name: string, typeOid: number) => ({
  name,
  tableOid: 0,
  attribute: 0,
  typeOid,
  typeLength: -1,
  typeModifier: -1,
  format: 0,
});
const envelope = (n: number) => Buffer.from(`d54a4b01${n.toString(16).padStart(8, '0')}`, 'hex');
const hex = (value: Buffer) => Buffer.from(`\\x${value.toString('hex')}`);
const openAll = (envelopes: readonly Buffer[]): Opened =>
  envelopes.map((one) => Buffer.from(`n${one.readUInt32BE(4)}`));

async function bothEnds(): Promise<[Socket, Socket, ReadBuffer]> {
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const reads = new ReadBuffer(() => false);
  const { port } = server.address() as AddressInfo;
  const near = connect({ host: '127.0.0.1', port, noDelay: true, onread: reads.onread });
  const [far] = await accepted;
  server.close();
  near.pause();
  return [near, far, reads];
}

async function plainEnds(): Promise<[Socket, Socket]> {
  const server = createServer({ noDelay: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = await accepted;
  server.close();
  return [near, far];
}

type Open = (envelopes: readonly Buffer[]) => Promise<Opened>;

async function scene(
  t: TestContext,
  open: Open = async (envelopes) => openAll(envelopes),
  whyLapsed: () => Promise<Refusal | null> = async () => null,
  greeting: readonly Buffer[] = [parameterStatus('search_path', 'public, pii')],
  bound: Pick<BinderOptions, 'probe' | 'compare'> = {
    probe: makeProbe(),
    compare: () => Promise.reject(new Refusal('JK432')),
  },
) {
  const [backend, server, reads] = await bothEnds();
  const [near, client] = await plainEnds();
  const never = () => Promise.reject(new Refusal('JK432'));
  const ended = Promise.withResolvers<void>();
  const refusedHere: string[] = [];
  const cancelled: string[] = [];
  const cancelTaken = Promise.withResolvers<void>();
  const session = new Session({
    client: near,
    backend: {
      socket: backend,
      processId: 1,
      key: Buffer.alloc(4),
      greeting,
      readBy: (read) => reads.handTo(read),
    },
    types,
    language: 'en',
    service: false,
    exports: false,
    sealedTables: () => new SealedTables([]),
    binder: new Binder({
      ...bound,
      types,
      role: 'r',
      side: new SideConnection(never),
      tables: async () => new SealedTables([]),
      writes: null,
    }),
    open,
    cancel: async () => {
      cancelled.push(asked.at(-1) ?? '');
      await cancelTaken.promise;
    },
    refusedHere: (refusal) => refusedHere.push(refusal.code),
    whyLapsed,
    ended: ended.resolve,
  });
  /** What the client sends reaches the server as these messages. */
  const asked: string[] = [];
  const names: string[] = [];
  const waits: { wanted: number; done: () => void }[] = [];
  const reader = new FrameReader({ maxLength: 1e9 });
  server.on('data', (chunk: Buffer) => {
    reader.read(chunk, (type, bytes, start, end) => {
      asked.push(String.fromCharCode(type));
      if (type === to.parse) names.push(readParse(bytes, start, end).name);
    });
    for (const wait of waits) if (asked.length >= wait.wanted) wait.done();
  });
  const heard = (wanted: number) =>
    asked.length >= wanted ? Promise.resolve() : new Promise<void>((done) => waits.push({ wanted, done }));
  t.after(async () => {
    client.destroy();
    await ended.promise;
    server.destroy();
  });
  return { backend, server, client, asked, heard, names, refusedHere, session, cancelled, cancelTaken };
}

/** Frames of the client until so many ReadyForQuery, each row as its cells and everything else as its letter. */
function listen(client: Socket, readies: number): Promise<string[]> {
  const lines: string[] = [];
  const reader = new FrameReader({ maxLength: 1e9 });
  return new Promise((done) => {
    let left = readies;
    client.on('data', (chunk: Buffer) =>
      reader.read(chunk, (type, bytes, start, end) => {
        const cells: string[] = [];
        if (type === from.dataRow)
          visitDataRow(bytes, start, end, (_column, a, b) => cells.push(bytes.toString('latin1', a, b)));
        lines.push(type === from.dataRow ? cells.join('|') : String.fromCharCode(type));
        if (type === from.readyForQuery && --left === 0) done(lines);
      }),
    );
  });
}

/** Writes bytes in pieces of changing size, so that frames are split everywhere. */
async function inPieces(server: Socket, bytes: Buffer): Promise<void> {
  let at = 0;
  for (let n = 0; at < bytes.length; n++) {
    const size = [1, 7, 60_000, 300, 5, 16_000, 130_000][n % 7] ?? 1;
    const ready = server.write(bytes.subarray(at, at + size));
    at += size;
    if (!ready) await once(server, 'drain');
    else if (n % 3 === 0) await new Promise((done) => setImmediate(done));
  }
}

test('Session gives a slow client every byte as the server said it', limit, async (t) => {
  const { server, client, heard } = await scene(t);
  client.pause();
  client.write(query('select filler from plain'));
  await heard(1);
  const rows = Array.from({ length: 30_000 }, (_, n) => `${n}:${String.fromCharCode(97 + (n % 26)).repeat(n % 2000)}`);
  const said = Buffer.concat([
    rowDescription([field('filler', 25)]),
    ...rows.map((row) => dataRow([Buffer.from(row)])),
    commandComplete('SELECT 30000'),
    readyForQuery('I'),
  ]);
  const saying = inPieces(server, said);
  // Only a client that lets all buffers on the way fill makes the session wait with a part of a chunk in its hands.
  const listening = listen(client, 1);
  client.pause();
  const hiccups = setInterval(() => {
    if (client.isPaused()) client.resume();
    else if (!server.writableNeedDrain) client.pause();
  }, 100);
  const lines = await listening;
  clearInterval(hiccups);
  await saying;
  assert.deepEqual(lines, ['T', ...rows, 'C', 'Z']);
});

test(
  'Session opens every row in its place while the custodian takes its time and more chunks come',
  limit,
  async (t) => {
    let asks = 0;
    const open: Open = async (envelopes) => {
      const wait = [30, 1, 12, 0][asks++ % 4] ?? 0;
      await new Promise((done) => setTimeout(done, wait));
      return openAll(envelopes);
    };
    const { server, client, heard } = await scene(t, open);
    client.write(query('select id, email from members'));
    await heard(1);
    const answer = (count: number) => [
      rowDescription([field('id', 25), field('email', types.sealed)]),
      ...Array.from({ length: count }, (_, n) =>
        dataRow([Buffer.from(`id${n}`.padEnd(n % 200, '.')), hex(envelope(n))]),
      ),
      commandComplete(`SELECT ${count}`),
      readyForQuery('I'),
    ];
    const expected = (count: number) =>
      Array.from({ length: count }, (_, n) => `${`id${n}`.padEnd(n % 200, '.')}|n${n}`);
    const listening = listen(client, 2);
    await inPieces(server, Buffer.concat(answer(20_000)));
    client.write(query('select id, email from members'));
    await heard(2);
    await inPieces(server, Buffer.concat(answer(3)));
    const lines = await listening;
    assert.deepEqual(lines, ['T', ...expected(20_000), 'C', 'Z', 'T', ...expected(3), 'C', 'Z']);
    assert.ok(asks > 4);
  },
);

test('Session asks for a description only where the client did not', limit, async (t) => {
  const { server, client, asked, heard } = await scene(t);
  const complete = [bareMessage(from.bindComplete), rowDescription([field('email', types.sealed)])];
  const rows = [dataRow([hex(envelope(1))]), commandComplete('SELECT 1'), readyForQuery('I')];
  const values = { portal: '', statement: 's', parameterFormats: [], parameters: [], resultFormats: [] };
  const listening = listen(client, 3);
  client.write(Buffer.concat([parse({ name: 's', text: 'select email from members', oids: [] }), sync()]));
  await heard(2);
  server.write(Buffer.concat([bareMessage(from.parseComplete), readyForQuery('I')]));
  client.write(Buffer.concat([bind(values), describe('portal', ''), execute(''), sync()]));
  await heard(6);
  server.write(Buffer.concat([...complete, ...rows]));
  client.write(Buffer.concat([bind(values), execute(''), sync()]));
  await heard(10);
  server.write(Buffer.concat([...complete, ...rows]));
  const lines = await listening;
  assert.equal(asked.slice(2).join(''), 'BDESBDES', 'the second description is ours');
  assert.deepEqual(lines, ['1', 'Z', '2', 'T', 'n1', 'C', 'Z', '2', 'n1', 'C', 'Z']);
});

test('Session asks again where the description that the client asked for was skipped', limit, async (t) => {
  const { server, client, asked, heard } = await scene(t);
  const listening = listen(client, 4);
  client.write(query('begin'));
  await heard(1);
  server.write(Buffer.concat([commandComplete('BEGIN'), readyForQuery('T')]));
  const named = { portal: 'p', statement: 's', parameterFormats: [], parameters: [], resultFormats: [] };
  client.write(Buffer.concat([parse({ name: 's', text: 'select email from members', oids: [] }), bind(named), sync()]));
  await heard(4);
  server.write(Buffer.concat([bareMessage(from.parseComplete), bareMessage(from.bindComplete), readyForQuery('T')]));
  client.write(
    Buffer.concat([parse({ name: 'x', text: 'select nonsense', oids: [] }), describe('portal', 'p'), sync()]),
  );
  await heard(7);
  const error = Buffer.concat([Buffer.from([from.errorResponse, 0, 0, 0, 5, 0])]);
  server.write(Buffer.concat([error, readyForQuery('T')])); // as after ROLLBACK TO a savepoint that the portal outlives
  client.write(Buffer.concat([execute('p'), sync()]));
  await heard(10);
  const described = rowDescription([field('email', types.sealed)]);
  const rest = [dataRow([hex(envelope(7))]), commandComplete('SELECT 1'), readyForQuery('T')];
  server.write(Buffer.concat([described, ...rest]));
  const lines = await listening;
  assert.equal(asked.slice(7).join(''), 'DES');
  assert.deepEqual(lines.slice(-3), ['n7', 'C', 'Z']);
});

test('Session ends rather than pass rows that nobody has described', limit, async (t) => {
  const { server, client, heard } = await scene(t);
  const values = { portal: '', statement: '', parameterFormats: [], parameters: [], resultFormats: [] };
  client.write(
    Buffer.concat([
      parse({ name: '', text: 'select email from members', oids: [] }),
      bind(values),
      execute(''),
      sync(),
    ]),
  );
  await heard(5);
  let told = '';
  client.on('data', (chunk: Buffer) => (told += chunk.toString('latin1')));
  const closed = once(client, 'close');
  const row = dataRow([hex(envelope(1))]);
  server.write(Buffer.concat([bareMessage(from.parseComplete), bareMessage(from.bindComplete), row]));
  await closed;
  assert.match(told, /JK400/);
  assert.doesNotMatch(told, /d54a4b01/);
});

test('Session ends when the server goes', limit, async (t) => {
  const { server, client } = await scene(t);
  let told = '';
  client.on('data', (chunk: Buffer) => (told += chunk.toString('latin1')));
  const closed = once(client, 'close');
  server.end();
  await closed;
  assert.match(told, /JK431/);
});

/** What the client hears of a server that says these last words and closes. */
async function lastHeard(t: TestContext, whyLapsed: () => Promise<Refusal | null>): Promise<string> {
  const { server, client } = await scene(t, undefined, whyLapsed);
  let told = '';
  client.on('data', (chunk: Buffer) => (told += chunk.toString('latin1')));
  const closed = once(client, 'close');
  server.end(
    errorMessage([
      ['S', 'FATAL'],
      ['V', 'FATAL'],
      ['C', '57P01'],
      ['M', 'terminating connection'],
    ]),
  );
  await closed;
  return told;
}

test('Session gives the last words of a server that goes of its own accord', limit, async (t) => {
  const told = await lastHeard(t, async () => null);
  assert.match(told, /57P01/);
  assert.doesNotMatch(told, /JK431/);
});

test('Session gives the reason of the licence where the backend went with it', limit, async (t) => {
  const told = await lastHeard(t, async () => new Refusal('JK203'));
  assert.match(told, /JK203/);
  assert.doesNotMatch(told, /57P01/);
});

test('Session lets a client pipeline only so far ahead of its answers', limit, async (t) => {
  const { server, client, asked, heard } = await scene(t);
  const frames = 5000;
  const listening = listen(client, frames);
  client.write(Buffer.concat(Array.from({ length: frames }, () => sync())));
  await heard(1024);
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(asked.length, 1024);
  let answered = 0;
  server.on('data', answer);
  answer();
  function answer(): void {
    const owed = asked.length - answered;
    answered = asked.length;
    server.write(Buffer.concat(Array.from({ length: owed }, () => readyForQuery('I'))));
  }
  assert.equal((await listening).length, frames);
});

test('Session ends where messages come without a Sync and without an end', limit, async (t) => {
  const { client, refusedHere } = await scene(t);
  client.on('data', () => undefined);
  const closed = once(client, 'close');
  const close = Buffer.from([to.close, 0, 0, 0, 6, 0x53, 0]);
  client.write(Buffer.concat(Array.from({ length: 110_000 }, () => close)));
  await closed;
  assert.deepEqual(refusedHere, ['JK445']);
});

/** Finds one parameter of each statement that is compared with a sealed column; each comparing takes a turn. */
const comparing: Pick<BinderOptions, 'probe' | 'compare'> = {
  probe: {
    run: ({ text, oids }) =>
      Promise.resolve({
        kind: 'ready',
        given: text,
        text,
        edits: [],
        stored: [],
        oids,
        types: [types.sealed],
        parameters: [{ index: 0, array: false, place: 'comparing' }],
        prepared: [],
      } satisfies Awaited<ReturnType<Probe['run']>>),
    clear: () => undefined,
  },
  compare: () => Promise.resolve(Buffer.from('d54a4b02', 'hex')),
};

test(
  'Session holds a client back whose values are bound faster than the server reads, and ends without it',
  limit,
  async (t) => {
    const { backend, server, client, heard, session } = await scene(t, undefined, undefined, undefined, comparing);
    client.write(parse({ name: 's', text: 'select from members where email = $1 and note <> $2', oids: [] }));
    await heard(1);
    server.pause();
    const parameters = [Buffer.from('kim@example.kr'), Buffer.alloc(100_000, 'x')];
    const one = bind({ portal: '', statement: 's', parameterFormats: [], parameters, resultFormats: [] });
    const frames = 400;
    for (let n = 0; n < frames && !client.writableNeedDrain; n++) {
      client.write(one);
      await new Promise((done) => setTimeout(done, 5));
    }
    assert.ok(client.writableNeedDrain, `after ${frames} binds of 100 KB the session still reads`);
    assert.ok(backend.writableLength < 2_000_000, `${backend.writableLength} bytes wait for the server`);
    const gone = once(backend, 'close');
    for (const end of [client, server]) end.on('error', () => undefined);
    session.end(new Refusal('JK203'));
    await gone; // though the server never read what it was told
  },
);

test('Session tells what it refused of the client', limit, async (t) => {
  const { client, refusedHere } = await scene(t);
  client.on('data', () => undefined);
  const closed = once(client, 'close');
  client.write(Buffer.from([to.bind, 0, 0, 0, 4]));
  await closed;
  assert.deepEqual(refusedHere, ['JK400']);
});

test(
  'Session asks a server that does not tell its search path, and keeps the client waiting for it',
  limit,
  async (t) => {
    const { server, client, asked, heard } = await scene(t, undefined, undefined, []);
    const answer = (value: string) =>
      Buffer.concat([
        bareMessage(from.parseComplete),
        bareMessage(from.bindComplete),
        dataRow([Buffer.from(value)]),
        commandComplete('SHOW'),
        bareMessage(from.closeComplete),
        bareMessage(from.closeComplete),
        readyForQuery('I'),
      ]);
    const question = 'PBECCS'.split('');
    const lines = listen(client, 3);
    client.write(query('select 1'));
    await heard(6);
    assert.deepEqual(asked, question, 'what the client says waits');
    server.write(answer('public'));
    await heard(13);
    assert.deepEqual(asked.slice(6), [...question, 'Q'], 'pii is put behind, then the client has its turn');
    server.write(Buffer.concat([answer('public, pii'), commandComplete('SELECT 1'), readyForQuery('I')]));
    await heard(19);
    assert.deepEqual(asked.slice(13), question, 'once the answer is whole, it is asked again');
    server.write(answer('public, pii'));

    // A group that the client has begun is left whole: only behind its Sync there is room.
    client.write(
      Buffer.concat([
        parse({ name: '', text: 'select 2', oids: [] }),
        sync(),
        parse({ name: '', text: 'select 3', oids: [] }),
      ]),
    );
    await heard(22);
    server.write(Buffer.concat([bareMessage(from.parseComplete), readyForQuery('I'), bareMessage(from.parseComplete)]));
    client.write(sync());
    await heard(23);
    assert.deepEqual(asked.slice(19), 'PSPS'.split(''));
    server.write(readyForQuery('I'));
    await heard(29);
    assert.deepEqual(asked.slice(23), question);
    server.write(answer('public, pii'));
    assert.deepEqual((await lines).join(''), 'CZ1Z1Z');
  },
);

const shown = (path: string, status: 'I' | 'T') =>
  Buffer.concat([
    bareMessage(from.parseComplete),
    bareMessage(from.bindComplete),
    dataRow([Buffer.from(path)]),
    commandComplete('SHOW'),
    bareMessage(from.closeComplete),
    bareMessage(from.closeComplete),
    readyForQuery(status),
  ]);
const cancelledReport = errorMessage([
  ['S', 'ERROR'],
  ['V', 'ERROR'],
  ['C', '57014'],
  ['M', 'canceling statement'],
]);

test(
  "Session keeps a client's cancel from a question of its own, and passes it on to what comes next",
  limit,
  async (t) => {
    const { server, client, asked, heard, session, cancelled, cancelTaken } = await scene(t, undefined, undefined, []);
    await heard(6);
    const idle = session.cancel();
    server.write(shown('public, pii', 'I'));
    await idle;
    assert.deepEqual(cancelled, [], 'no statement of the client runs');
    client.write(query('select 1'));
    await heard(7);
    const late = session.cancel();
    assert.deepEqual(cancelled, ['Q'], 'its own statement runs');
    server.write(Buffer.concat([commandComplete('SELECT 1'), readyForQuery('I')]));
    await new Promise((done) => setTimeout(done, 50));
    assert.equal(asked.length, 7, 'nothing is asked while a cancel is on its way');
    cancelTaken.resolve();
    await late;
    await heard(13);
    client.write(query('select 2'));
    const early = session.cancel();
    await new Promise((done) => setTimeout(done, 50)); // the client's words are there and wait
    assert.deepEqual([cancelled, asked.length], [['Q'], 13]);
    server.write(shown('public, pii', 'I'));
    await early;
    assert.equal(cancelled.length, 2);
    await heard(14);
  },
);

test('Session asks again by another name where its question failed between transactions', limit, async (t) => {
  const { server, heard, asked, names } = await scene(t, undefined, undefined, []);
  await heard(6);
  server.write(Buffer.concat([bareMessage(from.parseComplete), cancelledReport, readyForQuery('I')]));
  await heard(12);
  assert.deepEqual(asked, 'PBECCSPBECCS'.split(''));
  assert.equal(new Set(names).size, 2, 'the statement of the first is there still');
});

test(
  'Session ends where its own question failed the transaction of the client, which would be rolled back unseen',
  limit,
  async (t) => {
    const { server, client, heard } = await scene(t, undefined, undefined, []);
    await heard(6);
    server.write(shown('public, pii', 'I'));
    const heardByClient: Buffer[] = [];
    client.on('data', (chunk: Buffer) => heardByClient.push(chunk));
    client.write(query('begin'));
    await heard(7);
    server.write(Buffer.concat([commandComplete('BEGIN'), readyForQuery('T')]));
    await heard(13);
    server.write(Buffer.concat([cancelledReport, readyForQuery('E')]));
    await once(client, 'close');
    assert.match(Buffer.concat(heardByClient).toString(), /JK446/);
  },
);
