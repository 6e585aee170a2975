/**
 * What a gateway asks before it stores values. Request: as of an open request up to on whose behalf, then count u32 · kind u8 of each new subject ·
 * count u32 · cells. A cell: 0 · subject 16, or 1 · which of the new ones u32; then field u16 · length u32 · text in UTF-8.
 * The answer has the form of an open request's: one envelope a cell, in order.
 */
import { type Headed, readHead, withHead } from './open-message.ts';
import { readSubjectId, writeSubjectId } from './subject-id.ts';

export type SubjectKind = 'person' | 'unowned';

/** Whose a cell is: somebody who has a key, or the nth (from 0) of those that this request makes keys for. */
export type WriteOwner =
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'new'; readonly nth: number };

export type WriteCell = { readonly owner: WriteOwner; readonly field: number; readonly text: string };

export type WriteRequest = Headed & {
  /** The kind of each new subject. Each is the owner of a cell. */
  readonly fresh: readonly SubjectKind[];
  readonly cells: readonly WriteCell[];
};

const kinds: readonly SubjectKind[] = ['person', 'unowned'];

export function encodeWriteRequest(request: WriteRequest): Buffer {
  const [opening, at] = withHead(request, 4 + request.fresh.length + 4);
  opening.writeUInt32BE(request.fresh.length, at);
  request.fresh.forEach((kind, n) => opening.writeUInt8(kinds.indexOf(kind), at + 4 + n));
  opening.writeUInt32BE(request.cells.length, opening.length - 4);
  return Buffer.concat([opening, ...request.cells.flatMap(encodeCell)]);
}

function encodeCell({ owner, field, text }: WriteCell): [Buffer, Buffer] {
  const value = Buffer.from(text, 'utf8');
  const own = owner.kind === 'subject' ? 17 : 5;
  const cell = Buffer.alloc(own + 6);
  if (owner.kind === 'subject') writeSubjectId(owner.subject, cell, 1);
  else {
    cell.writeUInt8(1, 0);
    cell.writeUInt32BE(owner.nth, 1);
  }
  cell.writeUInt16BE(field, own);
  cell.writeUInt32BE(value.length, own + 2);
  return [cell, value];
}

/** Throws RangeError where the bytes are not such a request, or a new subject is nobody's owner: its key would be nobody's. */
export function decodeWriteRequest(bytes: Buffer): WriteRequest {
  const [headed, start] = readHead(bytes);
  if (bytes.length < start + 8) throw new RangeError('a write request is cut');
  let at = start + 4;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('a write request is cut');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const fresh = [...take(bytes.readUInt32BE(start))].map((byte) => {
    const kind = kinds[byte];
    if (kind === undefined) throw new RangeError('a write request makes a subject of no known kind');
    return kind;
  });
  const owning = new Set<number>();
  const cells: WriteCell[] = [];
  for (let n = take(4).readUInt32BE(0); n > 0; n--) {
    const owner = readOwner(take, fresh.length);
    if (owner.kind === 'new') owning.add(owner.nth);
    const field = take(2).readUInt16BE(0);
    cells.push({ owner, field, text: take(take(4).readUInt32BE(0)).toString('utf8') });
  }
  if (at !== bytes.length) throw new RangeError('a write request has bytes left over');
  if (owning.size !== fresh.length) throw new RangeError('a write request makes a subject that owns nothing');
  return { ...headed, fresh, cells };
}

function readOwner(take: (length: number) => Buffer, fresh: number): WriteOwner {
  const kind = take(1).readUInt8(0);
  if (kind === 0) return { kind: 'subject', subject: readSubjectId(take(16), 0) };
  const nth = take(4).readUInt32BE(0);
  if (kind !== 1 || nth >= fresh) throw new RangeError('a write request has a cell of nobody');
  return { kind: 'new', nth };
}
