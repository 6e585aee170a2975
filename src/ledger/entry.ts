/**
 * What an entry of the history commits to.
 *
 * content    = leafHash(salt ‖ JCS(body))                             for an act or a refusal
 *            = RFC 6962 root over [that, one leaf a subject]           for an opening
 * commitment = SHA-256(id ‖ at ‖ content ‖ kind), made by the database, which alone knows id and time
 * leaf       = leafHash(commitment), numbered by the sequencer
 *
 * A subject's leaf = leafHash(subjectSalt ‖ subject ‖ its part numbers as u16), subjectSalt = its 32 bytes of
 * SHAKE256(salt): whoever is shown one subject's salt and path can check that one and learns nothing of the others. When retention drops body and salt, what
 * stays is unlinkable.
 */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { leafInput, rootOfPacked, writeLeaf } from './merkle.ts';

/** Ids, codes, counts and times only: never a value of a data subject. */
export type Body = Readonly<Record<string, unknown>>;

/** One treatment of one field in a batch, and the subjects that met it, as uuids, with hyphens or without. */
export type SubjectPart = { readonly subjects: readonly string[] };

export function bodyLeaf(salt: Buffer, body: Body): Buffer {
  const leaf = Buffer.allocUnsafe(32);
  writeBodyLeaf(salt, canonicalText(body), leaf);
  return leaf;
}

/** Content of an opening; `parts` in their order, part numbers from 1. */
export function openingContent(salt: Buffer, body: Body, parts: readonly SubjectPart[]): Buffer {
  return contentOf(salt, canonicalText(body), parts);
}

/** The same, where the text of the body (RFC 8785) is at hand. */
export function contentOf(salt: Buffer, canonical: string, parts: readonly SubjectPart[]): Buffer {
  const met = partsBySubject(parts);
  const leaves = Buffer.allocUnsafe(32 * (1 + met.size));
  writeBodyLeaf(salt, canonical, leaves);
  const ids = Buffer.from([...met.keys()].join('').replaceAll('-', ''), 'hex');
  const salts = subjectSalts(salt, met.size);
  let n = 0;
  for (const numbers of met.values()) {
    const input = leafInput(48 + numbers.length * 2);
    salts.copy(input, 1, 32 * n, 32 * n + 32);
    ids.copy(input, 33, 16 * n, 16 * n + 16);
    for (let at = 0; at < numbers.length; at++) input.writeUInt16BE(numbers[at] ?? 0, 49 + at * 2);
    n += 1;
    writeLeaf(input, leaves, 32 * n);
  }
  return rootOfPacked(leaves);
}

function canonicalText(body: Body): string {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new TypeError('a body that is not JSON cannot be recorded');
  return canonical;
}

function writeBodyLeaf(salt: Buffer, canonical: string, into: Buffer): void {
  const input = leafInput(salt.length + Buffer.byteLength(canonical, 'utf8'));
  salt.copy(input, 1);
  input.write(canonical, 1 + salt.length, 'utf8');
  writeLeaf(input, into, 0);
}

/** Part numbers of each subject, subjects in order of first appearance. */
function partsBySubject(parts: readonly SubjectPart[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  parts.forEach((part, index) => {
    for (const subject of part.subjects) {
      const numbers = found.get(subject);
      if (numbers === undefined) found.set(subject, [index + 1]);
      else if (numbers.at(-1) !== index + 1) numbers.push(index + 1);
    }
  });
  return found;
}

/** 32 bytes a subject, in order: SHAKE256 (FIPS 202) of the entry's salt, drawn out as long. One piece tells nothing of another. */
function subjectSalts(salt: Buffer, count: number): Buffer {
  if (count === 0) return Buffer.alloc(0);
  return Buffer.from(hash('shake256', salt, { outputEncoding: 'latin1', outputLength: 32 * count }), 'latin1');
}

/**
 * What the database computes for an entry: `id` a uuid, `atMicros` microseconds since 2000-01-01 UTC as PostgreSQL keeps time, `kind` in
 * ASCII. All before the kind has a fixed length, so that no two entries are written the same.
 */
export function commitmentOf(id: string, atMicros: bigint, content: Buffer, kind: string): Buffer {
  const head = Buffer.alloc(24);
  head.write(id.replaceAll('-', ''), 0, 'hex');
  head.writeBigInt64BE(atMicros, 16);
  return hash('sha256', Buffer.concat([head, content, Buffer.from(kind, 'ascii')]), 'buffer');
}
