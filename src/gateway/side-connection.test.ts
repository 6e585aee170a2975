/** The side connection against a server that answers as it is told to. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { type TestContext, mock, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandComplete, errorMessage, parameterDescription, readyForQuery } from './backend-builders.ts';
import { FrameReader } from './frame.ts';
import { frontend as to } from './message.ts';
import { Refusal } from '../platform/mod.ts';
import { SideConnection } from './side-connection.ts';

/** So that a question without an answer fails, and is not waited for. */
const limit = { timeout: 20_000 };
const described = Buffer.concat([parameterDescription([25]), readyForQuery('I')]);
const taken = Buffer.concat([commandComplete('SELECT 1'), readyForQuery('I')]);
const refused = Buffer.concat([errorMessage([['C', '22023']]), readyForQuery('I')]);

/** `answers`: to each Query and each Sync, in order; what comes behind them is described. Null: nothing is said. */
async function scene(t: TestContext, answers: (Buffer | null)[] = []) {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const reader = new FrameReader({ maxLength: 1e6 });
    socket.on('data', (chunk: Buffer) =>
      reader.read(chunk, (type) => {
        if (type !== to.query && type !== to.sync) return;
        asked.push(type === to.query ? 'moved' : 'asked');
        const answer = answers.length > 0 ? answers.shift() : type === to.query ? taken : described;
        if (answer) socket.write(answer);
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  let dials = 0;
  const side = new SideConnection(async () => {
    dials += 1;
    await sleep(50);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    await once(socket, 'connect');
    const readBy = (read: (chunk: Buffer) => boolean) => void socket.on('data', read);
    return { socket, processId: 1, key: Buffer.alloc(4), greeting: [], readBy };
  });
  t.after(() => {
    side.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const ask = (path = '') => side.describeUnder(path)('select $1', []);
  return { side, ask, asked, sockets, dials: () => dials };
}

test('SideConnection keeps the connection that it opened while the one before was closing', limit, async (t) => {
  const { side, ask, dials } = await scene(t);
  assert.deepEqual(await ask(), { parameters: [25] });
  side.close();
  await ask();
  await ask();
  assert.equal(dials(), 2);
});

test('SideConnection is not quiet while a question waits for its answer', limit, async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const { ask, asked, sockets } = await scene(t, [described, null]);
  await ask();
  mock.timers.tick(55_000);
  const second = ask();
  while (asked.length < 2) await new Promise((done) => setImmediate(done));
  mock.timers.tick(9_000);
  for (const socket of sockets) socket.write(described);
  assert.deepEqual(await second, { parameters: [25] });
});

test(
  'SideConnection gives up a server that does not answer, and asks the next question on another connection',
  limit,
  async (t) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    t.after(() => mock.timers.reset());
    const { ask, asked, dials } = await scene(t, [null]);
    const first = ask();
    while (asked.length < 1) await new Promise((done) => setImmediate(done));
    mock.timers.tick(10_000);
    await assert.rejects(first, (error) => error instanceof Refusal && error.code === 'JK431');
    assert.deepEqual(await ask(), { parameters: [25] });
    assert.equal(dials(), 2);
  },
);

test('SideConnection describes nothing under a search path that the server refused', limit, async (t) => {
  const { ask, asked } = await scene(t, [refused, described]);
  assert.deepEqual(await ask('a, pii'), { error: { code: '22023', message: '' } });
  assert.deepEqual(await ask('a, pii'), { parameters: [25] });
  assert.deepEqual(await ask('a, pii'), { parameters: [25] });
  assert.deepEqual(asked, ['moved', 'asked', 'moved', 'asked', 'asked']);
});
