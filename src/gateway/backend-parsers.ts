/**
 * Reads what the membership database says. Every function takes a frame as FrameReader visits it (`bytes[start]` is the type byte)
 * and refuses with JK400 what is not exactly that message. Offsets are offsets in `bytes`.
 */
import type { RowField } from './backend-builders.ts';
import { checkFrame, FrameCursor } from './frame-cursor.ts';
import { backend, malformed, type TransactionStatus } from './message.ts';

/** A column, and where its type OID (4 bytes, big-endian) stands, so that it can be overwritten in place. */
export type ReadField = RowField & { readonly typeOidAt: number };

export function readRowDescription(bytes: Buffer, start: number, end: number): readonly ReadField[] {
  const cursor = FrameCursor.body('RowDescription', backend.rowDescription, bytes, start, end);
  const fields: ReadField[] = [];
  for (let left = cursor.uint16(); left > 0; left--) {
    const name = cursor.cString();
    const tableOid = cursor.uint32();
    const attribute = cursor.int16();
    const typeOidAt = cursor.at;
    const typeOid = cursor.uint32();
    const typeLength = cursor.int16();
    const typeModifier = cursor.int32();
    const format = cursor.int16();
    fields.push({ name, tableOid, attribute, typeOid, typeLength, typeModifier, format, typeOidAt });
  }
  cursor.done();
  return fields;
}

/** Type OIDs of a statement's parameters; they stand one after the other, 4 bytes each, from `oidsAt`. */
export function readParameterDescription(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly oids: readonly number[]; readonly oidsAt: number } {
  const cursor = FrameCursor.body('ParameterDescription', backend.parameterDescription, bytes, start, end);
  const oids: number[] = [];
  const count = cursor.uint16();
  const oidsAt = cursor.at;
  for (let left = count; left > 0; left--) oids.push(cursor.uint32());
  cursor.done();
  return { oids, oidsAt };
}

/**
 * Visits the cells of a DataRow and returns how many there are; nothing is allocated. `from` and `to` bound the cell in `bytes`;
 * both are −1 for null. The row is checked as it is walked: on a refusal the visitor may have seen its first cells.
 */
export function visitDataRow(
  bytes: Buffer,
  start: number,
  end: number,
  visit: (column: number, from: number, to: number) => void,
): number {
  checkFrame('DataRow', backend.dataRow, bytes, start, end);
  if (end - start < 7) throw malformed('DataRow', 'ends too early');
  const columns = bytes.readUInt16BE(start + 5);
  let at = start + 7;
  for (let column = 0; column < columns; column++) {
    if (end - at < 4) throw malformed('DataRow', 'ends too early');
    const size = bytes.readInt32BE(at);
    at += 4;
    if (size === -1) {
      visit(column, -1, -1);
      continue;
    }
    if (size < 0) throw malformed('DataRow', 'has a negative length');
    if (size > end - at) throw malformed('DataRow', 'ends too early');
    visit(column, at, at + size);
    at += size;
  }
  if (at !== end) throw malformed('DataRow', 'is longer than its content');
  return columns;
}

/** A row whose columns are text. */
export function readTextRow(bytes: Buffer, start: number, end: number): (string | null)[] {
  const row: (string | null)[] = [];
  visitDataRow(bytes, start, end, (column, from, to) => {
    row[column] = from < 0 ? null : bytes.toString('utf8', from, to);
  });
  return row;
}

/**
 * Fields of an ErrorResponse or NoticeResponse by letter. Bytes that are not UTF-8 become U+FFFD: before sign-in a server may speak in
 * the encoding of its own locale, and its complaint must not be lost.
 */
export function readReport(bytes: Buffer, start: number, end: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [letter, value] of reportFields(bytes, start, end)) {
    fields.set(String.fromCharCode(letter), value.toString('utf8'));
  }
  return fields;
}

/** Letter (a byte) and undecoded value of each field; the values share memory with the frame. */
export function* reportFields(bytes: Buffer, start: number, end: number): Generator<readonly [number, Buffer]> {
  const type = bytes[start] === backend.noticeResponse ? backend.noticeResponse : backend.errorResponse;
  const name = type === backend.noticeResponse ? 'NoticeResponse' : 'ErrorResponse';
  const cursor = FrameCursor.body(name, type, bytes, start, end);
  for (let letter = cursor.byte(); letter !== 0; letter = cursor.byte()) yield [letter, cursor.cBytes()];
  cursor.done();
}

export function readParameterStatus(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly name: string; readonly value: string } {
  const cursor = FrameCursor.body('ParameterStatus', backend.parameterStatus, bytes, start, end);
  const name = cursor.cString();
  const value = cursor.cString();
  cursor.done();
  return { name, value };
}

/** The command tag, such as `INSERT 0 1`. */
export function readCommandComplete(bytes: Buffer, start: number, end: number): string {
  const cursor = FrameCursor.body('CommandComplete', backend.commandComplete, bytes, start, end);
  const tag = cursor.cString();
  cursor.done();
  return tag;
}

/** `key` is a copy: it outlives the chunk. */
export function readBackendKeyData(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly processId: number; readonly key: Buffer } {
  const cursor = FrameCursor.body('BackendKeyData', backend.backendKeyData, bytes, start, end);
  const processId = cursor.int32();
  const key = Buffer.from(cursor.rest());
  if (key.length < 4 || key.length > 256) throw malformed('BackendKeyData', 'has a key of an impossible length');
  return { processId, key };
}

export function readReadyForQuery(bytes: Buffer, start: number, end: number): TransactionStatus {
  const cursor = FrameCursor.body('ReadyForQuery', backend.readyForQuery, bytes, start, end);
  const status = String.fromCharCode(cursor.byte());
  cursor.done();
  if (status !== 'I' && status !== 'T' && status !== 'E') throw malformed('ReadyForQuery', 'has an unknown status');
  return status;
}
