import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as roundEnds } from 'node:timers/promises';
import { sendFrame, sendFrameOfRound } from './channel-socket.ts';

const frame = (text: string) => Buffer.from(text);
const tickEnds = () => new Promise<void>((done) => process.nextTick(done));

/** What was written, a text a write. */
function written(): { socket: Socket; writes: string[] } {
  const writes: string[] = [];
  const socket = new Writable({
    write: (chunk: Buffer, _, done) => done(void writes.push(String(chunk))),
    writev: (chunks, done) => done(void writes.push(chunks.map(({ chunk }) => String(chunk)).join(''))),
  });
  return { socket: socket as Socket, writes };
}

test('sendFrame writes once what one turn sends', async () => {
  const { socket, writes } = written();
  sendFrame(socket, frame('a'));
  sendFrame(socket, frame('b'));
  await tickEnds();
  assert.deepEqual(writes, ['ab']);
  sendFrame(socket, frame('c'));
  await tickEnds();
  assert.deepEqual(writes, ['ab', 'c']);
});

test('sendFrameOfRound writes once what the turns of one round of the event loop send', async () => {
  const { socket, writes } = written();
  sendFrameOfRound(socket, frame('a'));
  await tickEnds();
  sendFrameOfRound(socket, frame('b'));
  await tickEnds();
  assert.deepEqual(writes, []);
  await roundEnds();
  assert.deepEqual(writes, ['ab']);
  sendFrameOfRound(socket, frame('c'));
  await roundEnds();
  assert.deepEqual(writes, ['ab', 'c']);
});
