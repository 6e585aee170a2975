import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import * as authentication from './authentication-message.ts';
import * as say from './backend-builders.ts';
import * as read from './backend-parsers.ts';
import { FrameWriter } from './frame-writer.ts';
import * as ask from './frontend-builders.ts';
import * as hear from './frontend-parsers.ts';
import { backend, type Target, type TransactionStatus } from './message.ts';

/** Plain objects: assert tells those without a prototype apart. */
function record<T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(shape, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

type Parser = (bytes: Buffer, start: number, end: number) => unknown;

const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !value.includes('\0'));
const word = text.filter((value) => value !== '');
const oid = fc.nat(0xffff_ffff);
const bytes = fc.uint8Array({ maxLength: 30 }).map((value) => Buffer.from(value));
const cell = fc.option(bytes, { nil: null });
const format = fc.constantFrom(0, 1);
const int16 = fc.integer({ min: -32768, max: 32767 });
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const field = record({
  name: text,
  tableOid: oid,
  attribute: int16,
  typeOid: oid,
  typeLength: int16,
  typeModifier: int32,
  format: int16,
});
const target = fc.constantFrom<Target>('statement', 'portal');

function cellsOf(frame: Buffer, start: number, end: number): (Buffer | null)[] {
  const cells: (Buffer | null)[] = [];
  const count = read.visitDataRow(frame, start, end, (column, from, to) => {
    assert.equal(column, cells.length);
    cells.push(from === -1 ? null : frame.subarray(from, to));
  });
  assert.equal(count, cells.length);
  return cells;
}

/** Reads the frame between bytes that are not its own: nothing outside may be looked at. */
function within(frame: Buffer, parser: Parser): unknown {
  const around = Buffer.concat([Buffer.alloc(7, 0xee), frame, Buffer.alloc(9)]);
  return parser(around, 7, 7 + frame.length);
}

function roundTrip<T>(name: string, arbitrary: fc.Arbitrary<T>, build: (value: T) => Buffer, parser: Parser): void {
  test(`${name} reads back what was built, and nothing shorter or longer`, () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const frame = build(value);
        assert.deepEqual(within(frame, parser), value);
        for (let end = 0; end < frame.length; end++) refuses(() => parser(frame, 0, end));
        refuses(() => parser(Buffer.concat([frame, Buffer.alloc(1)]), 0, frame.length + 1));
        // With its length mended, each shorter or longer frame is still not the message; these may also be read as another one.
        for (let end = 5; end <= frame.length + 1; end++) {
          const cut = Buffer.concat([frame, Buffer.alloc(1)]).subarray(0, end);
          cut.writeInt32BE(end - 1, 1);
          refusesOrReads(() => parser(cut, 0, end));
        }
      }),
      { numRuns: 60 },
    );
  });
}

function refuses(attempt: () => unknown): void {
  assert.throws(attempt, (error) => error instanceof Refusal && error.code === 'JK400');
}

function refusesOrReads(attempt: () => unknown): void {
  try {
    attempt();
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'JK400', String(error));
  }
}

roundTrip('readQuery', text, ask.query, hear.readQuery);
roundTrip('readParse', record({ name: text, text, oids: fc.array(oid, { maxLength: 5 }) }), ask.parse, hear.readParse);
const binds = record({
  portal: text,
  statement: text,
  parameters: fc.array(cell, { maxLength: 5 }),
  one: fc.array(format, { maxLength: 1 }),
  all: fc.boolean(),
  resultFormats: fc.array(format, { maxLength: 5 }),
}).map(({ one, all, ...rest }) => ({
  ...rest,
  parameterFormats: all ? rest.parameters.map((_, at) => at % 2) : one,
}));
roundTrip('readBind', binds, ask.bind, hear.readBind);
roundTrip(
  'readExecute',
  record({ portal: text, maxRows: fc.nat(2 ** 31 - 1) }),
  ({ portal, maxRows }) => ask.execute(portal, maxRows),
  hear.readExecute,
);
const named = record({ target, name: text });
roundTrip('readDescribe', named, (value) => ask.describe(value.target, value.name), hear.readDescribe);
roundTrip('readClose', named, (value) => ask.close(value.target, value.name), hear.readClose);
roundTrip(
  'readSaslInitialResponse',
  record({ mechanism: text, data: text }),
  ({ mechanism, data }) => ask.saslInitialResponse(mechanism, data),
  authentication.readSaslInitialResponse,
);
roundTrip('readSaslResponse', text, ask.saslResponse, authentication.readSaslResponse);

