import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunWriter } from './run-writer.ts';

function scene() {
  const written: string[] = [];
  return { written, writer: new RunWriter((bytes) => written.push(bytes.toString())) };
}

const chunk = Buffer.from('abcdefgh');

test('RunWriter writes frames that lie side by side at once, and the whole chunk as it is', () => {
  const same: Buffer[] = [];
  const writer = new RunWriter((bytes) => same.push(bytes));
  writer.pass(chunk, 0, 3);
  writer.pass(chunk, 3, 8);
  writer.flush();
  assert.equal(same[0], chunk);
});

test('RunWriter keeps the order of what passes, is put and is joined', () => {
  const { written, writer } = scene();
  writer.pass(chunk, 0, 2);
  writer.join(Buffer.from('-1-'));
  writer.pass(chunk, 2, 4);
  writer.pass(chunk, 4, 5);
  writer.join(Buffer.from('-2-'));
  writer.join(Buffer.from('-3-'));
  assert.deepEqual(written, [], 'nothing leaves before its time');
  writer.pass(chunk, 5, 8);
  writer.flush();
  assert.deepEqual(written, ['ab-1-cde-2--3-fgh']);
  writer.flush();
  assert.equal(written.length, 1);
});

test('RunWriter puts at once, behind what waits, and goes on with another chunk', () => {
  const { written, writer } = scene();
  writer.join(Buffer.from('1'));
  writer.put(Buffer.from('2'));
  assert.deepEqual(written, ['1', '2']);
  writer.pass(chunk, 0, 1);
  writer.join(Buffer.from('3'));
  writer.pass(chunk, 1, 2);
  writer.pass(Buffer.from('xyz'), 0, 2);
  writer.flush();
  assert.deepEqual(written, ['1', '2', 'a3b', 'xy']);
});
