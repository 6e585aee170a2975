import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowDescription } from './backend-builders.ts';
import { readRowDescription } from './backend-parsers.ts';
import { ShapeReader, inFormats } from './shape.ts';

const types = { sealed: 70_000, array: 70_001 };
const described = (...columns: readonly (readonly [name: string, typeOid: number, format?: number])[]) =>
  rowDescription(
    columns.map(([name, typeOid, format = 0]) => ({
      name,
      tableOid: 0,
      attribute: 0,
      typeOid,
      typeLength: -1,
      typeModifier: -1,
      format,
    })),
  );

test('ShapeReader presents what is sealed as text, each time it comes', () => {
  const reader = new ShapeReader(types);
  for (let time = 0; time < 3; time++) {
    const frame = described(['id', 23], ['email', types.sealed, 1], ['phones', types.array]);
    assert.deepEqual(reader.present(frame, 0, frame.length), {
      sealed: [
        { column: 1, name: 'email', kind: 'cell' },
        { column: 2, name: 'phones', kind: 'array' },
      ],
      formats: [0, 1, 0],
    });
    assert.deepEqual(
      readRowDescription(frame, 0, frame.length).map((field) => field.typeOid),
      [23, 25, 1009],
    );
  }
});

test('ShapeReader takes no description for another that is as long and begins alike', () => {
  const reader = new ShapeReader(types);
  for (const typeOid of [25, types.sealed, 25, types.array, 25, types.sealed]) {
    const padded = Buffer.concat([Buffer.from('before'), described(['email', typeOid]), Buffer.from('after')]);
    const { sealed } = reader.present(padded, 6, padded.length - 5);
    assert.equal(sealed.length, typeOid === 25 ? 0 : 1);
  }
  for (const format of [0, 1, 0]) {
    const frame = described(['email', 25, format]);
    assert.deepEqual(reader.present(frame, 0, frame.length).formats, [format]);
  }
});

test('ShapeReader knows a plain description that was kept, though its memory is used again', () => {
  const reader = new ShapeReader(types);
  const memory = Buffer.alloc(200);
  const read = (frame: Buffer) => {
    frame.copy(memory);
    return reader.present(memory, 0, frame.length);
  };
  const first = read(described(['nickname', 25]));
  assert.equal(read(described(['birthday', types.sealed])).sealed.length, 1);
  assert.equal(read(described(['nickname', 25])), first);
});

test('inFormats gives every column the format that Bind asked for', () => {
  const sealed = [{ column: 0, name: 'email', kind: 'cell' as const }];
  const shape = { sealed, formats: [0, 0] };
  assert.deepEqual(inFormats(shape, []).formats, [0, 0]);
  assert.deepEqual(inFormats(shape, [1]).formats, [1, 1]);
  assert.deepEqual(inFormats(shape, [0, 1]).formats, [0, 1]);
});