roundTrip('readRowDescription', fc.array(field, { maxLength: 5 }), say.rowDescription, (frame, start, end) =>
  read.readRowDescription(frame, start, end).map(({ typeOidAt, ...rest }) => {
    assert.equal(frame.readUInt32BE(typeOidAt), rest.typeOid);
    return rest;
  }),
);
roundTrip(
  'readParameterDescription',
  fc.array(oid, { maxLength: 5 }),
  say.parameterDescription,
  (frame, start, end) => {
    const { oids, oidsAt } = read.readParameterDescription(frame, start, end);
    oids.forEach((value, at) => assert.equal(frame.readUInt32BE(oidsAt + 4 * at), value));
    return oids;
  },
);
roundTrip('visitDataRow', fc.array(cell, { maxLength: 5 }), (cells) => say.dataRow(cells), cellsOf);
roundTrip(
  'readParameterStatus',
  record({ name: text, value: text }),
  ({ name, value }) => say.parameterStatus(name, value),
  read.readParameterStatus,
);
roundTrip('readCommandComplete', text, say.commandComplete, read.readCommandComplete);
roundTrip(
  'readBackendKeyData',
  record({ processId: int32, key: fc.uint8Array({ minLength: 4, maxLength: 40 }).map((key) => Buffer.from(key)) }),
  ({ processId, key }) => say.backendKeyData(processId, key),
  read.readBackendKeyData,
);
roundTrip(
  'readReadyForQuery',
  fc.constantFrom<TransactionStatus>('I', 'T', 'E'),
  say.readyForQuery,
  read.readReadyForQuery,
);
const report = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...'SVCMDHPpqWstcdnFLR'.split('')), text), { selector: ([letter]) => letter })
  .map((fields) => new Map(fields));
roundTrip('readReport of an ErrorResponse', report, say.errorMessage, read.readReport);
roundTrip('readReport of a NoticeResponse', report, say.noticeMessage, read.readReport);
roundTrip(
  'readAuthentication',
  fc.oneof(
    fc.constant<authentication.Authentication>({ kind: 'ok' }),
    record({ kind: fc.constant('sasl' as const), mechanisms: fc.array(word, { maxLength: 3 }) }),
    record({ kind: fc.constantFrom('sasl_continue' as const, 'sasl_final' as const), data: text }),
  ),
  (value) => {
    switch (value.kind) {
      case 'ok':
        return say.authenticationOk();
      case 'sasl':
        return say.authenticationSasl(value.mechanisms);
      case 'sasl_continue':
        return say.authenticationSaslContinue(value.data);
      case 'sasl_final':
        return say.authenticationSaslFinal(value.data);
      case 'other':
        return assert.fail();
    }
  },
  authentication.readAuthentication,
);

test('readAuthentication names the ways to sign in that are not ours by their code', () => {
  const md5 = Buffer.from('520000000c0000000501020304', 'hex');
  assert.deepEqual(authentication.readAuthentication(md5, 0, md5.length), { kind: 'other', code: 5 });
});

test('parsers meet random bodies with a value or a refusal', () => {
  const parsers: readonly (readonly [string, Parser])[] = [
    ...Object.entries({ ...hear, visitDataRow: cellsOf }),
    ...Object.entries(read).filter(([name]) => name.startsWith('read')),
    ...Object.entries(authentication),
  ] as [string, Parser][];
  // Small numbers make counts and lengths that nearly fit.
  const body = fc.oneof(bytes, fc.array(fc.constantFrom(0, 0, 0, 1, 2, 5, 65, 255), { maxLength: 40 }));
  const types = Buffer.from('QPBEDCpTtDENSCKZR');
  fc.assert(
    fc.property(body, (value) => {
      for (const type of types) {
        const frame = new FrameWriter().begin(type).raw(Uint8Array.from(value)).end().take();
        for (const [, parser] of parsers) refusesOrReads(() => within(frame, parser));
      }
    }),
    { numRuns: 1000 },
  );
});

