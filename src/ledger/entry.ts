/**
 * What an entry of the history commits to.
 *
 * content    = leafHash(salt ‖ JCS(body))                             for an act or a refusal
 *            = RFC 6962 root over [that, one leaf a subject]           for an opening
 * commitment = SHA-256(id ‖ at ‖ content), made by the database, which alone knows id and time
 * leaf       = leafHash(commitment), numbered by the sequencer
 *
 * A subject's leaf = leafHash(subjectSalt ‖ subject ‖ its part numbers as u16), subjectSalt = SHA-256(0x02 ‖ salt ‖ subject): whoever is
 * shown one subject's salt and path can check that one and learns nothing of the others. When retention drops body and salt, what
 * stays is unlinkable.
 */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { leafHash, rootOfLeaves } from './merkle.ts';

/** Ids, codes, counts and times only: never a value of a data subject. */
export type Body = Readonly<Record<string, unknown>>;

/** One treatment of one field in a batch, and the subjects that met it, as 16-byte ids (lower-case hex). */
export type SubjectPart = { readonly subjects: readonly string[] };

export function bodyLeaf(salt: Buffer, body: Body): Buffer {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new TypeError('a body that is not JSON cannot be recorded');
  return leafHash(Buffer.concat([salt, Buffer.from(canonical, 'utf8')]));
}

/** Content of an opening; `parts` in their order, part numbers from 1. */
export function openingContent(salt: Buffer, body: Body, parts: readonly SubjectPart[]): Buffer {
  return rootOfLeaves(openingLeaves(salt, body, parts));
}

function* openingLeaves(salt: Buffer, body: Body, parts: readonly SubjectPart[]): Generator<Buffer> {
  yield bodyLeaf(salt, body);
  for (const [subject, numbers] of partsBySubject(parts)) yield subjectLeaf(salt, subject, numbers);
}

/** Part numbers of each subject, subjects in order of first appearance. */
export function partsBySubject(parts: readonly SubjectPart[]): Map<string, number[]> {
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

export function subjectLeaf(salt: Buffer, subject: string, numbers: readonly number[]): Buffer {
  const own = hash('sha256', Buffer.concat([Buffer.of(2), salt, Buffer.from(subject, 'hex')]), 'buffer');
  const data = Buffer.alloc(48 + numbers.length * 2);
  own.copy(data, 0);
  data.write(subject, 32, 'hex');
  numbers.forEach((number, n) => data.writeUInt16BE(number, 48 + n * 2));
  return leafHash(data);
}

/** What the database computes for an entry: `id` a uuid, `atMicros` microseconds since 2000-01-01 UTC as PostgreSQL keeps time. */
export function commitmentOf(id: string, atMicros: bigint, content: Buffer): Buffer {
  const head = Buffer.alloc(24);
  head.write(id.replaceAll('-', ''), 0, 'hex');
  head.writeBigInt64BE(atMicros, 16);
  return hash('sha256', Buffer.concat([head, content]), 'buffer');
}
