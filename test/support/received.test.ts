import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameWriter } from '../../src/gateway/frame-writer.ts';
import { Received } from './received.ts';

function row(...cells: readonly (string | null)[]): Buffer {
  const writer = new FrameWriter().begin(0x44);
  writer.count(cells.length);
  for (const cell of cells) writer.value(cell === null ? null : Buffer.from(cell));
  return Buffer.from(writer.end().take());
}

test('Received does count the cells that came, cut at every byte', () => {
  const bytes = Buffer.concat([row('7', 'ab', null, 'c'), row('8', 'de', 'fg', '')]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const received = new Received();
    received.take(bytes.subarray(0, cut >> 1));
    received.take(bytes.subarray(cut >> 1, cut));
    received.end();
    // each cell's first byte is where its count goes up
    const firsts = [
      ['7', 1, 16],
      ['7', 3, 26],
      ['8', 1, 43],
      ['8', 2, 49],
    ] as const;
    for (const [name, column, at] of firsts)
      assert.equal(received.cells.get(name)?.has(column) ?? false, cut > at, `${name}.${column} at ${cut}`);
  }
});
