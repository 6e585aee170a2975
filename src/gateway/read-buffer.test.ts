import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { test } from 'node:test';
import { type ChunkReader, ReadBuffer } from './read-buffer.ts';

/** A socket that reads into one buffer, and the other end of it. */
async function pair(read: ChunkReader) {
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const reads = new ReadBuffer(read);
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, noDelay: true, onread: reads.onread });
  const [other] = await accepted;
  const end = () => {
    socket.destroy();
    other.destroy();
    server.close();
  };
  return { socket, other, reads, end };
}

/** Sends one chunk and waits until it was read. */
async function send(other: Socket, text: string, count: () => number): Promise<void> {
  const before = count();
  other.write(text);
  while (count() === before) await new Promise((done) => setImmediate(done));
}

test('ReadBuffer lends the same memory again and again while nothing is kept', async () => {
  const chunks: Buffer[] = [];
  const { other, end } = await pair((chunk) => {
    chunks.push(chunk);
    return false;
  });
  await send(other, 'first', () => chunks.length);
  await send(other, 'other', () => chunks.length);
  end();
  assert.equal(chunks[0]?.buffer, chunks[1]?.buffer);
  assert.equal(chunks[0]?.toString(), 'other', 'what is not kept is written over');
});

test('ReadBuffer leaves a chunk that is kept to its keeper', async () => {
  const kept: Buffer[] = [];
  const { other, end } = await pair((chunk) => {
    kept.push(chunk.subarray(1));
    return true;
  });
  for (const text of ['first', 'second', 'third']) await send(other, text, () => kept.length);
  end();
  assert.deepEqual(kept.map(String), ['irst', 'econd', 'hird']);
});

test('ReadBuffer hands over to another reader, and a paused socket reads nothing', async () => {
  const heard: string[] = [];
  const { socket, other, reads, end } = await pair((chunk) => {
    heard.push(`one ${chunk.toString()}`);
    socket.pause();
    return false;
  });
  await send(other, 'a', () => heard.length);
  other.write('b');
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(heard, ['one a']);
  reads.handTo((chunk) => {
    heard.push(`two ${chunk.toString()}`);
    return false;
  });
  socket.resume();
  while (heard.length < 2) await new Promise((done) => setImmediate(done));
  const closed = once(socket, 'close');
  other.end();
  await closed;
  end();
  assert.deepEqual(heard, ['one a', 'two b']);
});
