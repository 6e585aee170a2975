/**
 * Reads what a client says. Every function takes a frame as FrameReader visits it (`bytes[start]` is the type byte) and refuses with
 * JK400 what is not exactly that message. Text must be UTF-8, the one client encoding that the gateway admits.
 */
import { FrameCursor } from './frame-cursor.ts';
import type { Bind, Parse } from './frontend-builders.ts';
import { frontend, malformed, type Target } from './message.ts';

/** The text of a simple query: any number of statements. */
export function readQuery(bytes: Buffer, start: number, end: number): string {
  const cursor = FrameCursor.body('Query', frontend.query, bytes, start, end);
  const text = cursor.cString();
  cursor.done();
  return text;
}

export function readParse(bytes: Buffer, start: number, end: number): Parse {
  const cursor = FrameCursor.body('Parse', frontend.parse, bytes, start, end);
  const name = cursor.cString();
  const text = cursor.cString();
  const oids: number[] = [];
  for (let left = cursor.uint16(); left > 0; left--) oids.push(cursor.uint32());
  cursor.done();
  return { name, text, oids };
}

/** The parameters share memory with the frame. */
export function readBind(bytes: Buffer, start: number, end: number): Bind {
  const cursor = FrameCursor.body('Bind', frontend.bind, bytes, start, end);
  const portal = cursor.cString();
  const statement = cursor.cString();
  const parameterFormats = readFormats(cursor);
  const parameters: (Buffer | null)[] = [];
  for (let left = cursor.uint16(); left > 0; left--) parameters.push(cursor.value());
  const resultFormats = readFormats(cursor);
  cursor.done();
  if (parameterFormats.length > 1 && parameterFormats.length !== parameters.length) {
    throw malformed('Bind', 'has more or fewer formats than parameters');
  }
  return { portal, statement, parameterFormats, parameters, resultFormats };
}

/** Bind but for its values, where nobody looks at them. Checked as a whole all the same. */
export function readBindHead(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly portal: string; readonly statement: string; readonly resultFormats: readonly number[] } {
  const cursor = FrameCursor.body('Bind', frontend.bind, bytes, start, end);
  const portal = cursor.cString();
  const statement = cursor.cString();
  const formats = readFormats(cursor).length;
  const parameters = cursor.uint16();
  for (let left = parameters; left > 0; left--) cursor.skipValue();
  const resultFormats = readFormats(cursor);
  cursor.done();
  if (formats > 1 && formats !== parameters) throw malformed('Bind', 'has more or fewer formats than parameters');
  return { portal, statement, resultFormats };
}

/** `maxRows` 0 means all; the server takes a negative number for 0, and so do we. */
export function readExecute(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly portal: string; readonly maxRows: number } {
  const cursor = FrameCursor.body('Execute', frontend.execute, bytes, start, end);
  const portal = cursor.cString();
  const maxRows = Math.max(0, cursor.int32());
  cursor.done();
  return { portal, maxRows };
}

export type Named = { readonly target: Target; readonly name: string };

export function readDescribe(bytes: Buffer, start: number, end: number): Named {
  return readNamed('Describe', frontend.describe, bytes, start, end);
}

export function readClose(bytes: Buffer, start: number, end: number): Named {
  return readNamed('Close', frontend.close, bytes, start, end);
}

function readNamed(message: string, type: number, bytes: Buffer, start: number, end: number): Named {
  const cursor = FrameCursor.body(message, type, bytes, start, end);
  const letter = String.fromCharCode(cursor.byte());
  const name = cursor.cString();
  cursor.done();
  if (letter !== 'S' && letter !== 'P') throw malformed(message, 'names neither a statement nor a portal');
  return { target: letter === 'S' ? 'statement' : 'portal', name };
}

const noFormats: readonly number[] = [];

function readFormats(cursor: FrameCursor): readonly number[] {
  const count = cursor.uint16();
  if (count === 0) return noFormats;
  const formats: number[] = [];
  for (let left = count; left > 0; left--) {
    const format = cursor.int16();
    if (format !== 0 && format !== 1) throw cursor.refuse('has an unknown format');
    formats.push(format);
  }
  return formats;
}
