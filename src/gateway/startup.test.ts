import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import { cancelRequest, sslRequest, startupMessage } from './frontend-builders.ts';
import { STARTUP_LIMIT, type StartupPacket, StartupReader } from './startup.ts';

function readAll(chunks: readonly Buffer[]): { packets: StartupPacket[]; rest: string } {
  const reader = new StartupReader();
  const packets: StartupPacket[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of chunks) {
    rest = chunk;
    for (let found = reader.read(rest); found !== undefined; found = reader.read(rest)) {
      packets.push(found.packet);
      rest = found.rest;
      if (found.packet.kind === 'startup') return { packets, rest: rest.toString() };
    }
  }
  return { packets, rest: '' };
}

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

function packet(...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

const VERSION = Buffer.from([0, 3, 0, 0]);
const gssencRequest = packet(Buffer.from('04d21630', 'hex'));
const parameters = new Map([
  ['user', '김지수'],
  ['database', 'example'],
  ['_pq_.something', '1'],
]);

test('StartupReader reads every kind of packet, wherever the stream is split', () => {
  const key = Buffer.alloc(32, 9);
  const stream = Buffer.concat([
    sslRequest(),
    gssencRequest,
    cancelRequest(4711, key),
    startupMessage(parameters, 2),
    Buffer.from('rest'),
  ]);
  const expected: StartupPacket[] = [
    { kind: 'ssl' },
    { kind: 'gssenc' },
    { kind: 'cancel', processId: 4711, key },
    { kind: 'startup', minor: 2, user: '김지수', parameters },
  ];
  for (let at = 0; at <= stream.length; at++) {
    const { packets, rest } = readAll([stream.subarray(0, at), stream.subarray(at)]);
    assert.deepEqual(packets, expected);
    assert.equal(rest, at >= stream.length - 4 ? 'rest'.slice(0, at - stream.length + 4) : 'rest');
  }
  assert.deepEqual(readAll(Array.from(stream, (byte) => Buffer.of(byte))).packets, expected);
});

test('StartupReader hands back the bytes that follow an SSLRequest', () => {
  const found = new StartupReader().read(Buffer.concat([sslRequest(), startupMessage(parameters)]));
  assert.deepEqual(found, { packet: { kind: 'ssl' }, rest: startupMessage(parameters) });
});

test('StartupReader takes cancel keys of 4 to 256 bytes', () => {
  for (const size of [4, 5, 32, 256]) {
    const key = Buffer.alloc(size, 1);
    assert.deepEqual(readAll([cancelRequest(-2, key)]).packets, [{ kind: 'cancel', processId: -2, key }]);
  }
  for (const size of [0, 3, 257]) {
    assert.throws(() => readAll([cancelRequest(1, Buffer.alloc(size))]), refused('JK400'));
  }
});

test('StartupReader takes 10,000 bytes and refuses one more before they arrive', () => {
  const fixed = packet(VERSION, 'user\0', '\0', '\0').length;
  const longest = packet(VERSION, 'user\0', 'u'.repeat(STARTUP_LIMIT + 4 - fixed), '\0', '\0');
  assert.equal(longest.length, STARTUP_LIMIT + 4);
  assert.equal(readAll([longest]).packets.length, 1);
  const header = Buffer.alloc(4);
  header.writeInt32BE(STARTUP_LIMIT + 5);
  assert.throws(() => new StartupReader().read(header), refused('JK401'));
  assert.throws(() => new StartupReader().read(Buffer.from('GET / HTTP/1.1\r\n')), refused('JK401'));
});

test('StartupReader refuses what is malformed or ambiguous', () => {
  const cases: readonly (readonly [string, Buffer])[] = [
    ['a length below its own', Buffer.from([0, 0, 0, 7])],
    ['a negative length', Buffer.from([255, 255, 255, 255])],
    ['no user', packet(VERSION, 'database\0x\0\0')],
    ['an empty user', packet(VERSION, 'user\0\0\0')],
    ['a user given twice', packet(VERSION, 'user\0a\0user\0b\0\0')],
    ['no terminator', packet(VERSION, 'user\0a\0')],
    ['bytes behind the terminator', packet(VERSION, 'user\0a\0\0x')],
    ['a name without a value', packet(VERSION, 'user\0a\0database\0')],
    ['a string that is not UTF-8', packet(VERSION, 'user\0', Buffer.from([0xff]), '\0\0')],
    ['an SSLRequest with a body', packet(Buffer.from('04d2162f', 'hex'), 'x')],
  ];
  for (const [name, bytes] of cases) assert.throws(() => readAll([bytes]), refused('JK400'), name);
});

test('StartupReader refuses protocols other than 3', () => {
  for (const version of ['00020000', '00040000', '00000000', 'ffffffff']) {
    assert.throws(() => readAll([packet(Buffer.from(version, 'hex'), 'user\0a\0\0')]), refused('JK405'));
  }
});

test('StartupReader keeps a parameter called __proto__ a parameter', () => {
  const given = new Map([
    ['user', 'a'],
    ['__proto__', 'b'],
  ]);
  assert.deepEqual(readAll([startupMessage(given)]).packets[0], {
    kind: 'startup',
    minor: 0,
    user: 'a',
    parameters: given,
  });
});

test('StartupReader meets random bytes with a packet, nothing yet, or a refusal', () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.concat([VERSION, bytes])),
  );
  fc.assert(
    fc.property(body, fc.boolean(), (bytes, framed) => {
      try {
        readAll([framed ? packet(Buffer.from(bytes)) : Buffer.from(bytes)]);
      } catch (error) {
        assert.ok(error instanceof Refusal);
      }
    }),
    { numRuns: 1000 },
  );
});
