import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import { FrameReader } from './frame.ts';
import { FrameWriter } from './frame-writer.ts';

const LIMIT = { maxLength: 1 << 20 };
type Frame = { readonly type: number; readonly body: string };

const frame = fc.record({ type: fc.integer({ min: 1, max: 255 }), body: fc.uint8Array({ maxLength: 40 }) });

function streamOf(frames: readonly { type: number; body: Uint8Array }[]): Buffer {
  const writer = new FrameWriter();
  for (const { type, body } of frames) writer.begin(type).raw(body).end();
  return writer.take();
}

function collect(chunks: readonly Buffer[], limit = LIMIT): Frame[] {
  const reader = new FrameReader(limit);
  const found: Frame[] = [];
  for (const chunk of chunks) {
    reader.read(chunk, (type, bytes, start, end) => {
      assert.equal(bytes[start], type);
      found.push({ type, body: bytes.toString('hex', start + 5, end) });
    });
  }
  assert.ok(reader.idle);
  return found;
}

const never = (): void => assert.fail('no frame was expected');

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

test('FrameReader finds the same frames wherever the stream is split', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), (frames) => {
      const stream = streamOf(frames);
      const whole = frames.map(({ type, body }) => ({ type, body: Buffer.from(body).toString('hex') }));
      assert.deepEqual(collect([stream]), whole);
      assert.deepEqual(collect(Array.from(stream, (byte) => Buffer.of(byte))), whole);
      for (let at = 0; at <= stream.length; at++) {
        assert.deepEqual(collect([stream.subarray(0, at), stream.subarray(at)]), whole);
      }
    }),
    { numRuns: 50 },
  );
});

test('FrameReader finds the same frames in any sequence of chunks', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 20 }), fc.array(fc.nat(60)), (frames, sizes) => {
      const stream = streamOf(frames);
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(stream.subarray(at, at + size));
        at += size;
      }
      chunks.push(stream.subarray(at));
      assert.deepEqual(collect(chunks), collect([stream]));
    }),
  );
});

test('FrameReader visits a whole frame in the chunk itself and a split one in a buffer of its own', () => {
  const stream = streamOf([1, 2, 3].map((type) => ({ type, body: Buffer.alloc(10, type) })));
  const reader = new FrameReader(LIMIT);
  const visits: (readonly [boolean, number, number])[] = [];
  const read = (chunk: Buffer): void =>
    reader.read(chunk, (_type, bytes, start, end) => visits.push([bytes === chunk, start, end]));
  read(stream.subarray(0, 20));
  read(stream.subarray(20));
  assert.deepEqual(visits, [
    [true, 0, 15],
    [false, 0, 15],
    [true, 10, 25],
  ]);
});

test('FrameReader keeps what a split frame was, though the chunk is used again', () => {
  const stream = streamOf([{ type: 68, body: Buffer.from('first and last') }]);
  const chunk = Buffer.from(stream.subarray(0, 12));
  const reader = new FrameReader(LIMIT);
  reader.read(chunk, never);
  chunk.fill(0);
  const found: string[] = [];
  reader.read(stream.subarray(12), (_type, bytes, start, end) => found.push(bytes.toString('utf8', start + 5, end)));
  assert.deepEqual(found, ['first and last']);
});

test('FrameReader assembles a large frame in linear time and reserves nothing for what has only been announced', () => {
  const body = Buffer.alloc(8 << 20, 7);
  const stream = streamOf([{ type: 68, body }]);
  const reader = new FrameReader({ maxLength: 1 << 30 });
  let found = 0;
  for (let at = 0; at < stream.length; at += 1000) {
    reader.read(stream.subarray(at, at + 1000), (_type, bytes, start, end) => {
      found += 1;
      assert.ok(bytes.subarray(start, end).equals(stream));
    });
  }
  assert.equal(found, 1);

  const before = process.memoryUsage().arrayBuffers;
  const announced = new FrameReader({ maxLength: 1 << 30 });
  announced.read(Buffer.from('D\x3f\xff\xff\xff', 'latin1'), never);
  assert.ok(process.memoryUsage().arrayBuffers - before < 1 << 20);
});

test('FrameReader refuses a length that cannot be, wherever the header is split', () => {
  for (const length of [3, 0, -1, -2147483648]) {
    const header = Buffer.alloc(5, 'Q');
    header.writeInt32BE(length, 1);
    for (let at = 0; at < 5; at++) {
      assert.throws(() => collect([header.subarray(0, at), header.subarray(at)]), refused('JK400'));
    }
  }
});

test('FrameReader refuses a frame over the limit as soon as its length is known, and takes one at the limit', () => {
  const stream = streamOf([{ type: 81, body: Buffer.alloc(96) }]);
  assert.equal(collect([stream], { maxLength: 100 }).length, 1);
  for (let at = 0; at < 5; at++) {
    const chunks = [stream.subarray(0, at), stream.subarray(at, 5)];
    assert.throws(() => collect(chunks, { maxLength: 99 }), refused('JK401'));
  }
});

test('FrameReader obeys a limit that is raised between frames', () => {
  const limit = { maxLength: 10 };
  const reader = new FrameReader(limit);
  const seen: number[] = [];
  reader.read(
    streamOf([
      { type: 112, body: Buffer.alloc(6) },
      { type: 81, body: Buffer.alloc(50) },
    ]),
    (type) => {
      seen.push(type);
      limit.maxLength = 100;
    },
  );
  assert.deepEqual(seen, [112, 81]);
});

test('FrameReader reads no further after a fault, its own or the visitor’s', () => {
  const reader = new FrameReader(LIMIT);
  const good = streamOf([{ type: 83, body: Buffer.alloc(0) }]);
  assert.throws(() => reader.read(Buffer.from('S\0\0\0\0'), never), refused('JK400'));
  assert.throws(() => reader.read(good, never), refused('JK400'));

  const thrower = new FrameReader(LIMIT);
  const fault = new Error('of the visitor');
  assert.throws(
    () =>
      thrower.read(good, () => {
        throw fault;
      }),
    fault,
  );
  assert.throws(() => thrower.read(good, never), refused('JK400'));
});

test('FrameReader meets random bytes with frames or a refusal only', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }), (chunks) => {
      const reader = new FrameReader({ maxLength: 64 });
      try {
        for (const chunk of chunks) reader.read(Buffer.from(chunk), () => {});
      } catch (error) {
        assert.ok(error instanceof Refusal);
      }
    }),
    { numRuns: 500 },
  );
});
