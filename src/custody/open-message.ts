/**
 * What a gateway asks and hears about one batch.
 *
 * Request: session 16 · batch u32 · statement fingerprint 32 · on behalf u16 + text · count u32 · (length u32 · envelope)*. The count's highest bit says
 * that the values leave as a copy: a custodian that does not know it takes the request for a cut one, and opens nothing.
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
  /** On whose behalf, as a service says; at most 64 KiB, of which the custodian takes less. */
  readonly onBehalf?: string;
  /** Whether the values leave as a copy (COPY TO), which only a grant with export allows. */
  readonly asExport?: boolean;
  readonly envelopes: readonly Buffer[];
};

/** Text of each envelope in order; null where it is withheld. */
export type Opened = readonly (Buffer | null)[];

/** In an open request's count. */
const exportBit = 0x8000_0000;

/** What every request begins with: session, batch, fingerprint, and on whose behalf. */
const head = 16 + 4 + 32 + 2;

export type Headed = Pick<OpenRequest, 'session' | 'batch' | 'fingerprint' | 'onBehalf'>;

/** A buffer that begins with the head and has `rest` bytes after it, and where these begin. */
export function withHead(
  { session, batch, fingerprint, onBehalf = '' }: Headed,
  rest: number,
): [bytes: Buffer, at: number] {
  const text = Buffer.from(onBehalf, 'utf8');
  const bytes = Buffer.allocUnsafe(head + text.length + rest);
  writeSubjectId(session, bytes, 0);
  bytes.writeUInt32BE(batch, 16);
  fingerprint.copy(bytes, 20);
  bytes.writeUInt16BE(text.length, 52);
  text.copy(bytes, head);
  return [bytes, head + text.length];
}

export function readHead(bytes: Buffer): [headed: Headed, at: number] {
  if (bytes.length < head) throw new RangeError('a request is cut');
  const length = bytes.readUInt16BE(52);
  if (bytes.length < head + length) throw new RangeError('a request is cut');
  const headed = { session: readSubjectId(bytes, 0), batch: readBatch(bytes), fingerprint: bytes.subarray(20, 52) };
  if (length === 0) return [headed, head];
  return [{ ...headed, onBehalf: bytes.toString('utf8', head, head + length) }, head + length];
}

export function encodeOpenRequest(request: OpenRequest): Buffer {
  let length = 4;
  for (const envelope of request.envelopes) length += 4 + envelope.length;
  const [bytes, start] = withHead(request, length);
  const marks = request.asExport === true ? exportBit : 0;
  let at = bytes.writeUInt32BE(request.envelopes.length + marks, start);
  for (const envelope of request.envelopes) {
    at = bytes.writeUInt32BE(envelope.length, at);
    at += envelope.copy(bytes, at);
  }
  return bytes;
}

/** Batches are an `int` where they are recorded: a greater one would fail the whole commit that it is in. */
function readBatch(bytes: Buffer): number {
  const batch = bytes.readUInt32BE(16);
  if (batch > 0x7fff_ffff) throw new RangeError('a request has an impossible batch number');
  return batch;
}

/** Throws RangeError where the bytes are not such a request. The envelopes are views into `bytes`. */
export function decodeOpenRequest(bytes: Buffer): OpenRequest {
  const [headed, start] = readHead(bytes);
  const marked = bytes.readUInt32BE(start);
  const asExport = marked >= exportBit;
  const count = asExport ? marked - exportBit : marked;
  const envelopes: Buffer[] = [];
  let at = start + 4;
  for (let n = 0; n < count; n++) {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new RangeError('an open request is cut');
    envelopes.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  if (at !== bytes.length) throw new RangeError('an open request has bytes left over');
  return { ...headed, ...(asExport ? { asExport } : {}), envelopes };
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

/** Compare request: as of an open request up to on whose behalf, then group u16 (0: not known) and the value in UTF-8. The answer is a finder. */
export type CompareRequest = Headed & {
  readonly value: string;
  /** The term group of the column with which the value is compared, where the statement says it. */
  readonly group?: number;
};

export function encodeCompareRequest(request: CompareRequest): Buffer {
  const value = Buffer.from(request.value, 'utf8');
  const [bytes, at] = withHead(request, 2 + value.length);
  value.copy(bytes, bytes.writeUInt16BE(request.group ?? 0, at));
  return bytes;
}

export function decodeCompareRequest(bytes: Buffer): CompareRequest {
  const [headed, at] = readHead(bytes);
  const group = bytes.readUInt16BE(at);
  return { ...headed, value: bytes.toString('utf8', at + 2), ...(group === 0 ? {} : { group }) };
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
