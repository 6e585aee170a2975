/**
 * What a gateway asks and hears about one batch.
 *
 * Request: session 16 · batch u32 · statement fingerprint 32 · count u32 · (length u32 · envelope)*.
 * Answer: count u32 · (kind u8 · length u32 · text)*; kind 0 is text in UTF-8, 1 is withheld and empty.
 */
import { readSubjectId, writeSubjectId } from './subject-id.ts';

export type OpenRequest = {
  /** Session id as a uuid. */
  readonly session: string;
  /** Rises by one with each batch of the session; asking again with the same number is asking again. */
  readonly batch: number;
  /** SHA-256 of the statement without its literals. */
  readonly fingerprint: Buffer;
  readonly envelopes: readonly Buffer[];
};

/** Text of each envelope in order; null where it is withheld. */
export type Opened = readonly (Buffer | null)[];

const head = 16 + 4 + 32 + 4;

export function encodeOpenRequest(request: OpenRequest): Buffer {
  let length = head;
  for (const envelope of request.envelopes) length += 4 + envelope.length;
  const bytes = Buffer.allocUnsafe(length);
  writeSubjectId(request.session, bytes, 0);
  bytes.writeUInt32BE(request.batch, 16);
  request.fingerprint.copy(bytes, 20);
  bytes.writeUInt32BE(request.envelopes.length, 52);
  let at = head;
  for (const envelope of request.envelopes) {
    bytes.writeUInt32BE(envelope.length, at);
    envelope.copy(bytes, at + 4);
    at += 4 + envelope.length;
  }
  return bytes;
}

/** Batches are an `int` where they are recorded: a greater one would fail the whole commit that it is in. */
export function readBatch(bytes: Buffer): number {
  const batch = bytes.readUInt32BE(16);
  if (batch > 0x7fff_ffff) throw new RangeError('a request has an impossible batch number');
  return batch;
}

/** Throws RangeError where the bytes are not such a request. The envelopes are views into `bytes`. */
export function decodeOpenRequest(bytes: Buffer): OpenRequest {
  if (bytes.length < head) throw new RangeError('an open request is cut');
  const count = bytes.readUInt32BE(52);
  const envelopes: Buffer[] = [];
  let at = head;
  for (let n = 0; n < count; n++) {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new RangeError('an open request is cut');
    envelopes.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  if (at !== bytes.length) throw new RangeError('an open request has bytes left over');
  return {
    session: readSubjectId(bytes, 0),
    batch: readBatch(bytes),
    fingerprint: bytes.subarray(20, 52),
    envelopes,
  };
}

export function encodeOpened(opened: Opened): Buffer {
  let length = 4;
  for (const cell of opened) length += 5 + (cell?.length ?? 0);
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeUInt32BE(opened.length, 0);
  let at = 4;
  for (const cell of opened) {
    bytes.writeUInt8(cell === null ? 1 : 0, at);
    bytes.writeUInt32BE(cell?.length ?? 0, at + 1);
    cell?.copy(bytes, at + 5);
    at += 5 + (cell?.length ?? 0);
  }
  return bytes;
}

/** Throws RangeError where the bytes are not such an answer. */
export function decodeOpened(bytes: Buffer): Opened {
  const count = bytes.readUInt32BE(0);
  const opened: (Buffer | null)[] = [];
  let at = 4;
  for (let n = 0; n < count; n++) {
    const withheld = bytes.readUInt8(at) === 1;
    const length = bytes.readUInt32BE(at + 1);
    if (at + 5 + length > bytes.length) throw new RangeError('an answer is cut');
    opened.push(withheld ? null : bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return opened;
}

/** Compare request: session 16 · batch u32 · fingerprint 32 · the value in UTF-8. The answer is a finder. */
export type CompareRequest = {
  readonly session: string;
  readonly batch: number;
  readonly fingerprint: Buffer;
  readonly value: string;
};

export function encodeCompareRequest(request: CompareRequest): Buffer {
  const value = Buffer.from(request.value, 'utf8');
  const bytes = Buffer.allocUnsafe(52 + value.length);
  writeSubjectId(request.session, bytes, 0);
  bytes.writeUInt32BE(request.batch, 16);
  request.fingerprint.copy(bytes, 20);
  value.copy(bytes, 52);
  return bytes;
}

export function decodeCompareRequest(bytes: Buffer): CompareRequest {
  if (bytes.length < 52) throw new RangeError('a compare request is cut');
  return {
    session: readSubjectId(bytes, 0),
    batch: readBatch(bytes),
    fingerprint: bytes.subarray(20, 52),
    value: bytes.toString('utf8', 52),
  };
}

/** One value to seal: subject 16 · field u16 · length u32 · text, repeated after a count u32. The answer is count · (length · envelope)*. */
export type SealItem = { readonly subject: string; readonly field: number; readonly text: string };

export function encodeSealRequest(items: readonly SealItem[]): Buffer {
  const texts = items.map((item) => Buffer.from(item.text, 'utf8'));
  const bytes = Buffer.allocUnsafe(4 + texts.reduce((sum, text) => sum + 22 + text.length, 0));
  bytes.writeUInt32BE(items.length, 0);
  let at = 4;
  items.forEach((item, n) => {
    const text = texts[n] ?? Buffer.alloc(0);
    writeSubjectId(item.subject, bytes, at);
    bytes.writeUInt16BE(item.field, at + 16);
    bytes.writeUInt32BE(text.length, at + 18);
    text.copy(bytes, at + 22);
    at += 22 + text.length;
  });
  return bytes;
}

export function decodeSealRequest(bytes: Buffer): SealItem[] {
  const count = bytes.readUInt32BE(0);
  const items: SealItem[] = [];
  let at = 4;
  for (let n = 0; n < count; n++) {
    const length = bytes.readUInt32BE(at + 18);
    if (at + 22 + length > bytes.length) throw new RangeError('a seal request is cut');
    items.push({
      subject: readSubjectId(bytes, at),
      field: bytes.readUInt16BE(at + 16),
      text: bytes.toString('utf8', at + 22, at + 22 + length),
    });
    at += 22 + length;
  }
  return items;
}