test('readBind refuses formats that nobody defined, and a number of them that fits nothing', () => {
  const sound = { portal: '', statement: '', parameterFormats: [], parameters: [null, null, null], resultFormats: [] };
  for (const fault of [{ parameterFormats: [2] }, { resultFormats: [-1] }, { parameterFormats: [0, 1] }]) {
    const frame = ask.bind({ ...sound, ...fault });
    refuses(() => hear.readBind(frame, 0, frame.length));
  }
});

test('readBindHead reads and refuses as readBind does, whatever byte is wrong', () => {
  const headOf = (frame: Buffer, reader: typeof hear.readBindHead) => {
    try {
      const { portal, statement, resultFormats } = reader(frame, 0, frame.length);
      return { portal, statement, resultFormats };
    } catch (error) {
      return error instanceof Refusal ? error.code : error;
    }
  };
  const either = fc.tuple(binds, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean());
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(either, ([message, at, byte, spoil]) => {
      const frame = ask.bind(message);
      if (spoil && frame.length > 5) frame[5 + (at % (frame.length - 5))] = byte;
      const head = headOf(frame, hear.readBindHead);
      assert.deepEqual(head, headOf(frame, hear.readBind));
      seen[head === 'JK400' ? 'refused' : 'read'] += 1;
    }),
    { numRuns: 2000 },
  );
  assert.ok(seen.read > 100 && seen.refused > 100);
});

test('names of every length and alphabet are read as they are, and refused where they are not UTF-8', () => {
  for (let size = 0; size < 140; size++)
    for (const letter of ['n', 'é', '이', '\u{1f600}']) {
      const name = `${'n'.repeat(size)}${letter}`;
      const frame = ask.describe('portal', name);
      assert.equal(hear.readDescribe(frame, 0, frame.length).name, name);
      const spoilt = Buffer.from(frame);
      spoilt[6 + size] = 0xff;
      refuses(() => hear.readDescribe(spoilt, 0, spoilt.length));
    }
});

test('readQuery refuses text that is not UTF-8', () => {
  const frame = new FrameWriter()
    .begin(0x51)
    .raw(Buffer.from([0x27, 0xff, 0x27, 0]))
    .end()
    .take();
  refuses(() => hear.readQuery(frame, 0, frame.length));
});

test('readRowDescription gives the place of each type OID, so that it can be patched in place', () => {
  const column = { tableOid: 1, attribute: 1, typeLength: -1, typeModifier: -1, format: 0 };
  const frame = say.rowDescription([
    { ...column, name: 'email', typeOid: 90001 },
    { ...column, name: '나이', typeOid: 23 },
  ]);
  for (const read_ of read.readRowDescription(frame, 0, frame.length)) {
    if (read_.typeOid === 90001) frame.writeUInt32BE(25, read_.typeOidAt);
  }
  assert.deepEqual(
    read.readRowDescription(frame, 0, frame.length).map(({ name, typeOid }) => [name, typeOid]),
    [
      ['email', 25],
      ['나이', 23],
    ],
  );
});

test('builders refuse a string that would end early and more values than a count can say', () => {
  refuses(() => ask.query('select 1\0; drop table members'));
  refuses(() => ask.startupMessage(new Map([['user', 'a\0b']])));
  refuses(() => ask.parse({ name: '', text: '', oids: Array.from({ length: 65536 }, () => 0) }));
});

test('FrameWriter builds many frames in one buffer, and leaves alone what was taken', () => {
  const writer = new FrameWriter(16);
  say.dataRow([Buffer.from('a'), null], writer);
  say.dataRow([Buffer.from('b'.repeat(100)), null], writer);
  assert.equal(writer.size, 16 + 115);
  const taken = writer.take();
  const before = taken.toString('hex');
  say.dataRow([Buffer.alloc(500, 'c')], writer);
  writer.take();
  assert.equal(taken.toString('hex'), before);
  assert.deepEqual(cellsOf(taken, 0, 16), [Buffer.from('a'), null]);
});

test('the messages without content are bytes that PostgreSQL knows', () => {
  assert.equal(ask.sync().toString('hex'), '5300000004');
  assert.equal(ask.terminate().toString('hex'), '5800000004');
  assert.equal(ask.sslRequest().toString('hex'), '0000000804d2162f');
  assert.equal(say.bareMessage(backend.parseComplete).toString('hex'), '3100000004');
  assert.equal(
    say.negotiateProtocolVersion(0, ['_pq_.x']).toString('latin1'),
    'v\0\0\0\x13\0\x03\0\0\0\0\0\x01_pq_.x\0',
  );
});
