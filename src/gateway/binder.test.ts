import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { Binder, type BinderOptions } from './binder.ts';
import { loadParser } from './parser-pool.ts';
import { SealedTables } from './sealed-tables.ts';
import { mostDimensions, readArray } from './text-array.ts';

const [sealed, text] = [70_000, 25];
const one = { index: 0, array: false, place: 'comparing' } as const;
const many = { ...one, array: true };

/** The finder of a value is the value, marked. */
function binderOver(asked: string[]): Binder {
  const compare = (value: string) => {
    asked.push(value);
    return Promise.resolve(Buffer.from(`<${value}>`));
  };
  return new Binder({ types: { sealed, array: 70_001 }, compare } as unknown as BinderOptions);
}

function binaryArray(lengths: readonly number[], elements: readonly (Buffer | null)[]): Buffer {
  const head = [lengths.length, elements.includes(null) ? 1 : 0, text, ...lengths.flatMap((length) => [length, 1])];
  const pieces = elements.flatMap((element) => [int(element?.length ?? -1), element ?? Buffer.alloc(0)]);
  return Buffer.concat([...head.map(int), ...pieces]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const values = (...all: readonly string[]) => all.map((value) => Buffer.from(value));

suite('a parameter that is looked for', () => {
  const latin = Buffer.from('k\xffm@x.kr', 'latin1');
  for (const [what, value, format, parameter] of [
    ['a text', latin, 0, one],
    ['a binary value', latin, 1, one],
    ['an array in text', Buffer.concat([Buffer.from('{"'), latin, Buffer.from('"}')]), 0, many],
    ['a binary array', binaryArray([2], [Buffer.from('a@x.kr'), latin]), 1, many],
    ['a value that varchar(n) would cut', latin, 0, { ...one, longest: 3 }],
  ] as const)
    test(`${what} that is not UTF-8 is refused, and nothing looked for`, async () => {
      const asked: string[] = [];
      await assert.rejects(binderOver(asked).parameter(value, format, parameter, ''), { code: 'JK528' });
      assert.deepEqual(asked, []);
    });

  test('in a binary array of any dimensions each value becomes its finder, and the type the sealed one', async () => {
    for (const [lengths, elements] of [
      [[3], [...values('a', '한글'), null]],
      [[2, 2], values('a', 'b', 'c', 'd')],
      [[], []],
    ] as const) {
      const asked: string[] = [];
      const bound = await binderOver(asked).parameter(binaryArray(lengths, elements), 1, many, '');
      const texts = elements.map((element) => element?.toString() ?? null);
      assert.deepEqual(
        readArray(Buffer.concat([bound.subarray(0, 8), int(text), bound.subarray(12)]), 1, {
          dimensions: mostDimensions,
        }),
        texts.map((value) => (value === null ? null : `<${value}>`)),
      );
      assert.equal(bound.readUInt32BE(8), sealed);
      assert.deepEqual(bound.subarray(12, 12 + 8 * lengths.length), binaryArray(lengths, []).subarray(12));
      assert.deepEqual(
        asked,
        texts.filter((value) => value !== null),
      );
    }
  });

  test('a binary array whose elements are no texts is refused, and nothing looked for', async () => {
    const asked: string[] = [];
    for (const type of [0, 17, 23, sealed]) {
      const array = binaryArray([1], values('ABCD'));
      array.writeUInt32BE(type, 8);
      await assert.rejects(binderOver(asked).parameter(array, 1, many, ''), { code: 'JK513' });
    }
    assert.deepEqual(asked, []);
  });

  test('an array that is cut is refused', async () => {
    const whole = binaryArray([2], values('a', 'b'));
    for (const end of [0, 11, 15, 22, whole.length - 1])
      await assert.rejects(binderOver([]).parameter(whole.subarray(0, end), 1, many, ''), { code: 'JK513' });
  });

  test('of a long array the values are asked about in their order, a portion at a time', async () => {
    const asked: string[] = [];
    const all = Array.from({ length: 600 }, (_, n) => `v${n}`);
    const bound = await binderOver(asked).parameter(Buffer.from(`{${all.join()}}`), 0, many, '');
    assert.deepEqual(asked, all);
    const hex = (value: string) => `"\\\\x${Buffer.from(`<${value}>`).toString('hex')}"`;
    assert.equal(bound.toString(), `{${all.map(hex).join()}}`);
  });
});

suite('a statement that PostgreSQL refuses, under a grant that does not write', () => {
  before(() => loadParser());
  const members = {
    schema: 'public',
    name: 'members',
    kind: 'person' as const,
    personTable: 'public.members',
    keyColumn: 'id',
    keyType: 'bigint',
    owner: '',
    columns: ['id', 'email'],
    types: new Map(),
    uniques: new Map(),
    sealed: new Map([['email', { field: 1, group: 1 }]]),
  } as const;
  const refusing = (code: string) =>
    new Binder({
      types: { sealed, array: 70_001 },
      side: { describeUnder: () => undefined },
      probe: { run: () => Promise.resolve({ kind: 'fails', code, message: 'no' }) },
      tables: () => Promise.resolve(new SealedTables([members])),
      writes: null,
    } as unknown as BinderOptions);
  for (const [what, statement, code, expected] of [
    ['that stores', `update members set email = 'a'::text`, '42804', { code: 'JK510' }],
    ['that stores what cannot be sealed', `update members set email = lower('a')`, '42883', { code: 'JK510' }],
    ['that stores, and is wrong otherwise', `update members set email = 'a', b = 1`, '42703', { sqlstate: '42703' }],
    ['that stores nothing sealed', `delete from members where email < 'a'`, '42883', { sqlstate: '42883' }],
  ] as const)
    test(`${what} is ${JSON.stringify(expected)}`, () =>
      assert.rejects(refusing(code).bind(statement, [], 'public'), expected));
});
